import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import { openSchemaEngine } from "./schema-engine.ts";
import type { Sql } from "./sql.ts";

/** The folder `prisma/` of the package, from the source as well as from the build. */
export function prismaFolder(): string {
	for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
		const candidate = join(folder, "prisma");
		if (existsSync(join(candidate, "schema.prisma"))) return candidate;
		if (folder === dirname(folder)) throw new Error("the folder prisma/ is missing from the installation");
	}
}

/** The migrations on disk, oldest first, as the schema engine takes them. */
export async function readMigrations(folder = join(prismaFolder(), "migrations")): Promise<MigrationList> {
	const entries = await readdir(folder, { withFileTypes: true });
	const names = entries
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort();
	return {
		baseDir: folder,
		lockfile: { path: "migration_lock.toml", content: await readFile(join(folder, "migration_lock.toml"), "utf8") },
		shadowDbInitScript: "",
		migrationDirectories: await Promise.all(
			names.map(async (name) => ({
				path: name,
				migrationFile: {
					path: "migration.sql",
					content: { tag: "ok" as const, value: await readFile(join(folder, name, "migration.sql"), "utf8") },
				},
			})),
		),
	};
}

/** Which migrations are not yet applied, by name. The engine is big: it is loaded only when this is not empty. */
export async function pendingMigrations(sql: Sql, migrations: MigrationList): Promise<string[]> {
	const [table] = await sql.query("select to_regclass('_prisma_migrations') is not null as there", []);
	const rows = table?.there
		? await sql.query(
				"select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null",
				[],
			)
		: [];
	const applied = new Map(rows.map((row) => [String(row.migration_name), String(row.checksum)]));
	return migrations.migrationDirectories
		.filter((directory) => {
			const { content } = directory.migrationFile;
			if (content.tag !== "ok") return true;
			return applied.get(directory.path) !== createHash("sha256").update(content.value).digest("hex");
		})
		.map((directory) => directory.path);
}

/** Applies what is missing, by Prisma's engine; gives the names of what was applied. Callers see to it that one runs at a time. */
export async function applyMigrations(
	factory: SqlMigrationAwareDriverAdapterFactory,
	migrations: MigrationList,
): Promise<string[]> {
	const engine = await openSchemaEngine(factory);
	try {
		const result = await engine.applyMigrations({
			migrationsList: migrations,
			filters: { externalTables: [], externalEnums: [] },
		});
		return result.appliedMigrationNames;
	} finally {
		engine.free();
	}
}
