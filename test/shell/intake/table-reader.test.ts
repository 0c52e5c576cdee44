import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	contactColumns,
	optOutColumns,
	renderContactsCsv,
	renderOptOutsCsv,
} from "../../../src/core/contact/directory-csv.ts";
import { type DirectoryEntry, maxOperator, maxReason, noWishes, type OptOut } from "../../../src/core/contact/entry.ts";
import { contactChanges, optOutChanges, planImport } from "../../../src/core/contact/plan-import.ts";
import { type ContactDraft, readContactsCsv, readOptOutsCsv } from "../../../src/core/contact/read-directory-csv.ts";
import { plainLine } from "../../../src/core/notice/plain-text.ts";
import { addressesIn } from "../../../src/core/report/find-addresses.ts";
import { createTableReader } from "../../../src/intake/table-reader.ts";

const now = "2026-11-21T09:00:00.000Z";
const reader = createTableReader();
async function* pieces(bytes: Uint8Array, size = 1 << 16): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = (text: string | Uint8Array, columns: readonly string[] = contactColumns) =>
	reader.read(pieces(typeof text === "string" ? Buffer.from(text) : text), columns);
const cells = async (text: string | Uint8Array, columns?: readonly string[]) => {
	const table = await read(text, columns);
	if (table.kind !== "table") throw new Error(table.reason);
	return table.rows.map((row) => row.cells);
};

describe("a small table", () => {
	it.each([
		["comma", "for,reason\r\nAS1,asked\r\n"],
		["semicolon, of a European spreadsheet", "for;reason\r\nAS1;asked\r\n"],
		["tab", "for\treason\nAS1\tasked"],
		["quotes", '"for","reason"\n"AS1","asked"\n'],
		["a byte order mark", "\ufefffor,reason\nAS1,asked\n"],
		["a line that names the sign", "sep=;\r\nfor;reason\r\nAS1;asked"],
		["blank lines and lone carriage returns", "\rfor,reason\r\rAS1,asked\r"],
	])("is read with %s", async (_what, text) => {
		expect(await cells(text)).toEqual([
			["for", "reason"],
			["AS1", "asked"],
		]);
	});

	it("is read in windows-1252 and UTF-16 too", async () => {
		const text = "for;operator\r\nAS1;Coöperatie";
		const expected = [
			["for", "operator"],
			["AS1", "Coöperatie"],
		];
		expect(await cells(Buffer.from(text, "latin1"))).toEqual(expected);
		expect(await cells(Buffer.from(`\ufeff${text}`, "utf16le"))).toEqual(expected);
	});

	it("takes the sign that gives the columns, not the one that is there most", async () => {
		expect(await cells("for;reason\nAS1;a,b,c,d\nAS2;a,b,c,d\n")).toHaveLength(3);
		expect((await cells("for;reason\nAS1;a,b,c,d\n"))[1]).toEqual(["AS1", "a,b,c,d"]);
	});

	it("passes over no row that begins with #, and tells one with a quote that never closes", async () => {
		const table = await read('reason,for\n#12 asked,AS1\n"open,AS2\nx,AS3\n');
		expect(table).toMatchObject({
			rows: [{ line: 1 }, { line: 2, cells: ["#12 asked", "AS1"] }, { line: 3, broken: true }, { line: 4 }],
		});
	});

	it("says why a file is none", async () => {
		expect(await read("")).toEqual({ kind: "unreadable", reason: "empty", line: null });
		expect(await read(" \r\n \n")).toMatchObject({ reason: "empty" });
		expect(await read(Uint8Array.from([80, 75, 3, 4, 0, 0, 0]))).toMatchObject({ reason: "binary" });
		const small = createTableReader({ maxBytes: 30, maxRows: 2 });
		expect(await small.read(pieces(Buffer.from("for\nAS1\nAS2\nAS3\n")), ["for"])).toMatchObject({
			reason: "too-large",
			line: 4,
		});
		expect(await small.read(pieces(Buffer.from("for\nAS1\nAS2\n")), ["for"])).toMatchObject({ kind: "table" });
		expect(await small.read(pieces(Buffer.alloc(31, "a"), 8), ["for"])).toMatchObject({
			reason: "too-large",
			line: null,
		});
		expect(await read(`for\n${"x".repeat(1_100_000)}`)).toMatchObject({
			kind: "unreadable",
			reason: "record-too-long",
		});
	});

	it("lets a fault of the stream through", async () => {
		const lost = (async function* (): AsyncGenerator<Uint8Array> {
			yield Buffer.from("for,");
			throw new Error("line dropped");
		})();
		await expect(reader.read(lost, ["for"])).rejects.toThrow("line dropped");
	});
});

