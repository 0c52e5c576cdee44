import { randomUUID } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { type Database, type DatabaseOptions, openDatabase } from "../../src/db/open-database.ts";
import type { FindingStore } from "../../src/ports/finding-store.ts";
import type { Bench } from "../bench.ts";

/** One database that both sides write to in turn: the product by its store, the peer by statements alone. */
export interface MeasuredStore {
	readonly name: "pglite" | "postgresql";
	readonly findings: FindingStore;
	query(statement: string, values: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
	close(): Promise<void>;
}

const columns =
	"id, kind, target_text, range_first, range_last, host, port, protocol, first_seen, last_seen, details, line, count";

/** Into the product's own table, with its key and indexes. */
export const rawInsert = `insert into findings (case_number, ${columns})
	select $1, id, kind, target_text, range_first, range_last, host, port, protocol, first_seen, last_seen, details::json, line, count
	from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[],
		$10::timestamptz[], $11::timestamptz[], $12::text[], $13::int[], $14::int[]) as f (${columns})`;

function open(bench: Bench, options: Pick<DatabaseOptions, "url" | "dataDir">): Promise<Database> {
	return openDatabase({
		...options,
		onFirstStart: () => bench.note("making an embedded database"),
		log: { info: () => {}, warn: () => {}, error: () => {} },
		messageIdFor: (noticeId) => `<${noticeId}@bench.example>`,
		enqueueIn: async () => {},
	});
}

/** The embedded database in a folder, as the product opens it. */
export async function openEmbeddedStore(bench: Bench): Promise<MeasuredStore> {
	const database = await open(bench, { url: null, dataDir: join(bench.folder, "data") });
	const { findings, sqlExecutor: query } = database;
	bench.onEnd(() => database.close());
	return { name: "pglite", findings, query, close: () => database.close() };
}

/** A new database on a server, dropped when the bench ends; the peer uses one connection of `pg`. */
export async function openPostgresStore(bench: Bench, server: string): Promise<MeasuredStore> {
	const name = `meldkamer_bench_${randomUUID().replaceAll("-", "")}`;
	const url = new URL(server);
	url.pathname = `/${name}`;
	bench.onEnd(() => administer(server, `drop database if exists ${name} with (force)`));
	await administer(server, `create database ${name}`);
	const database = await open(bench, { url: url.href, dataDir: "" });
	bench.onEnd(() => database.close());
	const client = new pg.Client({ connectionString: url.href });
	await client.connect();
	const close = async () => {
		await client.end();
		await database.close();
	};
	const query = async (statement: string, values: readonly unknown[]) =>
		(await client.query<Record<string, unknown>>(statement, [...values])).rows;
	return { name: "postgresql", findings: database.findings, query, close };
}

async function administer(server: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: server });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}
