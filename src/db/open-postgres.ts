import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Log } from "../ports/log.ts";
import { applyMigrations, pendingMigrations, readMigrations } from "./migrations.ts";
import type { Connection } from "./open-database.ts";
import { postgresMigrationAdapter } from "./postgres-adapter.ts";
import { createPostgresOwnership } from "./postgres-ownership.ts";
import { postgresSql } from "./postgres-sql.ts";

/** `DATABASE_URL` cannot be used. The message names the host, never the password. */
export class DatabaseUnreachable extends Error {
	constructor(url: string, options: ErrorOptions) {
		super(`the database at ${hostOf(url)} cannot be used; check DATABASE_URL and that the server runs`, options);
		this.name = "DatabaseUnreachable";
	}
}

/** Any number that nothing else in the database uses; "meldkamer" on a telephone's keys. */
const migrationLock = 635_352_637;

/** PostgreSQL, migrated; several processes may start at once. Throws `DatabaseUnreachable`. */
export async function openPostgres(url: string, log: Log): Promise<Connection> {
	// Prisma's adapter reads and writes times without their zone: the session's has to be UTC.
	const pool = new pg.Pool({ connectionString: url, options: "-c TimeZone=UTC", max: 10 });
	pool.on("error", (fault) => log.warn("db.connection-lost", { cause: fault.name }));
	const sql = postgresSql(pool);
	try {
		await sql.query("select 1", []);
	} catch (cause) {
		await pool.end();
		throw new DatabaseUnreachable(url, { cause });
	}
	try {
		await migrate(url, pool);
	} catch (error) {
		await pool.end();
		throw error;
	}
	const ownership = createPostgresOwnership(url, log);
	return { sql, adapter: new PrismaPg(pool), alone: false, ownership, close: () => pool.end() };
}

async function migrate(url: string, pool: pg.Pool): Promise<void> {
	const migrations = await readMigrations();
	const client = await pool.connect();
	try {
		await client.query("select pg_advisory_lock($1)", [migrationLock]);
		if ((await pendingMigrations(postgresSql(pool), migrations)).length === 0) return;
		// Its own connections, closed after: the engine takes a session lock too.
		const own = new pg.Pool({ connectionString: url, options: "-c TimeZone=UTC", max: 3 });
		try {
			await applyMigrations(postgresMigrationAdapter(own), migrations);
		} finally {
			await own.end();
		}
	} finally {
		await client.query("select pg_advisory_unlock($1)", [migrationLock]).catch(() => {});
		client.release();
	}
}

function hostOf(url: string): string {
	try {
		return new URL(url).host;
	} catch {
		return "DATABASE_URL";
	}
}
