import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BadMailbox } from "../../src/core/contact/bad-mailbox.ts";
import { type NewDirectoryEntry, noWishes } from "../../src/core/contact/entry.ts";
import { plusMs } from "../../src/core/instant.ts";
import type { Database } from "../../src/db/open-database.ts";
import { type ContractDatabase, contractDatabases } from "../support/contract-databases.ts";
import { at } from "../support/sample-case.ts";

const dayMs = 86_400_000;

describe.each(contractDatabases)("the directory on $name", ({ make }) => {
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

	const entry = (value: string, more: Partial<NewDirectoryEntry> = {}): NewDirectoryEntry => ({
		...{ kind: "asn", value, operator: "One", mailboxes: ["a@one.example"], forwarder: false, ...noWishes },
		...{ reason: "asked by mail", author: "Anna", createdAt: at(), expiresAt: null, ...more },
	});

	test("keeps how mail is wanted, also in the history", async () => {
		const { directory } = database;
		const wishes = { xarf: true, language: "en", pgpKey: "-----BEGIN …\n" } as const;
		await directory.setContact(entry("AS77", wishes));
		expect((await directory.contacts(at())).find(({ value }) => value === "AS77")).toMatchObject(wishes);
		await directory.setContacts([entry("AS77", { createdAt: at(1) })]);
		expect(await directory.contactHistory({ kind: "asn", value: "AS77" })).toMatchObject([noWishes, wishes]);
		await directory.removeContact({ kind: "asn", value: "AS77" }, { by: "Anna", at: at(2), reason: "test" });
	});

	test("keeps who set, replaced and removed an entry, when and why, the newest first", async () => {
		const { directory } = database;
		const key = { kind: "asn", value: "AS1" } as const;
		await directory.setContact(entry("AS1", { forwarder: true, expiresAt: at(90) }));
		await directory.setContact(entry("AS1", { operator: "Two\0", author: "Bram", createdAt: at(1) }));
		expect(await directory.removeContact(key, { by: "Chris", at: at(2), reason: "asked\0 by phone" })).toBe(true);
		const set = await directory.setContact(entry("AS1", { createdAt: at(3) }));
		const still = { removedAt: null, removedBy: null, removedReason: null };
		expect(await directory.contactHistory(key)).toMatchObject([
			{ ...set, ...still },
			{ operator: "Two", removedAt: at(2), removedBy: "Chris", removedReason: "asked by phone" },
			{ forwarder: true, expiresAt: at(90), removedAt: at(1), removedBy: "Bram", removedReason: null },
		]);
		expect(await directory.contactHistory({ kind: "asn", value: "AS2" })).toEqual([]);
	});

	test("keeps the same of opt-outs", async () => {
		const { directory } = database;
		const key = { kind: "mailbox", value: "x@y.example" } as const;
		const optOut = { ...key, reason: "asked", author: "Anna", createdAt: at(), expiresAt: null };
		await directory.addOptOut(optOut);
		await directory.addOptOut({ ...optOut, reason: "asked again", createdAt: at(1) });
		await directory.removeOptOut(key, { by: "Bram", at: at(2), reason: "changed its mind" });
		expect(await directory.optOutHistory(key)).toMatchObject([
			{ reason: "asked again", removedBy: "Bram", removedReason: "changed its mind" },
			{ reason: "asked", removedBy: "Anna", removedReason: null },
		]);
	});

	test("says what ended by itself since a moment, the latest first; what was removed is not among it", async () => {
		const { directory } = database;
		for (const [value, minute] of [
			["AS11", 5],
			["AS12", 6],
			["AS13", 7],
			["AS14", 8],
		] as const)
			await directory.setContact(entry(value, { expiresAt: at(minute) }));
		await directory.removeContact({ kind: "asn", value: "AS13" }, { by: "Bram", at: at(1), reason: "x" });
		const ended = await directory.contactsEnded(at(5), at(7));
		expect(ended.map(({ value }) => value)).toEqual(["AS12"]);
		expect((await directory.contactsEnded(at(4), at(8))).map(({ value }) => value)).toEqual(["AS14", "AS12", "AS11"]);
		const optOut = { kind: "cidr", value: "192.0.2.0/24", reason: "r", author: "Anna", createdAt: at() } as const;
		await directory.addOptOut({ ...optOut, expiresAt: at(6) });
		expect(await directory.optOutsEnded(at(5), at(6))).toMatchObject([{ value: "192.0.2.0/24" }]);
		expect(await directory.optOutsEnded(at(6), at(9))).toEqual([]);
	});

	test("takes thousands at once, in place of those with the same key", async () => {
		const { directory } = database;
		const thousands = Array.from({ length: 3_000 }, (_, n) => entry(`AS${100_000 + n}`, { createdAt: at(10) }));
		await directory.setContacts(thousands);
		await directory.setContacts(
			thousands.map((one) => ({ ...one, operator: "New", author: "Bram", createdAt: at(11) })),
		);
		const valid = (await directory.contacts(at(12))).filter(({ value }) => value.startsWith("AS10"));
		expect(valid).toHaveLength(3_000);
		expect(new Set(valid.map(({ operator }) => operator))).toEqual(new Set(["New"]));
		expect(await directory.contactHistory({ kind: "asn", value: "AS102999" })).toMatchObject([
			{ operator: "New", removedBy: null },
			{ operator: "One", removedBy: "Bram", removedAt: at(11) },
		]);
		await directory.setContacts([]);
		await directory.addOptOuts([]);
	});

	test("takes all or none of an import", async () => {
		const { directory } = database;
		const broken = entry("AS32", { createdAt: "no moment at all" });
		await expect(directory.setContacts([entry("AS31"), broken])).rejects.toThrow();
		const optOut = {
			kind: "asn",
			value: "AS33",
			reason: "r",
			author: "Anna",
			createdAt: at(),
			expiresAt: null,
		} as const;
		await expect(directory.addOptOuts([optOut, { ...optOut, value: "AS34", createdAt: "never" }])).rejects.toThrow();
		const values = [...(await directory.contacts(at(1))), ...(await directory.optOuts(at(1)))].map(
			({ value }) => value,
		);
		for (const value of ["AS31", "AS32", "AS33", "AS34"]) expect(values).not.toContain(value);
		await directory.addOptOuts([optOut]);
		expect((await directory.optOuts(at(1))).map(({ value }) => value)).toContain("AS33");
	});

	test("an import and people who set the same entries at once leave one valid of each", async () => {
		const { directory } = database;
		const values = ["AS41", "AS42", "AS43"];
		await Promise.all([
			directory.setContacts(values.map((value) => entry(value, { operator: "Import" }))),
			...values.map((value) => directory.setContact(entry(value, { operator: "Person" }))),
			directory.setContacts(values.map((value) => entry(value, { operator: "Second import" }))),
		]);
		const valid = (await directory.contacts(at(1))).filter(({ value }) => values.includes(value));
		expect(valid.map(({ value }) => value)).toEqual(values);
	});
});

