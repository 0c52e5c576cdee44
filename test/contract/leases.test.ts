import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/db/open-database.ts";
import { type ContractDatabase, contractDatabases } from "../support/contract-databases.ts";
import { waitUntil } from "../support/wait-until.ts";

const leaseMs = 300;

describe.each(contractDatabases)("leases on $name", ({ make }) => {
	let contract: ContractDatabase;
	let database: Database;

	beforeAll(async () => {
		contract = await make();
		database = await contract.open({ leaseMs });
	});
	afterAll(async () => {
		await database?.close();
		await contract?.drop();
	});

	test("one holds, the others are told so at once, and it is free after", async () => {
		const { leases } = database;
		const others = () => Promise.all(["a", "b"].map((name) => leases.hold("case", async () => name)));
		expect(await leases.hold("case", others)).toEqual(["busy", "busy"]);
		expect(await leases.hold("case", async () => "free")).toBe("free");
		expect(await leases.hold("other", async () => leases.hold("case", async () => "apart"))).toBe("apart");
	});

	test("is never held by two, however many want it", async () => {
		const { leases } = database;
		let holders = 0;
		let most = 0;
		let turns = 0;
		const want = async (): Promise<void> => {
			while (turns < 20) {
				await leases.hold("contended", async () => {
					most = Math.max(most, ++holders);
					await leases.hold("another", async () => {});
					holders--;
					turns++;
				});
			}
		};
		await Promise.all([want(), want(), want(), want()]);
		expect(most).toBe(1);
	});

	test("is let go when the work fails", async () => {
		await expect(database.leases.hold("fail", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
		expect(await database.leases.hold("fail", async () => "free")).toBe("free");
	});

	test("outlives its time while its holder lives", async () => {
		const { leases } = database;
		const start = performance.now();
		await leases.hold("long", async (signal) => {
			await waitUntil(() => performance.now() - start > 3 * leaseMs);
			expect(await leases.hold("long", async () => "stolen")).toBe("busy");
			expect(signal.aborted).toBe(false);
		});
	});

	test("passes on when its holder dies, which then hears of it", async () => {
		const { leases } = database;
		// As if this process had slept past its lease: the row's time is over and somebody else took it.
		await leases.hold("dying", async (signal) => {
			await database.sqlExecutor("update leases set until = now() - interval '1 second' where name = $1", ["dying"]);
			expect(await leases.hold("dying", async () => "taken")).toBe("taken");
			await waitUntil(() => signal.aborted);
		});
		expect(await leases.hold("dying", async () => "free")).toBe("free");
	});
});
