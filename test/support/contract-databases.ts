import { randomUUID } from "node:crypto";
import pg from "pg";
import { createStores, type Database, openDatabase, type StoreOptions } from "../../src/db/open-database.ts";
import { openDump } from "../../src/db/open-embedded.ts";
import { readDump, testStoreOptions } from "./test-database.ts";

export interface ContractDatabase {
	/** For a process of its own; null where no second one can open it. */
	readonly url: string | null;
	/** Opens the stores; on PostgreSQL a second call is a second process's worth of connections on the same database. */
	open(options?: Partial<StoreOptions>): Promise<Database>;
	/** Where a second opening of the same data is possible. */
	readonly shared: boolean;
	/** Removes the database; stores have to be closed by then. */
	drop(): Promise<void>;
}

const serverUrl = process.env.TEST_DATABASE_URL;

/** The kinds of database that a contract test runs on: PGlite always, PostgreSQL where `TEST_DATABASE_URL` names a server. */
export const contractDatabases: readonly { readonly name: string; make(): Promise<ContractDatabase> }[] = [
	{ name: "PGlite", make: pglite },
	...(serverUrl === undefined ? [] : [{ name: "PostgreSQL", make: () => postgres(serverUrl) }]),
];

async function pglite(): Promise<ContractDatabase> {
	return {
		url: null,
		shared: false,
		open: async (options = {}) => createStores(await openDump(await readDump()), { ...testStoreOptions, ...options }),
		drop: async () => {},
	};
}

async function postgres(server: string): Promise<ContractDatabase> {
	const name = `meldkamer_test_${randomUUID().replaceAll("-", "")}`;
	await administer(server, `create database ${name}`);
	const url = new URL(server);
	url.pathname = `/${name}`;
	return {
		url: url.href,
		shared: true,
		open: (options = {}) =>
			openDatabase({ ...testStoreOptions, ...options, url: url.href, dataDir: "", onFirstStart: () => {} }),
		drop: () => administer(server, `drop database ${name} with (force)`),
	};
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