/** One line as a person may type it, with the signs that make CSV and spreadsheets stumble. */
const line = (maxLength: number) =>
	fc
		.string({
			unit: fc.oneof(
				fc.constantFrom(..."'\"=+-@,;\t\\#ë ="),
				fc.string({ minLength: 1, maxLength: 1, unit: "grapheme" }),
			),
			minLength: 1,
			maxLength: 40,
		})
		.map((text) => plainLine(text).slice(0, maxLength).trim())
		.filter((text) => text !== "" && text === plainLine(text) && addressesIn(text).length === 0);
const meta = {
	id: fc.constant(""),
	reason: line(maxReason),
	author: line(100),
	createdAt: fc.constant(now),
	expiresAt: fc.constantFrom(null, "2027-02-01T00:00:00.000Z", "2027-02-01T12:34:56.789Z"),
};
const key = fc.constantFrom(
	...([
		["cidr", "192.0.2.0/24"],
		["cidr", "2001:db8::/32"],
		["asn", "AS64496"],
		["domain", "example.nl"],
	] as const),
);
const contacts = fc
	.uniqueArray(
		fc.record({
			...{ ...meta, key, operator: line(maxOperator), forwarder: fc.boolean() },
			...{
				xarf: fc.boolean(),
				language: fc.constantFrom("nl" as const, "en" as const, null),
				pgpKey: fc.constant(null),
			},
			mailboxes: fc.uniqueArray(fc.constantFrom("abuse@a.example", "R&D@b.example", "o'brien@c.example"), {
				minLength: 1,
			}),
		}),
		{ selector: ({ key: [, value] }) => value },
	)
	.map((all) => all.map(({ key: [kind, value], ...entry }): DirectoryEntry => ({ ...entry, kind, value })));
const optOuts = fc
	.uniqueArray(fc.record({ ...meta, key }), { selector: ({ key: [, value] }) => value })
	.map((all) => all.map(({ key: [kind, value], ...entry }): OptOut => ({ ...entry, kind, value })));

describe("a list that was exported", () => {
	it("read again is the same list, for random entries: everything is as it is", async () => {
		await fc.assert(
			fc.asyncProperty(contacts, async (entries) => {
				const table = await read(renderContactsCsv(entries));
				if (table.kind !== "table") throw new Error(table.reason);
				const { drafts, problems } = readContactsCsv(table.rows, now);
				expect(problems).toEqual([]);
				const found = drafts.map(({ line: _line, ...draft }) => ({ ...noWishes, ...draft }));
				expect(found).toEqual(entries.map(({ id: _id, createdAt: _at, ...draft }) => draft));
				expect(planImport<ContactDraft>(found, entries, contactChanges)).toMatchObject({
					added: [],
					changed: [],
					others: 0,
				});
			}),
			{ numRuns: 500 },
		);
	});

	it("the same for opt-outs", async () => {
		await fc.assert(
			fc.asyncProperty(optOuts, async (entries) => {
				const table = await read(renderOptOutsCsv(entries), optOutColumns);
				if (table.kind !== "table") throw new Error(table.reason);
				const { drafts, problems } = readOptOutsCsv(table.rows, now);
				expect(problems).toEqual([]);
				expect(drafts).toEqual(entries.map(({ id: _id, createdAt: _at, ...draft }) => draft));
				expect(planImport(drafts, entries, optOutChanges)).toMatchObject({ added: [], changed: [], others: 0 });
			}),
			{ numRuns: 500 },
		);
	});

	it("is read by another CSV reader as by ours, and holds no cell that a spreadsheet runs", async () => {
		await fc.assert(
			fc.asyncProperty(contacts, async (entries) => {
				const text = renderContactsCsv(entries);
				const judged: string[][] = parse(text);
				expect(await cells(text)).toEqual(judged);
				for (const cell of judged.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
			}),
			{ numRuns: 300 },
		);
	});
});

describe("any bytes", () => {
	const scraps = fc.array(
		fc.oneof(
			fc.constantFrom(
				...[
					"for",
					",",
					";",
					"\n",
					"\r",
					'"',
					"operator",
					"mailboxes",
					"reason",
					"AS1",
					"a@b.nl",
					"\0",
					"\ufeff",
					"sep=;\n",
				],
			),
			fc.string(),
		),
	);
	it("give a table, or why there is none; never a fault", async () => {
		const any = fc.oneof(
			fc.uint8Array({ maxLength: 400 }),
			scraps.map((parts) => Buffer.from(parts.join(""))),
		);
		await fc.assert(
			fc.asyncProperty(any, fc.integer({ min: 1, max: 64 }), async (bytes, size) => {
				const table = await reader.read(pieces(bytes, size), contactColumns);
				if (table.kind === "unreadable") return;
				const { drafts, problems } = readContactsCsv(table.rows, now);
				expect(drafts.length === 0 || problems.length === 0).toBe(true);
			}),
			{ numRuns: 3_000 },
		);
	});
});
