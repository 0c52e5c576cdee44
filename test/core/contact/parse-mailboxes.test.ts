import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAddrSpec, operatorKey, parseMailboxes } from "../../../src/core/contact/parse-mailboxes.ts";

describe("parseMailboxes", () => {
	it.each([
		["abuse@example.nl", ["abuse@example.nl"]],
		["abuse@example.nl <abuse@example.nl>", ["abuse@example.nl"]],
		["Abuse Desk <abuse@example.nl>", ["abuse@example.nl"]],
		["a@example.nl, b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl;b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl\tb@example.nl", ["a@example.nl", "b@example.nl"]],
		["abuse@example.nl (preferred)", ["abuse@example.nl"]],
		["abuse@example.nl,", ["abuse@example.nl"]],
		["abuse@example.nl.", ["abuse@example.nl"]],
		["mailto:abuse@example.nl", ["abuse@example.nl"]],
		["'abuse@example.nl'", ["abuse@example.nl"]],
		["Abuse@EXAMPLE.NL", ["Abuse@example.nl"]],
		["ABUSE@example.nl abuse@example.nl", ["ABUSE@example.nl"]],
		["r&d@example.nl", ["r&d@example.nl"]],
		["o'brien@example.ie", ["o'brien@example.ie"]],
		["null@example.com", ["null@example.com"]],
		['"abuse contact"@example.com abuse@example.com', ["abuse@example.com"]],
		['"a b@example.com c"@example.org', []],
		["other@example.org <abuse@example.nl>", ["abuse@example.nl"]],
		["a@example.nl/b@example.nl", []],
		["abuse at example.nl", []],
		["abuse[at]example.nl", []],
		["abuse@localhost", []],
		["abuse@[192.0.2.1]", []],
		["abuse@192.0.2.1", []],
		["abusé@example.nl", []],
		["", []],
		["abuse@example.nl\r\nRCPT TO:<x@evil.example>", []],
		["abuse@example.nl\n", []],
		["abuse@example.nl\u0000", []],
		[`${"a@example.nl ".repeat(400)}`, []],
	])("%j gives %j", (raw, expected) => {
		expect(parseMailboxes(raw)).toEqual(expected);
	});

	it("gives only addr-specs that stand in the value, whatever the value", () => {
		const piece = fc.constantFrom(
			"a@b.nl",
			"A.x@C-d.EU",
			" ",
			",",
			";",
			"<",
			">",
			'"',
			"(",
			")",
			"@",
			".",
			"x",
			"\t",
			"\\",
		);
		const messy = fc.oneof(
			fc.string({ unit: "binary" }),
			fc.array(piece, { maxLength: 15 }).map((parts) => parts.join("")),
		);
		fc.assert(
			fc.property(messy, (raw) => {
				const mailboxes = parseMailboxes(raw);
				for (const mailbox of mailboxes) {
					expect(isAddrSpec(mailbox)).toBe(true);
					expect(raw.toLowerCase()).toContain(mailbox.toLowerCase());
				}
				expect(new Set(mailboxes.map((mailbox) => mailbox.toLowerCase())).size).toBe(mailboxes.length);
			}),
			{ numRuns: 500 },
		);
	});
});

describe("isAddrSpec", () => {
	it("keeps the limits of RFC 5321", () => {
		expect(isAddrSpec(`${"a".repeat(64)}@example.nl`)).toBe(true);
		expect(isAddrSpec(`${"a".repeat(65)}@example.nl`)).toBe(false);
		expect(isAddrSpec(`a@${"b".repeat(63)}.nl`)).toBe(true);
		expect(isAddrSpec(`a@${"b".repeat(64)}.nl`)).toBe(false);
		expect(isAddrSpec(`a@${"b.".repeat(124)}nl`)).toBe(true);
		expect(isAddrSpec(`a@${"b.".repeat(130)}nl`)).toBe(false);
	});

	it.each([
		"a b@example.nl",
		".a@example.nl",
		"a..b@example.nl",
		"a@-b.nl",
		"a@b-.nl",
		"@example.nl",
		"a@",
		"a@b@example.nl",
		'"a"@example.nl',
		"a@example.nl\n",
		"a@example.123",
		"<a@example.nl>",
	])("refuses %j", (text) => {
		expect(isAddrSpec(text)).toBe(false);
	});
});

describe("operatorKey", () => {
	it("is the same for the same set of mailboxes", () => {
		expect(operatorKey(["B@example.nl", "a@example.nl", "b@EXAMPLE.nl"])).toBe("a@example.nl,b@example.nl");
		expect(operatorKey([])).toBe("");
	});
});
