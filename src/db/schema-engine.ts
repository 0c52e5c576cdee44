import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import {
	bindMigrationAwareSqlAdapterFactory,
	type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";

const require = createRequire(import.meta.url);
type Glue = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");

/** Node's types know WebAssembly only as a namespace of types. */
const { WebAssembly: webAssembly } = globalThis as unknown as {
	WebAssembly: {
		instantiate(
			bytes: Uint8Array,
			imports: Record<string, unknown>,
		): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
	};
};

let loaded: Promise<Glue> | null = null;

/**
 * Prisma's own migration engine as WebAssembly, on an open database. `datamodel` is the text of `schema.prisma`; only
 * `diff` needs it. Call `free()` when done. Node 20 cannot import `.wasm`, so it is instantiated here.
 */
export async function openSchemaEngine(
	factory: SqlMigrationAwareDriverAdapterFactory,
	datamodel?: string,
): Promise<SchemaEngine> {
	loaded ??= load();
	const { SchemaEngine: Engine } = await loaded;
	const datamodels: [string, string][] | undefined =
		datamodel === undefined ? undefined : [["schema.prisma", datamodel]];
	return Engine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
}

async function load(): Promise<Glue> {
	const glueFile = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
	const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
	const bytes = await readFile(glueFile.replace(/\.js$/, ".wasm"));
	const { instance } = await webAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
	glue.__wbg_set_wasm(instance.exports as never);
	instance.exports.__wbindgen_start();
	return glue;
}
