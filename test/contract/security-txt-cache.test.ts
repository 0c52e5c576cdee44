import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WebsiteAnswer } from "../../src/core/contact/website-answer.ts";
import type { Database } from "../../src/db/open-database.ts";
import { type ContractDatabase, contractDatabases } from "../support/contract-databases.ts";
import { at } from "../support/sample-case.ts";

type Kept = Exclude<WebsiteAnswer, { readonly kind: "failed" }>;

describe.each(contractDatabases)("answers of websites on $name", ({ make }) => {
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

	const found: Kept = {
		kind: "found",
		file: {
			...{
				url: "https://a.nl/.well-known/security.txt",
				mailboxes: ["security@a.nl"],
				signed: true,
				remarks: ["odd-lines"],
			},
			contacts: [{ value: "mailto:security@a.nl", kind: "mail", mailbox: "security@a.nl" }],
			...{ expires: at(90), problems: [], policy: ["https://a.nl/p"], encryption: [], languages: ["nl"] },
		},
		asOf: at(),
	};

	test("come back as they were, by host", async () => {
		const { securityTxts } = database;
		expect(await securityTxts.find("a.nl")).toBeNull();
		await securityTxts.save("a.nl", found);
		await securityTxts.save("b.nl", { kind: "none", asOf: at(1) });
		expect(await securityTxts.find("a.nl")).toEqual(found);
		expect(await securityTxts.find("b.nl")).toEqual({ kind: "none", asOf: at(1) });
		expect(await securityTxts.find("www.a.nl")).toBeNull();
	});

	test("are replaced by newer ones, also by several at once", async () => {
		const { securityTxts } = database;
		await securityTxts.save("c.nl", found);
		await Promise.all([1, 2, 3].map((day) => securityTxts.save("c.nl", { kind: "none", asOf: at(day) })));
		expect(await securityTxts.find("c.nl")).toMatchObject({ kind: "none" });
	});

	test("take what no database text can hold out of them", async () => {
		const policy = ["https://a.nl/\0\uD800"];
		await database.securityTxts.save("d.nl", { ...found, file: { ...found.file, policy } });
		expect(await database.securityTxts.find("d.nl")).toMatchObject({ file: { policy: ["https://a.nl/\uFFFD"] } });
	});

	test("of another version's shape are not there", async () => {
		await database.securityTxts.save("e.nl", found);
		await database.sqlExecutor(
			"update cached_security_txts set answer = '{\"kind\":\"found\"}' where host = 'e.nl'",
			[],
		);
		expect(await database.securityTxts.find("e.nl")).toBeNull();
	});

	test("are deleted when they are old", async () => {
		const { securityTxts } = database;
		await securityTxts.save("old.nl", { kind: "none", asOf: at(10) });
		await securityTxts.save("new.nl", { kind: "none", asOf: at(11) });
		await securityTxts.dropOlder(at(11));
		expect(await securityTxts.find("old.nl")).toBeNull();
		expect(await securityTxts.find("new.nl")).not.toBeNull();
	});
});
