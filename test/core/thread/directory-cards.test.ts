import { describe, expect, it } from "vitest";
import type { BadMailbox } from "../../../src/core/contact/bad-mailbox.ts";
import { type DirectoryEntry, noWishes, type OptOut, type Past } from "../../../src/core/contact/entry.ts";
import type { Conflict } from "../../../src/core/contact/find-conflicts.ts";
import { speakingEntries } from "../../../src/core/contact/speaking-entries.ts";
import { renderAbout, renderAboutMailbox, renderBadMailboxes } from "../../../src/core/thread/about-card.ts";
import { conflictLines, endedLines, renderEntries } from "../../../src/core/thread/entries-card.ts";
import { renderHistory } from "../../../src/core/thread/history-card.ts";
import { renderImport, renderImportProblems, type ShownPlan } from "../../../src/core/thread/import-card.ts";
import { en, nl } from "./texts-both.ts";

const now = "2026-11-21T09:00:00.000Z";
const optOut = (value: string, expiresAt: string | null = null): OptOut => ({
	...{ id: "", kind: "asn", value, reason: "asked", author: "Anna", createdAt: now, expiresAt },
});
const contact = (value: string, forwarder = false): DirectoryEntry => ({
	...{ ...optOut(value), kind: "asn", operator: "Noord", mailboxes: ["a@noord.example", "b@noord.example"], forwarder },
	...noWishes,
});
const many = (count: number) => Array.from({ length: count }, (_, at) => optOut(`AS${at + 1}`));
const view = { list: "optouts", title: "Opt-outs", conflicts: [], ended: [], page: 1, now } as const;
const soon = (value: string): Conflict => ({ value, code: "ends-soon", about: "2026-11-23T00:00:00.000Z" });

describe("a page of entries", () => {
	it("says for what, why, by whom and until when, with the days that are left", () => {
		const entries = [
			optOut("AS1"),
			optOut("AS2", "2027-02-01T00:00:00.000Z"),
			optOut("AS3", "2026-11-22T00:00:00.000Z"),
		];
		expect(renderEntries({ ...view, entries }, en)).toEqual({
			...{ tone: "neutral", title: "Opt-outs" },
			table: {
				...{ head: ["For", "Why", "By", "Until"], numeric: [] },
				rows: [
					["AS1", "asked", "Anna", "further notice"],
					["AS2", "asked", "Anna", expect.stringMatching(/31 Jan 2027 \(72 days left\)/)],
					["AS3", "asked", "Anna", expect.stringMatching(/21 Nov 2026 \(1 day left\)/)],
				],
			},
		});
	});

	it("names the contact, and says who is a forwarder", () => {
		const { table } = renderEntries({ ...view, entries: [contact("AS1"), contact("AS2", true)] }, nl);
		expect(table?.rows.map((row) => row[1])).toEqual([
			"Noord <a@noord.example, b@noord.example>",
			"Noord <a@noord.example, b@noord.example> (doorgever)",
		]);
	});

	it("says how the contact wants its mail", () => {
		const armour = (digits: string) =>
			`-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: ${digits}${" 0000".repeat(9)}\n\nx\n-----END PGP PUBLIC KEY BLOCK-----\n`;
		const entries = [
			{ ...contact("AS1", true), xarf: true, language: "en" as const, pgpKey: armour("ABCD") + armour("1234") },
			{ ...contact("AS2"), language: "nl" as const, pgpKey: armour("ABCD").replace("Comment", "Note") },
		];
		const shown = (texts: typeof nl) =>
			renderEntries({ ...view, entries }, texts).table?.rows.map((row) => row[1]?.replace(/^.*> /, ""));
		expect(shown(nl)).toEqual([
			"(doorgever; PGP ABCD 0000 …, 1234 0000 …; X-ARF; alleen Engels)",
			"(PGP ?; alleen Nederlands)",
		]);
		expect(shown(en)?.[0]).toBe("(forwarder; PGP ABCD 0000 …, 1234 0000 …; X-ARF; English only)");
	});

	it("has buttons to the pages beside it; a page that is not there is the nearest that is", () => {
		const page = (number: number) => renderEntries({ ...view, entries: many(32), page: number }, en);
		const ids = (number: number) => page(number).buttons?.[0]?.map(({ id }) => id);
		expect(page(1).table?.rows).toHaveLength(15);
		expect(ids(1)).toEqual(["entries:OPTOUTS:2"]);
		expect(ids(2)).toEqual(["entries:OPTOUTS:1", "entries:OPTOUTS:3"]);
		expect(page(3).table?.rows.map(([value]) => value)).toEqual(["AS31", "AS32"]);
		expect(page(2).note).toMatch(/^Page 2 of 3; 32 entries\. .*\/optout export/);
		expect(page(99)).toEqual(page(3));
		expect(page(0)).toEqual(page(1));
	});

	it("warns of what is odd about the entries on it; the first names what has ended", () => {
		const conflicts = [soon("AS1"), soon("AS20")];
		const ended = [optOut("AS9", "2026-11-20T00:00:00.000Z")];
		const page = (number: number) =>
			renderEntries({ ...view, entries: many(20), conflicts, ended, page: number }, en).lines?.map(({ text }) => text);
		expect(page(1)).toEqual([
			expect.stringMatching(/^AS1 ends soon: .*22 Nov 2026 \(2 days left\)/),
			expect.stringMatching(/^AS9 ended after .*19 Nov 2026/),
		]);
		expect(page(2)).toEqual([expect.stringMatching(/^AS20 ends soon/)]);
		const alone = renderEntries({ ...view, entries: [], ended }, en);
		expect(alone.table).toBeUndefined();
		expect(alone.lines).toHaveLength(1);
	});

	it("counts warnings that are too many", () => {
		const conflicts = many(12).map(({ value }) => soon(value));
		const lines = conflictLines(conflicts, { now }, en);
		expect(lines).toHaveLength(11);
		expect(lines.at(-1)?.text).toMatch(/^2 more are not shown/);
		expect(conflictLines(conflicts, { now, most: 12 }, en)).toHaveLength(12);
		const ended = many(11);
		expect(endedLines(ended, en).at(-1)?.text).toBe("In the last 30 days 1 more ended.");
		expect(endedLines(ended, nl, { most: 11 })).toHaveLength(11);
	});

	it("words every conflict in both languages, with both sides", () => {
		const hidden: Conflict = { value: "AS1", code: "hidden-by-opt-out", about: "AS2" };
		expect(conflictLines([hidden], { now }, en)[0]?.text).toMatch(/^AS1 is not used: AS2 opted out/);
		for (const texts of [en, nl])
			for (const words of Object.values(texts.directory.conflicts)) expect(words("AS1", "other")).toContain("AS1");
	});
});

