import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../src/core/report/finding.ts";
import type { Target } from "../../src/core/report/target.ts";
import { StoreFault } from "../../src/db/discreet-sql.ts";
import type { Database } from "../../src/db/open-database.ts";
import type { GroupRecord } from "../../src/ports/finding-store.ts";
import { type ContractDatabase, contractDatabases } from "../support/contract-databases.ts";
import { anna, appendAll, at, sendingCase } from "../support/sample-case.ts";

const first = 0xc0000200n;
const six = 0x20010db8n << 96n;

const targets: readonly Target[] = [
	{ kind: "address", text: "192.0.2.0", range: { version: 4, first, last: first } },
	{ kind: "address", text: "0.0.0.1", range: { version: 4, first: 1n, last: 1n } },
	{ kind: "address", text: "255.255.255.255", range: { version: 4, first: 0xffffffffn, last: 0xffffffffn } },
	{ kind: "address", text: "2001:db8::1", range: { version: 6, first: six + 1n, last: six + 1n } },
	{ kind: "network", text: "192.0.2.0/24", range: { version: 4, first, last: first + 255n } },
	{ kind: "network", text: "2001:db8::/32", range: { version: 6, first: six, last: six + (1n << 96n) - 1n } },
	{ kind: "range", text: "192.0.2.1-192.0.2.9", range: { version: 4, first: first + 1n, last: first + 9n } },
	{ kind: "host", text: "www.example.nl", host: "www.example.nl" },
	{ kind: "url", text: "https://www.example.nl/a?b=c", host: "www.example.nl", range: null },
	{
		kind: "url",
		text: `http://192.0.2.3/${"x".repeat(5000)}`,
		host: "192.0.2.3",
		range: { version: 4, first: first + 3n, last: first + 3n },
	},
];

function finding(id: number, target: Target, more: Partial<Finding> = {}): Finding {
	const rest = { port: null, protocol: null, firstSeen: null, lastSeen: null, details: {}, line: id + 1, count: 1 };
	return { id, target, ...rest, ...more };
}

function group(id: number, mailbox: string): GroupRecord {
	const record = { operatorKey: mailbox, operator: `Operator ${id}`, mailboxes: [mailbox], country: "NL" };
	const offer = {
		operator: "Provider",
		mailboxes: ["abuse@provider.example"],
		source: "registry",
		path: ["org"],
	} as const;
	return { id, ...record, asn: 4_200_000_000, source: "registry", path: ["inetnum", "role"], offers: [offer] };
}

async function all(database: Database, number: string, batchSize = 1000): Promise<Finding[]> {
	const found: Finding[] = [];
	for await (const batch of database.findings.findings(number, batchSize)) found.push(...batch);
	return found;
}

