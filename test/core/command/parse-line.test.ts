import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completions, entriesOf, mayDo, optionValue, parseLine } from "../../../src/core/command/parse-line.ts";
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
		[
			"/case note text:“a b” case:NSM-2026-0001",
			{ path: "case note", values: { case: "NSM-2026-0001", text: "a b" }, complete: true },
		],
		["/lookup “192.0.2.1”", { path: "lookup", values: { target: "192.0.2.1" }, complete: true }],
		['/case note text:"he says “no”"', { path: "case note", values: { text: "he says “no”" }, complete: true }],
		["/report category:infectie", { path: "report", values: { category: "infection" }, complete: false }],
		["/report category:nothing", { path: "report", values: {}, complete: false }],
		["/report credit:ja", { path: "report", values: { credit: true }, complete: false }],
		["/lookup of:192.0.2.1", { path: "lookup", values: { target: "of:192.0.2.1" }, complete: true }],
		[`/report ${"x".repeat(5_000)}`, { path: "report", values: {}, complete: false }],
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
	expect(optionValue({ ...option, type: "boolean" }, "JA")).toBe(true);
	expect(optionValue({ ...option, type: "boolean" }, "nee")).toBe(false);
	expect(optionValue({ ...option, type: "boolean" }, "ooit")).toBeUndefined();
	expect(optionValue({ ...option, type: "text" }, "12345")).toBeUndefined();
	expect(optionValue({ ...option, type: "file" }, "x")).toBeUndefined();
});

it("shows commands by role", () => {
	const may = (roles: Parameters<typeof mayDo>[0]) => entries.filter(({ role }) => mayDo(roles, role)).length;
	expect(may(chris.roles)).toBe(entries.length);
	expect(may(anna.roles)).toBe(entries.length - 1);
	expect(may([])).toBe(0);
});

it("takes a command without options as one that asks nothing", () => {
	const description = { en: "Ping", nl: "Ping" };
	const [entry] = entriesOf([{ name: "ping", description, role: "volunteer" }]);
	expect(entry).toEqual({ path: "ping", description, options: [], role: "volunteer" });
});
