import { describe, expect, it } from "vitest";
import { renderContactsCsv, renderOptOutsCsv } from "../../../src/core/contact/directory-csv.ts";
import { noWishes } from "../../../src/core/contact/entry.ts";
import { keptWishes } from "../../../src/core/contact/kept-wishes.ts";
import { contactChanges, importedBy, optOutChanges, planImport } from "../../../src/core/contact/plan-import.ts";
import { type ContactDraft, readContactsCsv, readOptOutsCsv } from "../../../src/core/contact/read-directory-csv.ts";
import type { TableRow } from "../../../src/core/contact/table-row.ts";

const now = "2026-11-21T09:00:00.000Z";
const rows = (...lines: readonly (readonly string[])[]): TableRow[] =>
	lines.map((cells, at) => ({ cells, line: at + 1, broken: false }));
const head = ["for", "kind", "operator", "mailboxes", "forwarder", "reason", "until", "author", "created"];
const good = ["192.0.2.0/24", "cidr", "Noord", "a@noord.example", "no", "asked", "", "Anna", now];
const contact = (change: Readonly<Record<string, string>>) =>
	readContactsCsv(
		rows(
			head,
			head.map((name, at) => change[name] ?? (good[at] as string)),
		),
		now,
	);
const draft: ContactDraft = {
	...{ kind: "cidr", value: "192.0.2.0/24", operator: "Noord", mailboxes: ["a@noord.example"], forwarder: false },
	...{ reason: "asked", expiresAt: null, author: "Anna" },
	...noWishes,
};
const { xarf: _xarf, language: _language, pgpKey: _key, ...bare } = draft;
/** As a file without columns for how mail is wanted has it. */
const row = { ...bare, line: 2 };

