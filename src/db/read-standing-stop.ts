import { access } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { MailingStop } from "../core/mailing-stop.ts";
import { DataDirInUse, lockDataDir } from "./data-dir-lock.ts";
import { createMailingStops } from "./mailing-stops.ts";
import { DatabaseUnreachable } from "./open-postgres.ts";
import { pgliteSql } from "./pglite-sql.ts";
import { postgresSql } from "./postgres-sql.ts";
import type { Sql } from "./sql.ts";

/** `none`: there is no store yet, or one from before there were stops. `in-use`: the bot runs on the embedded store. */
export type StandingStop = "none" | "in-use" | { readonly stop: MailingStop | null };

/** The mailing stop that stands, read without changing anything: no store is made and none is migrated. Throws `DatabaseUnreachable`. */
export async function readStandingStop(url: string | null, dataDir: string): Promise<StandingStop> {
	return url === null ? readEmbedded(dataDir) : readServer(url);
}

async function readServer(url: string): Promise<StandingStop> {
	const pool = new pg.Pool({ connectionString: url, options: "-c TimeZone=UTC", max: 1 });
	// A line that breaks is heard of where it is used.
	pool.on("error", () => {});
	try {
		return await read(postgresSql(pool));
	} catch (cause) {
		throw new DatabaseUnreachable(url, { cause });
	} finally {
		await pool.end();
	}
}

async function readEmbedded(dataDir: string): Promise<StandingStop> {
	const folder = join(dataDir, "pglite");
	const isThere = await access(join(folder, "PG_VERSION")).then(
		() => true,
		() => false,
	);
	if (!isThere) return "none";
	const unlock = await lockDataDir(dataDir).catch((fault: unknown) => {
		if (fault instanceof DataDirInUse) return null;
		throw fault;
	});
	if (unlock === null) return "in-use";
	try {
		const client = await PGlite.create({ dataDir: folder });
		try {
			await client.exec("set timezone = 'UTC'");
			return await read(pgliteSql(client));
		} finally {
			await client.close();
		}
	} finally {
		await unlock();
	}
}

async function read(sql: Sql): Promise<StandingStop> {
	const [row] = await sql.query("select to_regclass('mailing_stops') is not null as there", []);
	return row?.there === true ? { stop: await createMailingStops(sql).standing() } : "none";
}