describe.each(contractDatabases)("the finding store on $name", ({ make }) => {
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

	test("gives back every kind of target as it was", async () => {
		const findings = targets.map((target, index) =>
			finding(index + 1, target, {
				port: index % 2 === 0 ? null : 65535,
				protocol: index % 3 === 0 ? null : "tcp",
				firstSeen: index === 0 ? null : at(index),
				lastSeen: at(index + 1),
				details: { zeta: "1", Alpha: 'a "quoted", {braced}\\ value', "10": "NULL", empty: "" },
				count: index + 1,
			}),
		);
		await database.findings.addFindings("KINDS", findings);
		expect(await all(database, "KINDS")).toEqual(findings);
		expect(Object.keys((await all(database, "KINDS"))[0]?.details ?? {})).toEqual(
			Object.keys(findings[0]?.details ?? {}),
		);
	});

	test("takes what PostgreSQL's text cannot hold: NUL goes, lone surrogates are replaced", async () => {
		const odd = finding(
			1,
			{ kind: "host", text: "a\0b.example", host: "a\0b.example" },
			{ details: { "k\0": "v\0\ud83d" } },
		);
		await database.findings.addFindings("ODD", [odd]);
		await database.findings.addProblems("ODD", [
			{ reason: "not-a-target", line: 3, column: "c\0", text: "\0\ud800x\n\t" },
		]);
		const [stored] = await all(database, "ODD");
		expect(stored?.target).toEqual({ kind: "host", text: "ab.example", host: "ab.example" });
		expect(stored?.details).toEqual({ k: "v\ufffd" });
		expect(await database.findings.problems("ODD", 10)).toEqual([
			{ reason: "not-a-target", line: 3, column: "c", text: "\ufffdx\n\t" },
		]);
	});

	test("walks a large case by its key once statistics were taken", async () => {
		const batch = (from: number) =>
			Array.from({ length: 1_000 }, (_, index) => finding(from + index, targets[index % 10] as Target));
		for (let from = 1; from < 5_000; from += 1_000) await database.findings.addFindings("LARGE", batch(from));
		await database.findings.takeStatistics();
		const plan = await database.sqlExecutor(
			"explain select * from findings where case_number = $1 and id > $2 order by id limit $3",
			["LARGE", 2_000, 500],
		);
		expect(JSON.stringify(plan)).toContain("findings_pkey");
		expect(JSON.stringify(plan)).not.toContain("Sort");
	});

	test("gives findings by id in batches, and none for an unknown case", async () => {
		const findings = Array.from({ length: 25 }, (_, index) => finding(index + 1, targets[index % 10] as Target));
		await database.findings.addFindings("BATCH", findings.slice(10));
		await database.findings.addFindings("BATCH", findings.slice(0, 10));
		await database.findings.addFindings("BATCH", []);
		const sizes: number[] = [];
		for await (const batch of database.findings.findings("BATCH", 10)) sizes.push(batch.length);
		expect(sizes).toEqual([10, 10, 5]);
		expect((await all(database, "BATCH", 7)).map((row) => row.id)).toEqual(findings.map((row) => row.id));
		expect(await all(database, "NONE")).toEqual([]);
	});

	test("merges duplicates, keeps problems in file order, and clears both", async () => {
		const { findings } = database;
		await findings.addFindings("MERGE", [finding(1, targets[0] as Target), finding(2, targets[1] as Target)]);
		await findings.mergeFindings("MERGE", [{ id: 2, count: 5, lastSeen: at(9) }]);
		expect(await all(database, "MERGE")).toMatchObject([
			{ id: 1, count: 1 },
			{ id: 2, count: 5, lastSeen: at(9) },
		]);
		const problem = (line: number) => ({ reason: "zone-id" as const, line, column: null, text: `line ${line}` });
		await findings.addProblems("MERGE", [problem(9), problem(2)]);
		await findings.addProblems("MERGE", [problem(5)]);
		expect((await findings.problems("MERGE", 2)).map((row) => row.line)).toEqual([2, 5]);
		expect(await places(database, "MERGE", 2)).toEqual([[2, 5], [9]]);
		await findings.clear("MERGE");
		expect(await all(database, "MERGE")).toEqual([]);
		expect(await findings.problems("MERGE", 10)).toEqual([]);
	});

	test("gives all places of problems in batches, also where several are on one line, without what stood there", async () => {
		const { findings } = database;
		const problem = (line: number, column: string) => ({ reason: "zone-id" as const, line, column, text: "secret" });
		await findings.addProblems("PLACE", [problem(2, "b"), problem(2, "a"), problem(1, "c"), problem(2, "c")]);
		for (const size of [1, 2, 3, 100]) expect((await places(database, "PLACE", size)).flat()).toEqual([1, 2, 2, 2]);
		for await (const batch of findings.problemPlaces("PLACE", 100))
			expect(batch).toEqual([
				{ reason: "zone-id", line: 1, column: "c" },
				...["b", "a", "c"].map((column) => ({ reason: "zone-id", line: 2, column })),
			]);
		expect(await places(database, "NONE", 5)).toEqual([]);
	});

	test("assigns findings to groups, again when asked, and counts them", async () => {
		const { findings } = database;
		await findings.addFindings(
			"GROUP",
			[1, 2, 3, 4].map((id) => finding(id, targets[id] as Target)),
		);
		await findings.assign(
			"GROUP",
			[1, 2, 3].map((id) => ({ finding: id, group: 1 })),
		);
		await findings.assign("GROUP", [{ finding: 3, group: 2 }]);
		expect(await findings.countByGroup("GROUP")).toEqual({ "1": 2, "2": 1 });
		expect((await findings.findingsOfGroup("GROUP", 1, 1)).map((row) => row.id)).toEqual([1, 2]);
		expect(await findings.findingsOfGroup("GROUP", 9, 1)).toEqual([]);
	});

	test("saves groups in full, in place of those that were there", async () => {
		const { findings } = database;
		await findings.saveGroups("SAVED", [group(1, "abuse@a.example"), group(2, "abuse@b.example")]);
		await findings.saveGroups("SAVED", [{ ...group(2, "abuse@c.example"), asn: null, path: [] }]);
		expect(await findings.group("SAVED", 1)).toBeNull();
		expect(await findings.group("SAVED", 2)).toEqual({ ...group(2, "abuse@c.example"), asn: null, path: [] });
		await findings.saveGroups("SAVED", []);
		expect(await findings.group("SAVED", 2)).toBeNull();
	});

	test("marks what a later list names as due in its round, once, and can undo it", async () => {
		const { findings } = database;
		const number = "DUE";
		await findings.addFindings(number, [
			finding(1, targets[0] as Target, { port: 80 }),
			finding(2, targets[0] as Target, { port: 443 }),
			finding(3, targets[7] as Target),
			finding(4, targets[9] as Target),
		]);
		await findings.addFindings("OTHER", [finding(1, targets[0] as Target)]);
		await findings.assign(
			number,
			[1, 2, 3, 4].map((id) => ({ finding: id, group: id === 3 ? 2 : 1 })),
		);
		const named = ["192.0.2.0", "192.0.2.0", "198.51.100.7", targets[9]?.text ?? ""];
		expect(await findings.markDue(number, 2, named)).toBe(2);
		expect(await findings.markDue(number, 2, named)).toBe(2);
		expect(await findings.markDue(number, 3, ["www.example.nl"])).toBe(1);
		expect(await findings.countDue(number, 2)).toEqual({ "1": 3 });
		expect(await findings.countDue(number, 1)).toEqual({ "1": 3, "2": 1 });
		expect((await findings.findingsOfGroup(number, 1, 2)).map((row) => row.id)).toEqual([1, 2, 4]);
		expect(await findings.findingsOfGroup(number, 2, 2)).toEqual([]);
		expect((await findings.findingsOfGroup(number, 2, 3)).map((row) => row.id)).toEqual([3]);
		await findings.clearDue(number, 3);
		expect(await findings.countDue(number, 2)).toEqual({ "1": 3 });
		await findings.clearDue(number, 2);
		expect(await findings.countDue(number, 2)).toEqual({});
		expect(await findings.markDue(number, 2, [])).toBe(0);
	});

	test("a contact that a volunteer assigns moves a merged group's findings, and leaves what is offered for both", async () => {
		const number = "MOVE-2026-0001";
		await sendingCase(database.cases, number, [1, 2]);
		await database.findings.addFindings(number, [finding(1, targets[0] as Target), finding(2, targets[1] as Target)]);
		await database.findings.assign(
			number,
			[1, 2].map((id) => ({ finding: id, group: id })),
		);
		const [first, second] = [group(1, "abuse@a.example"), group(2, "jan@b.example")];
		const own = { operator: "Own provider", mailboxes: ["abuse@one.example"], source: "registry", path: [] } as const;
		await database.findings.saveGroups(number, [{ ...first, offers: [own, ...first.offers] }, second]);
		const assigned = { operatorKey: "abuse@a.example", operator: "A", mailboxes: ["abuse@a.example"] };
		await appendAll(database.cases, number, [
			{ type: "ContactAssigned", at: at(9), by: anna, group: 2, ...assigned, mergedInto: 1 },
		]);
		expect(await database.findings.countByGroup(number)).toEqual({ "1": 2 });
		expect(await database.findings.group(number, 2)).toMatchObject({ ...assigned, source: "volunteer" });
		expect(await database.findings.group(number, 1)).toMatchObject({ offers: first.offers });
	});

	test("an error of the store quotes nothing of a row", async () => {
		const odd = finding(1, targets[0] as Target, { firstSeen: "192.0.2.77" });
		const fault: unknown = await database.findings.addFindings("QUIET", [odd]).catch((error: unknown) => error);
		expect(fault).toBeInstanceOf(StoreFault);
		const twice = [finding(1, targets[0] as Target), finding(1, targets[0] as Target)];
		const second: unknown = await database.findings.addFindings("QUIET", twice).catch((error: unknown) => error);
		expect(second).toMatchObject({ code: "23505" });
		expect(inspect([fault, second], { depth: 9, showHidden: true })).not.toContain("192.0.2");
		expect(await all(database, "QUIET")).toEqual([]);
	});

	test("purging leaves no address and no mailbox", async () => {
		const { findings } = database;
		await findings.addFindings("PURGE", [finding(1, targets[0] as Target)]);
		await findings.addProblems("PURGE", [{ reason: "zone-id", line: 1, column: null, text: "fe80::1%eth0" }]);
		await findings.saveGroups("PURGE", [group(1, "jan@b.example")]);
		await findings.markDue("PURGE", 2, ["192.0.2.0"]);
		await findings.purge("PURGE");
		expect(await all(database, "PURGE")).toEqual([]);
		expect(await findings.countDue("PURGE", 2)).toEqual({});
		expect(await findings.problems("PURGE", 10)).toMatchObject([{ text: "" }]);
		expect(await findings.group("PURGE", 1)).toMatchObject({ mailboxes: [], operatorKey: "", path: [], offers: [] });
	});
});

/** Lines of a case's problems, by batch. */
async function places({ findings }: Database, caseNumber: string, batchSize: number): Promise<number[][]> {
	const batches: number[][] = [];
	for await (const batch of findings.problemPlaces(caseNumber, batchSize)) batches.push(batch.map(({ line }) => line));
	return batches;
}