describe("the directory from a file", () => {
	it("is read as documented", () => {
		expect(contact({})).toEqual({ drafts: [row], problems: [] });
	});

	it("takes columns in any order and case, without those that may be left out, and no row for blank cells", () => {
		const table = rows(
			[" Reason ", "MAILBOXES", "Operator", "for", ""],
			["asked", "a@noord.example", "Noord", "192.0.2.0/24", " "],
			["", " ", "", "", ""],
		);
		expect(readContactsCsv(table, now)).toEqual({ drafts: [{ ...row, author: "" }], problems: [] });
	});

	it.each([
		[{ for: "2001:DB8::/32", kind: "" }, { value: "2001:db8::/32" }],
		[
			{ for: "as 64496", kind: "ASN" },
			{ kind: "asn", value: "AS64496" },
		],
		[
			{ for: "Example.NL", kind: "domain" },
			{ kind: "domain", value: "example.nl" },
		],
		[{ operator: "'=Noord" }, { operator: "=Noord" }],
		[{ operator: "''=Noord" }, { operator: "'=Noord" }],
		[{ operator: "'s-Hertogenbosch" }, { operator: "'s-Hertogenbosch" }],
		[{ mailboxes: "a@x.example, b@x.example" }, { mailboxes: ["a@x.example", "b@x.example"] }],
		[{ forwarder: "Ja" }, { forwarder: true }],
		[{ forwarder: "WAAR" }, { forwarder: true }],
		[{ forwarder: "ONWAAR" }, { forwarder: false }],
		[{ forwarder: "" }, { forwarder: false }],
		[{ until: "2027-01-31" }, { expiresAt: "2027-02-01T00:00:00.000Z" }],
		[{ until: "1-2-2027" }, { expiresAt: "2027-02-02T00:00:00.000Z" }],
		[{ until: "2027-01-31T12:00:00.000Z" }, { expiresAt: "2027-01-31T12:00:00.000Z" }],
		[{ reason: "two\r\nlines" }, { reason: "two lines" }],
	])("reads %j", (change, expected) => {
		const read = contact(change);
		expect(read.problems).toEqual([]);
		expect(read.drafts).toEqual([{ ...row, ...expected }]);
	});

	it.each([
		[{ for: "somebody" }, "for", "not-a-key"],
		[{ for: "abuse@example.nl", kind: "" }, "for", "not-a-key"],
		[{ kind: "asn" }, "kind", "kind-differs"],
		[{ operator: "" }, "operator", "missing"],
		[{ operator: "x".repeat(121) }, "operator", "too-long"],
		[{ operator: "Noord 192.0.2.1" }, "operator", "address-in-text"],
		[{ mailboxes: "" }, "mailboxes", "missing"],
		[{ mailboxes: "Anna <a@x.example>" }, "mailboxes", "bad-mailbox"],
		[{ forwarder: "perhaps" }, "forwarder", "not-yes-or-no"],
		[{ reason: " " }, "reason", "missing"],
		[{ reason: "x".repeat(201) }, "reason", "too-long"],
		[{ until: "1/2/2027" }, "until", "not-a-day"],
		[{ until: "31-2-2027" }, "until", "not-a-day"],
		[{ until: "2027-01-31Thalf past nineZ" }, "until", "not-a-day"],
		[{ until: "2027-01-31T12:00:00Z" }, "until", "not-a-day"],
		[{ until: "2026-11-20" }, "until", "day-past"],
	])("names the place of %j", (change, column, code) => {
		expect(contact(change)).toEqual({ drafts: [], problems: [{ line: 2, column, code }] });
	});

	it.each([
		[["no", "", ""], { xarf: false, language: null, pgpKey: null }],
		[["JA", "NL", " mDME "], { xarf: true, language: "nl", pgpKey: "mDME" }],
		[["1", "en", "-----BEGIN\n\nx\n"], { xarf: true, language: "en", pgpKey: "-----BEGIN\n\nx" }],
	])("reads how mail is wanted: %j", (cells, expected) => {
		const read = readContactsCsv(rows([...head, "XARF", "language", "pgp_key"], [...good, ...cells]), now);
		expect(read).toEqual({ drafts: [{ ...row, ...expected }], problems: [] });
	});

	it.each([
		[["perhaps", ""], "xarf", "not-yes-or-no"],
		[["yes", "de"], "language", "not-a-language"],
	])("names the place of what can't be wanted: %j", (cells, column, code) => {
		const read = readContactsCsv(rows([...head, "xarf", "language"], [...good, ...cells]), now);
		expect(read).toEqual({ drafts: [], problems: [{ line: 2, column, code }] });
	});

	it("takes nothing of a file with a problem, and names every one", () => {
		const table = [
			...rows(head, good, [...good, "more"], ["AS0", ...good.slice(1)], good),
			{ cells: ['"open'], line: 9, broken: true },
		];
		expect(readContactsCsv(table, now)).toEqual({
			drafts: [],
			problems: [
				{ line: 3, column: null, code: "too-many-cells" },
				{ line: 4, column: "for", code: "not-a-key" },
				{ line: 5, column: "for", code: "key-twice" },
				{ line: 9, column: null, code: "broken-quote" },
			],
		});
	});

	it("wants its columns, each once, and no others: a misspelt “until” would be lost", () => {
		expect(readContactsCsv([], now).problems).toEqual([{ line: 1, column: null, code: "no-header" }]);
		expect(readContactsCsv(rows(["for", "operator", "reason", "untill", "For"]), now).problems).toEqual([
			{ line: 1, column: "mailboxes", code: "column-missing" },
			{ line: 1, column: "for", code: "column-twice" },
			{ line: 1, column: "untill", code: "column-unknown" },
		]);
	});
});

describe("opt-outs from a file", () => {
	const read = (...cells: readonly string[]) => readOptOutsCsv(rows(["who", "kind", "reason", "until"], cells), now);

	it("may be for a mailbox too", () => {
		expect(read("Abuse@Example.NL", "mailbox", "asked").drafts).toEqual([
			{ kind: "mailbox", value: "abuse@example.nl", reason: "asked", expiresAt: null, author: "" },
		]);
	});

	it("name the place of what can't be taken", () => {
		expect(read("?", "", "", "soon").problems.map(({ column, code }) => `${column} ${code}`)).toEqual([
			...["who not-a-key", "reason missing", "until not-a-day"],
		]);
		expect(read("AS1", "", "").drafts).toEqual([]);
		expect(read("AS1", "", "asked", "2020-01-01").drafts).toEqual([]);
	});
});

