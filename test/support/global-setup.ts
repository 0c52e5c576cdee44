import { createHash } from "node:crypto";
import { access, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { readMigrations } from "../../src/db/migrations.ts";
import { dumpMigrated } from "../../src/db/open-embedded.ts";

const folder = join(import.meta.dirname, "../../.build");

/**
 * Makes a dump of a migrated, empty database, which `openTestDatabase` loads: once, and again when a migration or
 * PGlite changes. Making one takes some seconds.
 */
export default async function setup(project: TestProject): Promise<void> {
	const file = join(folder, `test-database-${await fingerprint()}.tar`);
	const there = await access(file).then(
		() => true,
		() => false,
	);
	if (!there) {
		const dump = await dumpMigrated();
		await mkdir(folder, { recursive: true });
		// Two runs at once may both make it; each puts a whole file in place.
		const fresh = `${file}.${process.pid}`;
		await writeFile(fresh, new Uint8Array(await dump.arrayBuffer()));
		await rename(fresh, file);
	}
	project.provide("databaseDump", file);
}

async function fingerprint(): Promise<string> {
	// Its main file has other contents in every version.
	const pglite = createRequire(import.meta.url).resolve("@electric-sql/pglite");
	return createHash("sha256")
		.update(JSON.stringify((await readMigrations()).migrationDirectories))
		.update(await readFile(pglite))
		.digest("hex")
		.slice(0, 16);
}
