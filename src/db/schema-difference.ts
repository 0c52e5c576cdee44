import { PGlite } from "@electric-sql/pglite";
import { readMigrations } from "./migrations.ts";
import { pgliteAdapter } from "./pglite-adapter.ts";
import { openSchemaEngine } from "./schema-engine.ts";

/** The SQL that leads from the migrations on disk to `datamodel` (the text of `schema.prisma`); null when they agree. */
export async function schemaDifference(datamodel: string): Promise<string | null> {
	const database = await PGlite.create();
	// The database is empty and nothing else is asked of it: it serves as the shadow that the migrations are tried on.
	const adapter = pgliteAdapter(database);
	const engine = await openSchemaEngine({ ...adapter, connectToShadowDb: () => adapter.connect() }, datamodel);
	try {
		const result = await engine.diff({
			from: { tag: "migrations", ...(await readMigrations()) },
			to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: datamodel }] },
			script: true,
			exitCode: true,
			filters: { externalTables: [], externalEnums: [] },
		});
		return result.exitCode === 0 ? null : result.stdout;
	} finally {
		engine.free();
		await database.close();
	}
}