describe("what is kept about a target", () => {
	const lists = { contacts: [contact("AS1")], optOuts: [] };

	it("names the entries, the winner and why", () => {
		const speaking = speakingEntries({ range: null, asn: 1, host: null }, lists);
		expect(renderAbout({ target: "AS1", speaking, conflicts: [], now }, en)).toEqual({
			...{ tone: "neutral", title: "What we keep about AS1" },
			body: ["AS1 counts: no other entry speaks for all of it."],
			table: {
				...{ head: ["Sort", "For", "Contact", "Why", "Until"], numeric: [] },
				rows: [["contact", "AS1", "Noord <a@noord.example, b@noord.example>", "asked", "further notice"]],
			},
			note: "Who would be mailed in the end: /lookup.",
		});
		const none = speakingEntries({ range: null, asn: 2, host: null }, lists);
		const card = renderAbout({ target: "AS2", speaking: none, conflicts: [soon("AS1")], now }, en);
		expect(card.table).toBeUndefined();
		expect(card.lines).toHaveLength(1);
		expect(card.body).toEqual([en.directory.why.none()]);
	});

	it("says which are for a part, and how many are not shown", () => {
		const parts = Array.from({ length: 25 }, (_, at) => ({ ...optOut(`192.0.2.${at}/32`), kind: "cidr" as const }));
		const range = { version: 4, first: 0xc0000200n, last: 0xc00002ffn } as const;
		const speaking = speakingEntries({ range, asn: null, host: null }, { contacts: [], optOuts: parts });
		const card = renderAbout({ target: "192.0.2.0/24", speaking, conflicts: [], now }, en);
		expect(card.table?.rows).toHaveLength(20);
		expect(card.table?.rows[0]?.[0]).toBe("opt-out, for a part");
		expect(card.note).toMatch(/^5 more are not shown here\./);
	});

	it("words every reason in both languages", () => {
		for (const texts of [en, nl]) {
			for (const words of Object.values(texts.directory.why)) expect(words("AS1")).toMatch(/\.$/);
		}
	});
});

describe("a mailbox", () => {
	const bad: BadMailbox = {
		...{ mailbox: "a@noord.example", cause: "refused", reason: "550 5.1.1", caseNumber: "NSM-2026-0001" },
		...{ author: null, markedAt: now },
	};

	it("works or does not, and is named by entries", () => {
		const entries = Array.from({ length: 21 }, (_, at) => contact(`AS${at + 1}`));
		const about = { mailbox: "a@noord.example", entries, now };
		const works = renderAboutMailbox({ ...about, bad: null }, en);
		expect(works).toMatchObject({ tone: "neutral", body: ["As far as we know it works."] });
		expect(works.table?.rows).toHaveLength(20);
		expect(works.note).toBe("1 more are not shown here.");
		const fails = renderAboutMailbox({ ...about, entries: [], bad }, en);
		expect(fails.tone).toBe("warn");
		expect(fails.body?.[0]).toMatch(/does? not working|counts as not working/);
		expect(fails.body?.[0]).toMatch(/the mail server refused it\. 550 5\.1\.1$/);
		expect(fails.table).toBeUndefined();
	});

	it("that does not work is listed with how we know, since when and from which case or by whom", () => {
		const said: BadMailbox = { ...bad, cause: "volunteer", caseNumber: null, author: "Anna" };
		const card = renderBadMailboxes([bad, said, { ...bad, caseNumber: null }], en);
		expect(card.table?.rows.map((row) => row.slice(1, 4))).toEqual([
			["the mail server refused it", "550 5.1.1", "NSM-2026-0001"],
			["a coordinator said so", "550 5.1.1", "Anna"],
			["the mail server refused it", "550 5.1.1", ""],
		]);
		expect(card.note).toBe(en.directory.badNote);
		expect(renderBadMailboxes(Array(22).fill(bad), en).note).toMatch(/^2 more are not shown here/);
		expect(renderBadMailboxes([], nl).body).toEqual([nl.directory.badNone]);
	});
});