const armour = (lines: string) =>
	`-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: 1A2B 3C4D\n\n${lines}\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n`;
const twoKeys = armour("mDME\nxy/+ab") + armour("mQIN\nzw==");

describe("the lists as files", () => {
	const meta = { id: "", reason: "asked, twice", author: "=Anna", createdAt: now };

	it("have the documented columns; no cell begins as a formula, and the last day is the day", () => {
		const entry = { ...draft, ...meta, mailboxes: ["a@x.example", "b@x.example"], forwarder: true };
		const ending = { ...entry, operator: "'=x", forwarder: false, expiresAt: "2027-02-01T00:00:00.000Z" };
		const wanting = { ...ending, xarf: true, language: "en" as const, pgpKey: twoKeys };
		expect(renderContactsCsv([entry, ending, wanting])).toBe(
			[
				"for,kind,operator,mailboxes,forwarder,reason,until,author,created,xarf,language,pgp_key",
				`192.0.2.0/24,cidr,Noord,a@x.example b@x.example,yes,"asked, twice",,'=Anna,${now},no,,`,
				`192.0.2.0/24,cidr,''=x,a@x.example b@x.example,no,"asked, twice",2027-01-31,'=Anna,${now},no,,`,
				`192.0.2.0/24,cidr,''=x,a@x.example b@x.example,no,"asked, twice",2027-01-31,'=Anna,${now},yes,en,mDMExy/+ab mQINzw==`,
				"",
			].join("\r\n"),
		);
		const optOut = { ...meta, kind: "asn" as const, value: "AS1", expiresAt: "2027-02-01T12:00:00.000Z" };
		expect(renderOptOutsCsv([optOut])).toBe(
			`who,kind,reason,until,author,created\r\nAS1,asn,"asked, twice",2027-02-01T12:00:00.000Z,'=Anna,${now}\r\n`,
		);
	});
});

describe("how mail is wanted by who is set again", () => {
	const current = { ...draft, id: "", createdAt: now, xarf: true, language: "nl" as const, pgpKey: twoKeys };

	it("is as it was for the same mailboxes, and unsaid for others", () => {
		const kept = { xarf: true, language: "nl", pgpKey: twoKeys };
		expect(keptWishes(current, ["A@Noord.example"])).toEqual(kept);
		expect(keptWishes(current, ["b@noord.example"])).toEqual(noWishes);
		expect(keptWishes(undefined, ["a@noord.example"])).toEqual(noWishes);
	});
});

describe("the plan of an import", () => {
	it("tells what is new, what changes and in which fields, what stays", () => {
		const other = { ...draft, value: "198.51.100.0/24" };
		const changed = {
			...draft,
			...{ operator: "Zuid", mailboxes: ["b@zuid.example"], forwarder: true },
			...{ reason: "asked again", expiresAt: "2027-02-01T00:00:00.000Z" },
			...{ xarf: true, language: "nl" as const, pgpKey: twoKeys },
		};
		const added = { ...draft, kind: "asn" as const, value: "AS1" };
		expect(planImport([changed, added, other], [draft, other, { ...draft, value: "x" }], contactChanges)).toEqual({
			...{ added: [added], same: 1, others: 1 },
			changed: [
				{
					from: draft,
					to: changed,
					fields: ["operator", "mailboxes", "forwarder", "xarf", "language", "pgp_key", "reason", "until"],
				},
			],
		});
		expect(optOutChanges(draft, { ...draft, author: "Bram" } as ContactDraft)).toEqual([]);
	});

	it.each([
		["Bram", "", "Bram"],
		["Bram", "Bram", "Bram"],
		["Bram", "Anna", "Bram ← Anna"],
		["Chris", "Bram ← Anna (CERT)", "Chris ← Anna (CERT)"],
		["Anna", "Bram ← Anna", "Anna"],
	])("an import by %s of an entry by “%s” is by “%s”", (importer, author, expected) => {
		expect(importedBy(importer, author)).toBe(expected);
	});
});