describe.each(contractDatabases)("mailboxes that do not work on $name", ({ make }) => {
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

	const mark = (mailbox: string, more: Partial<BadMailbox> = {}): BadMailbox => ({
		...{ mailbox, cause: "volunteer", reason: "phoned", caseNumber: null, author: "Anna", markedAt: at(), ...more },
	});

	test("are found among others in any case of letters, until they are cleared", async () => {
		const { badMailboxes } = database;
		await badMailboxes.mark(mark("Abuse@One.example"));
		expect(await badMailboxes.among(["x@y.example", "ABUSE@one.EXAMPLE"], at(1))).toEqual(
			new Set(["abuse@one.example"]),
		);
		expect(await badMailboxes.among([], at(1))).toEqual(new Set());
		expect(await badMailboxes.clear("abuse@ONE.example", "Bram", at(2))).toBe(true);
		expect(await badMailboxes.clear("abuse@one.example", "Bram", at(3))).toBe(false);
		expect(await badMailboxes.among(["abuse@one.example"], at(3))).toEqual(new Set());
		const rows = await database.sqlExecutor("select cleared_by from bad_mailboxes where mailbox = $1", [
			"abuse@one.example",
		]);
		expect(rows).toEqual([{ cleared_by: "Bram" }]);
	});

	test("are so for 180 days and no longer", async () => {
		const { badMailboxes } = database;
		await badMailboxes.mark(mark("old@one.example"));
		expect((await badMailboxes.among(["old@one.example"], plusMs(at(), 180 * dayMs - 1))).size).toBe(1);
		expect((await badMailboxes.among(["old@one.example"], plusMs(at(), 180 * dayMs))).size).toBe(0);
		expect(await badMailboxes.list(plusMs(at(), 180 * dayMs))).toEqual([]);
		expect(await badMailboxes.clear("old@one.example", "Bram", plusMs(at(), 180 * dayMs))).toBe(false);
	});

	test("are marked once for a cause in a case, also by two at once; after clearing, again", async () => {
		const { badMailboxes } = database;
		const refused = mark("r@two.example", { cause: "refused", caseNumber: "NSM-2026-0001", author: null });
		await Promise.all([badMailboxes.mark(refused), badMailboxes.mark(refused), badMailboxes.mark(refused)]);
		const count = async () =>
			Number(
				(await database.sqlExecutor("select count(*) as n from bad_mailboxes where mailbox = $1", ["r@two.example"]))[0]
					?.n,
			);
		expect(await count()).toBe(1);
		await badMailboxes.mark({ ...refused, cause: "bounced" });
		expect(await count()).toBe(2);
		await badMailboxes.clear("r@two.example", "Bram", at(1));
		await badMailboxes.mark({ ...refused, markedAt: at(2) });
		expect(await badMailboxes.among(["r@two.example"], at(3))).toEqual(new Set(["r@two.example"]));
	});

	test("are listed by their newest mark, the newest first, with where it is from", async () => {
		const { badMailboxes } = database;
		await badMailboxes.mark(mark("a@list.example", { markedAt: at(20) }));
		await badMailboxes.mark(mark("b@list.example", { markedAt: at(21), reason: "said\0 so" }));
		const newest = mark("a@list.example", {
			markedAt: at(22),
			cause: "bounced",
			caseNumber: "NSM-2026-0002",
			author: null,
		});
		await badMailboxes.mark(newest);
		const listed = (await badMailboxes.list(at(30))).filter(({ mailbox }) => mailbox.endsWith("@list.example"));
		expect(listed).toEqual([newest, mark("b@list.example", { markedAt: at(21), reason: "said so" })]);
	});
});
