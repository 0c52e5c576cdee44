import { access, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { lockDataDir } from "./data-dir-lock.ts";
import { letOthersRun } from "./let-others-run.ts";
import { applyMigrations, pendingMigrations, readMigrations } from "./migrations.ts";
import type { Connection } from "./open-database.ts";
import { pgliteAdapter } from "./pglite-adapter.ts";
import { pgliteSql } from "./pglite-sql.ts";
import { soleOwnership } from "./postgres-ownership.ts";

/** PGlite in `<dataDir>/pglite`, under the folder's lock. `onFirstStart` is called before the slow making of a new one. */
export async function openEmbedded(dataDir: string, onFirstStart: () => void): Promise<Connection> {
	const unlock = await lockDataDir(dataDir);
	try {
		const folder = join(dataDir, "pglite");
		if (!(await exists(join(folder, "PG_VERSION")))) {
			onFirstStart();
			await initialise(folder);
		}
		return await connect(await PGlite.create({ dataDir: folder }), unlock);
	} catch (error) {
		await unlock();
		throw error;
	}
}

/** PGlite in memory, from a dump of a migrated database; gone when closed. */
export async function openDump(dump: Blob): Promise<Connection> {
	return connect(await PGlite.create({ loadDataDir: dump }), async () => {});
}

/** A migrated, empty database as a dump for `openDump`. */
export async function dumpMigrated(): Promise<Blob> {
	const client = await PGlite.create();
	const connection = await connect(client, async () => {});
	const dump = await client.dumpDataDir("none");
	await connection.close();
	return dump;
}

/** Made beside its place and moved there when whole, so that a first start that is cut short leaves nothing half-made. */
async function initialise(folder: string): Promise<void> {
	const fresh = `${folder}.new`;
	await rm(fresh, { recursive: true, force: true });
	await rm(folder, { recursive: true, force: true });
	await mkdir(fresh, { recursive: true });
	await (await PGlite.create({ dataDir: fresh })).close();
	await rename(fresh, folder);
}

async function connect(opened: PGlite, unlock: () => Promise<void>): Promise<Connection> {
	const client = letOthersRun(opened);
	const close = async (): Promise<void> => {
		if (!client.closed) await client.close();
		await unlock();
	};
	try {
		await client.exec("set timezone = 'UTC'");
		const sql = pgliteSql(client);
		const adapter = pgliteAdapter(client);
		const migrations = await readMigrations();
		if ((await pendingMigrations(sql, migrations)).length > 0) await applyMigrations(adapter, migrations);
		return { sql, adapter, alone: true, ownership: soleOwnership, close };
	} catch (error) {
		await client.close();
		throw error;
	}
}

async function exists(path: string): Promise<boolean> {
	return access(path).then(
		() => true,
		() => false,
	);
}