describe("the history of an entry", () => {
	const past = (more: Partial<Past<OptOut>> = {}): Past<OptOut> => ({
		...{ ...optOut("AS1"), removedAt: null, removedBy: null, removedReason: null, ...more },
	});

	it("says who set it, when and why, and how it ended", () => {
		const rows = renderHistory(
			{
				...{ value: "AS1", now },
				past: [
					past(),
					past({ expiresAt: "2027-01-01T00:00:00.000Z" }),
					past({ expiresAt: "2026-11-21T00:00:00.000Z" }),
					past({ removedAt: now, removedBy: "Bram", removedReason: "asked by phone" }),
					past({ removedAt: now, removedBy: "Bram", removedReason: "" }),
					past({ removedAt: now, removedBy: "Bram" }),
					past({ removedAt: now, removedReason: "x" }),
				],
			},
			en,
		).table?.rows;
		expect(rows?.map((row) => row[3])).toEqual([
			...["counts now", "counts now", expect.stringMatching(/^after .*20 Nov 2026, by itself$/)],
			...[expect.stringMatching(/, by Bram: asked by phone$/), expect.stringMatching(/by Bram: no reason given$/)],
			...[expect.stringMatching(/, replaced by Bram$/), expect.stringMatching(/, by : x$/)],
		]);
		expect(rows?.[0]).toEqual([en.when(now), "Anna", "asked", "counts now"]);
	});

	it("names the contact, and counts what is not shown", () => {
		const one: Past<DirectoryEntry> = { ...contact("AS1"), removedAt: null, removedBy: null, removedReason: null };
		const card = renderHistory({ value: "AS1", past: Array(27).fill(one), now }, en);
		expect(card.table?.head).toEqual(["Since", "By", "Contact", "Why", "Ended"]);
		expect(card.note).toBe("2 more are not shown here.");
		expect(renderHistory({ value: "AS1", past: [], now }, en)).toMatchObject({
			...{ tone: "warn", body: ["AS1 was never in the list."] },
		});
	});
});

describe("an import", () => {
	const plan: ShownPlan = {
		...{ list: "contacts", same: 3, others: 4, conflicts: [soon("AS1")] },
		added: ["AS1"],
		changed: [{ value: "AS2", fields: ["operator", "until"] }],
	};
	const confirm = { id: "import:CONTACTS:0:x", label: "Import", style: "primary" } as const;

	it("is shown with what it would do, and the button that does it", () => {
		expect(renderImport({ title: "Import", said: "Look.", plan, confirm, now }, en)).toMatchObject({
			...{ tone: "neutral", body: ["Look."], buttons: [[confirm]] },
			fields: [{ value: "1" }, { value: "1" }, { value: "3" }, { value: "4" }],
			table: {
				rows: [
					["add", "AS1"],
					["change operator, until", "AS2"],
				],
			},
			lines: [{ tone: "warn" }],
		});
	});

	it("has the rest of a long one in a file, and nothing to press or list when there is nothing to do", () => {
		const added = many(17).map(({ value }) => value);
		const long = renderImport({ title: "", said: "", plan: { ...plan, added, conflicts: [] }, confirm, now }, en);
		expect(long.table?.rows).toHaveLength(15);
		expect(long.note).toMatch(/^3 rows more/);
		expect(long.files?.[0]?.text.split("\r\n")).toHaveLength(20);
		const nothing = { ...plan, added: [], changed: [], conflicts: [] };
		const none = renderImport({ title: "", said: "", plan: nothing, confirm: null, now }, en);
		expect(none.tone).toBe("good");
		expect([none.table, none.buttons, none.lines, none.files]).toEqual([undefined, undefined, undefined, undefined]);
	});

	it("that can't be taken names line, column and reason of each row", () => {
		const problems = [
			{ line: 2, column: "for", code: "not-a-key" },
			{ line: 2, column: null, code: "too-many-cells" },
		] as const;
		expect(renderImportProblems("Import", problems, en)).toMatchObject({
			fields: [{ value: "1" }],
			table: {
				rows: [
					["2", "for", "that is not a network, an AS number or a domain"],
					["2", "", "the row has more cells than there are columns"],
				],
			},
		});
		const lots = Array.from({ length: 16 }, (_, at) => ({ line: at + 2, column: null, code: "broken-quote" }) as const);
		const card = renderImportProblems("Import", lots, nl);
		expect(card.note).toMatch(/^Nog 1 regel;/);
		expect(card.files?.[0]?.fileName).toBe("import-problems.csv");
	});
});
