import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/db/open-database.ts";
import { type ContractDatabase, contractDatabases } from "../support/contract-databases.ts";

describe.each(contractDatabases)("ownership on $name", ({ name, make }) => {
	let contract: ContractDatabase;
	let database: Database;

	beforeAll(async () => {
		contract = await make();
		database = await contract.open();
	});
	afterAll(async () => {
		await database?.close();
		await contract?.drop();
	});

	test("is given, held and let go", async () => {
		const owned = await database.ownership.take("chat:one");
		expect(owned?.lost.aborted).toBe(false);
		await owned?.release();
		expect(owned?.lost.aborted).toBe(false);
		const again = await database.ownership.take("chat:one");
		expect(again).not.toBeNull();
		await again?.release();
	});

	test.runIf(name === "PostgreSQL")("is one process's at a time, by name", async () => {
		const second = await contract.open();
		try {
			const owned = await database.ownership.take("chat:two");
			expect(await second.ownership.take("chat:two")).toBeNull();
			const other = await second.ownership.take("chat:three");
			expect(other).not.toBeNull();
			await owned?.release();
			const now = await second.ownership.take("chat:two");
			expect(now).not.toBeNull();
			await now?.release();
			await other?.release();
		} finally {
			await second.close();
		}
	});

	test.runIf(name === "PostgreSQL")("is lost with the line to the server, and the owner hears of it", async () => {
		const owned = await database.ownership.take("chat:four");
		const lost = new Promise<void>((resolve) => owned?.lost.addEventListener("abort", () => resolve()));
		// The advisory lock's own session, ended as a restart of the server or a cut line would.
		await database.sqlExecutor(
			`select pg_terminate_backend(pid) from pg_locks
			where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
			[],
		);
		await lost;
		const next = await database.ownership.take("chat:four");
		expect(next).not.toBeNull();
		await next?.release();
		await owned?.release();
	});
});
