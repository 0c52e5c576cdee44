import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completions, entriesOf, mayRun, optionValue, parseLine } from "../../../src/chat/local/page/command-line.ts";
import { csvRows } from "../../../src/chat/local/page/csv-rows.ts";
import { anna, chris, roomCommands } from "../../support/local-chat-room.ts";

const entries = entriesOf(roomCommands);
const paths = (text: string) => completions(text, entries).map((entry) => entry.path);

describe("completions", () => {
	it.each([
		["/", entries.length],
		["/ca", 3],
		["/case ", 3],
		["/case s", 1],
		["/CASE  Show", 1],
		["/case show", 1],
		["/case show N", 0],
		["/nothing", 0],
		["hello /case", 0],
		["", 0],
	])("of %j are %i", (text, count) => {
		expect(paths(text)).toHaveLength(count);
	});
});

describe("a line", () => {
	const parsed = (text: string) => {
		const line = parseLine(text, entries);
		return line.kind === "unknown" ? line : { path: line.entry.path, values: line.values, complete: line.complete };
	};

	it.each([
		["/case show NSM-2026-0001", { path: "case show", values: { case: "NSM-2026-0001" }, complete: true }],
		["/case show case:NSM-2026-0001", { path: "case show", values: { case: "NSM-2026-0001" }, complete: true }],
		["/case show", { path: "case show", values: {}, complete: true }],
		["/lookup 2001:db8::1", { path: "lookup", values: { target: "2001:db8::1" }, complete: true }],
		["/lookup", { path: "lookup", values: {}, complete: false }],
		["/case note asked the reporter", { path: "case note", values: { text: "asked the reporter" }, complete: true }],
		[
			'/case note case:NSM-2026-0001 text:"a b"',
			{ path: "case note", values: { case: "NSM-2026-0001", text: "a b" }, complete: true },
		],
		["/report category:infectie", { path: "report", values: { category: "infection" }, complete: false }],
		["/report category:nothing", { path: "report", values: {}, complete: false }],
		["/report credit:ja", { path: "report", values: { credit: true }, complete: false }],
		["/status now", { path: "status", values: {}, complete: false }],
		["/case", { kind: "unknown", word: "case" }],
		["/cases show", { kind: "unknown", word: "cases" }],
		["/", { kind: "unknown", word: "" }],
	])("%j", (text, expected) => {
		expect(parsed(text.replace("infectie", "besmetting"))).toEqual(expected);
	});

	it("never throws and never makes up a value", () => {
		fc.assert(
			fc.property(fc.constantFrom(...entries), fc.string({ maxLength: 60 }), (entry, rest) => {
				const line = parseLine(`/${entry.path} ${rest}`, entries);
				if (line.kind === "unknown") return;
				for (const value of Object.values(line.values))
					if (typeof value === "string" && !["vulnerability", "infection"].includes(value))
						expect(rest).toContain(value);
			}),
		);
	});
});

it("takes a value only when it is one", () => {
	const option = { name: "n", description: { en: "", nl: "" }, required: true, maxLength: 4 } as const;
	expect(optionValue({ ...option, type: "integer" }, "-12")).toBe(-12);
	expect(optionValue({ ...option, type: "integer" }, "1.5")).toBeUndefined();
	expect(optionValue({ ...option, type: "boolean" }, "nee")).toBe(false);
	expect(optionValue({ ...option, type: "boolean" }, "misschien")).toBeUndefined();
	expect(optionValue({ ...option, type: "text" }, "12345")).toBeUndefined();
	expect(optionValue({ ...option, type: "file" }, "x")).toBeUndefined();
});

it("shows commands by role", () => {
	const may = (persona: Parameters<typeof mayRun>[1]) => entries.filter((entry) => mayRun(entry, persona)).length;
	expect(may(chris)).toBe(entries.length);
	expect(may(anna)).toBe(entries.length - 1);
	expect(may(undefined)).toBe(0);
});

describe("a CSV for show", () => {
	it.each([
		[
			"a,b\r\n1,2\r\n",
			[
				["a", "b"],
				["1", "2"],
			],
		],
		[
			"\uFEFFa;b\n1;2",
			[
				["a", "b"],
				["1", "2"],
			],
		],
		['a\n"x ""y"", z\nw"\n', [["a"], ['x "y", z\nw']]],
		[
			"a,b\n\n,",
			[
				["a", "b"],
				["", ""],
			],
		],
		["", []],
	])("%j", (text, rows) => {
		expect(csvRows(text)).toEqual(rows);
	});

	it("reads back what RFC 4180 writes", () => {
		const cell = fc.string({ maxLength: 12 }).filter((text) => !/[;\uFEFF]/.test(text));
		const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
		fc.assert(
			fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
				const text = `h1,h2\r\n${rows.map((row) => row.map(quote).join(",")).join("\r\n")}\r\n`;
				expect(csvRows(text).slice(1)).toEqual(rows);
			}),
		);
	});
});
