import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/db/open-database.ts";
import { type ContractDatabase, contractDatabases } from "../support/contract-databases.ts";
import { at, sendingCase } from "../support/sample-case.ts";

describe.each(contractDatabases)("what comes back, on $name", ({ make }) => {
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

	test("keeps which mails were dealt with, and drops old ones", async () => {
		const { handledMails } = database;
		await handledMails.add(["a", "b"], at());
		await handledMails.add(["b", "c"], at(5));
		expect(await handledMails.among(["a", "b", "c", "d"])).toEqual(new Set(["a", "b", "c"]));
		expect(await handledMails.among([])).toEqual(new Set());
		await handledMails.dropOlder(at(5));
		expect(await handledMails.among(["a", "b", "c"])).toEqual(new Set(["c"]));
	});

	test("finds notices by their Message-IDs, in any case of letters", async () => {
		const { notices, cases } = database;
		await sendingCase(cases, "BACK-2026-0001", [1, 2]);
		const row = await notices.get("BACK-2026-0001-1-1");
		if (row === null) throw new Error("no notice");
		const found = await notices.withMessageIds(["<x@y.example>", row.messageId]);
		expect([...found]).toEqual([[row.messageId, row]]);
		expect(await notices.withMessageIds([])).toEqual(new Map());
		const cut = row.messageId.replace("@", "0@");
		expect(await notices.withMessageIds([cut, `${row.messageId}'`])).toEqual(new Map());
	});
});
