import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export type Schema = Readonly<Record<string, unknown>>;
export type Definitions = Readonly<Record<string, Schema>>;

const require = createRequire(import.meta.url);
const cacheDir = join(import.meta.dirname, "../../../node_modules/.cache/meldkamer");
const roots = ["KnownBlock", "ModalView", "HomeView", "MessageMetadata", "Option", "OptionGroup"] as const;

/** JSON schemas of what `@slack/types` knows, by the type's name. Made once for each version of it, which takes seconds; then kept. */
export async function readSlackSchemas(): Promise<Definitions> {
	const types = versionOf("@slack/types");
	const file = join(cacheDir, `slack-types-${types}-${versionOf("ts-json-schema-generator")}.json`);
	try {
		return JSON.parse(readFileSync(file, "utf8")) as Definitions;
	} catch {
		const made = await makeSchemas();
		mkdirSync(cacheDir, { recursive: true });
		// Written beside and renamed: another process may read it at this moment.
		const beside = `${file}.${process.pid}`;
		writeFileSync(beside, JSON.stringify(made));
		renameSync(beside, file);
		return made;
	}
}

/** Where the types of `@slack/types` lie. */
export function slackTypesDir(): string {
	return join(dirname(packageFile("@slack/types")), "dist");
}

async function makeSchemas(): Promise<Definitions> {
	const { createGenerator } = await import("ts-json-schema-generator");
	const path = join(slackTypesDir(), "index.d.ts");
	const generator = createGenerator({ path, type: "*", skipTypeCheck: true, additionalProperties: false });
	const all = roots.map((root) => generator.createSchema(root).definitions ?? {});
	return Object.assign({}, ...all) as Definitions;
}

function versionOf(name: string): string {
	const { version } = JSON.parse(readFileSync(packageFile(name), "utf8")) as { readonly version: string };
	return version;
}

/** Not by `require.resolve`, which a package's `exports` may forbid. */
function packageFile(name: string): string {
	for (const dir of require.resolve.paths(name) ?? []) {
		const file = join(dir, name, "package.json");
		try {
			readFileSync(file);
			return file;
		} catch {
			// In a folder further up, then.
		}
	}
	throw new Error(`${name} is not installed.`);
}
