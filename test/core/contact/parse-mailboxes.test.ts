import fc from "fast-check";
import addressparser from "nodemailer/lib/addressparser";
import { describe, expect, it } from "vitest";
import { isAddrSpec, operatorKey, parseMailboxes } from "../../../src/core/contact/parse-mailboxes.ts";

/** Whom nodemailer would mail if it were given the text as a header or a recipient. */
const nodemailerAddresses = (text: string) =>
	addressparser(text, { flatten: true }).map(({ address }: { readonly address: string }) => address);
const withoutCaseOfDomain = (mailbox: string) => {
	const at = mailbox.lastIndexOf("@");
	return mailbox.slice(0, at) + mailbox.slice(at).toLowerCase();
};

describe("parseMailboxes", () => {
	it.each([
		["abuse@example.nl", ["abuse@example.nl"]],
		["abuse@example.nl <abuse@example.nl>", ["abuse@example.nl"]],
		["Abuse Desk <abuse@example.nl>", ["abuse@example.nl"]],
		["Abuse Desk<abuse@example.nl>", ["abuse@example.nl"]],
		["<abuse@example.nl>", ["abuse@example.nl"]],
		["< abuse@example.nl >", ["abuse@example.nl"]],
		["<mailto:abuse@example.nl>", ["abuse@example.nl"]],
		["<a@example.nl> <b@example.nl>", ["a@example.nl", "b@example.nl"]],
		["Desk <abuse@example.nl", ["abuse@example.nl"]],
		["abuse@example.nl>", ["abuse@example.nl"]],
		["<<abuse@example.nl>>", ["abuse@example.nl"]],
		["<abuse@example.nl>.", ["abuse@example.nl"]],
		["a@example.nl, b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl,b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl;b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl\tb@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl\u00a0b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl or b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl en b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl / b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl/b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl|b@example.nl", ["a@example.nl", "b@example.nl"]],
		["a@example.nl, ,; b@example.nl,", ["a@example.nl", "b@example.nl"]],
		["abuse@example.nl (preferred)", ["abuse@example.nl"]],
		["abuse@example.nl(preferred)", ["abuse@example.nl"]],
		["(preferred)abuse@example.nl", ["abuse@example.nl"]],
		["abuse@example.nl (24 (or 8) hours, not\\) noc@example.nl)", ["abuse@example.nl"]],
		["abuse@example.nl (not noc@example.nl", ["abuse@example.nl"]],
		["abuse@example.nl,", ["abuse@example.nl"]],
		["abuse@example.nl.", ["abuse@example.nl"]],
		["abuse@example.nl:", ["abuse@example.nl"]],
		["abuse@example.nl, +31 20 555 0100", ["abuse@example.nl"]],
		["abuse@example.nl +31205550100", ["abuse@example.nl"]],
		["abuse@example.nl https://example.nl/abuse", ["abuse@example.nl"]],
		["mailto:abuse@example.nl", ["abuse@example.nl"]],
		["mailto:abuse@example.nl?subject=abuse", ["abuse@example.nl"]],
		["E-mail:abuse@example.nl", ["abuse@example.nl"]],
		["Abuse: abuse@example.nl", ["abuse@example.nl"]],
		["'abuse@example.nl'", ["abuse@example.nl"]],
		['"abuse@example.nl"', ["abuse@example.nl"]],
		['"abuse@example.nl', ["abuse@example.nl"]],
		["“abuse@example.nl”", ["abuse@example.nl"]],
		["[abuse@example.nl]", ["abuse@example.nl"]],
		["\ufeffabuse@example.nl\u200b", ["abuse@example.nl"]],
		["Abuse@EXAMPLE.NL", ["Abuse@example.nl"]],
		["ABUSE@example.nl abuse@example.nl", ["ABUSE@example.nl"]],
		["r&d@example.nl", ["r&d@example.nl"]],
		["o'brien@example.ie", ["o'brien@example.ie"]],
		["abuse+ripe@example.nl", ["abuse+ripe@example.nl"]],
		["abuse@xn--bcher-kva.example", ["abuse@xn--bcher-kva.example"]],
		["null@example.com", ["null@example.com"]],
		['"abuse contact"@example.com abuse@example.com', ["abuse@example.com"]],
		["other@example.org <abuse@example.nl>", ["abuse@example.nl"]],
		['"Jansen, other@example.org" <abuse@example.nl>', ["abuse@example.nl"]],
		['"x other@example.org, y" <abuse@example.nl>', ["abuse@example.nl"]],
		['"a \\" b@example.org" <abuse@example.nl>', ["abuse@example.nl"]],
	])("%j gives %j", (raw, expected) => {
		expect(parseMailboxes(raw)).toEqual(expected);
	});

	it.each([
		["nothing", ["", " ", ",;", "<>", "()", '""', "-", "n/a", "none"]],
		[
			"spelled out",
			[
				"abuse at example.nl",
				"abuse[at]example.nl",
				"abuse (at) example.nl",
				"abuse_at_example.nl",
				"a@example(dot)nl",
			],
		],
		[
			"pieces with blanks between",
			["abuse @ example.nl", "abuse@ example.nl", "abuse @example.nl", "abuse@example .nl"],
		],
		["another domain by a slip", ["abuse@example.co,uk", "abuse@example.co.,uk", "abuse@example.co. uk"]],
		["no domain name", ["abuse@localhost", "abuse@[192.0.2.1]", "abuse@192.0.2.1", "abuse@-x.nl"]],
		[
			"not ASCII",
			["abusé@example.nl", "abuse@bücher.example", "abuse＠example.nl", "аbuse@example.nl", "abuse@example。nl"],
		],
		[
			"only a part of a word",
			['"a b@example.com c"@example.org', "x(y)abuse@example.nl", 'x"y"abuse@example.nl', "(at)x(y)@z.nl"],
		],
		["what touches angle brackets", ["<a@example.nl>@example.org", "<a@example.nl>b@example.org", "<a b@example.nl>"]],
		["several in one pair of angle brackets", ["<a@example.nl, b@example.nl>", "<a@example.nl b@example.nl>"]],
		["glued", ["a@example.nlb@example.org", "a@b@example.nl", "a@example.nl&b@example.nl", "https://u@example.nl/"]],
		["another protocol", ["xmpp:abuse@example.nl", "sip:abuse@example.nl", "https://example.nl/?m=abuse@example.nl"]],
		["only in a comment", ["(abuse@example.nl)"]],
		[
			"relays, files and programs",
			["u%evil.example@example.nl", "evil!u@example.nl", "/etc/passwd@example.nl", "|sh@example.nl"],
		],
		["source routes", ["<@evil.example:abuse@example.nl>", "@evil.example,@x.nl:abuse@example.nl"]],
		[
			"odd characters",
			["mail=abuse@example.nl", "'abuse@example.nl", "*abuse@example.nl", "{abuse}@example.nl", "-a@example.nl"],
		],
		[
			"control characters",
			["abuse@example.nl\n", "abuse@example.nl\u0000", "abuse@example.nl\u2028", "\u0007abuse@example.nl"],
		],
		["another command", ["abuse@example.nl\r\nRCPT TO:<x@evil.example>", "abuse@example.nl\rx@evil.example"]],
		["inside without width", ["abu\u200bse@example.nl", "abu\u00adse@example.nl", "abuse@exam\u2060ple.nl"]],
		[
			"turned around",
			["\u202eln.elpmaxe@esuba", "abuse@example.nl\u202e", "\u2067abuse@example.nl\u2069", "abuse@example.nl\u200f"],
		],
		["too long", [`${"a@example.nl ".repeat(400)}`]],
	])("reads nothing from %s", (_, values) => {
		for (const raw of values) expect([raw, parseMailboxes(raw)]).toEqual([raw, []]);
	});

	const piece = fc.constantFrom(
		...[
			"a@b.nl",
			"A.x@C-d.EU",
			"o'b@x.ie",
			"r&d@x.nl",
			"x@y.co",
			"a",
			"x",
			"b.nl",
			"uk",
			"or",
			"%",
			"!",
			"/",
			"|",
			"=",
			"+",
		],
		...[
			" ",
			" ",
			",",
			";",
			":",
			"<",
			">",
			'"',
			"'",
			"(",
			")",
			"[",
			"]",
			"@",
			".",
			"\t",
			"\\",
			"mailto:",
			"\u00a0",
			"\u200b",
			"é",
		],
	);
	const messy = fc.oneof(
		fc.string({ unit: "binary" }),
		fc.array(piece, { maxLength: 15 }).map((parts) => parts.join("")),
	);

	it("gives only whole addr-specs that stand in the value as written, each once, whatever the value", () => {
		fc.assert(
			fc.property(messy, (raw) => {
				const mailboxes = parseMailboxes(raw);
				for (const mailbox of mailboxes) {
					expect(isAddrSpec(mailbox)).toBe(true);
					const [local, domain] = mailbox.split("@") as [string, string];
					const places = [...raw.matchAll(new RegExp(escaped(`${local}@`), "g"))].map(({ index }) => index);
					expect(
						places.some((at) => {
							const end = at + mailbox.length;
							const whole = !/[\w%!=*&@-]/.test(raw[at - 1] ?? "") && !/[\w@%-]/.test(raw[end] ?? "");
							return whole && raw.slice(at + local.length + 1, end).toLowerCase() === domain;
						}),
					).toBe(true);
				}
				expect(new Set(mailboxes.map((mailbox) => mailbox.toLowerCase())).size).toBe(mailboxes.length);
			}),
			{ numRuns: 3000 },
		);
	});

	it("gives only what nodemailer would mail to the same one mailbox", () => {
		fc.assert(
			fc.property(messy, (raw) => {
				for (const mailbox of parseMailboxes(raw)) expect(nodemailerAddresses(mailbox)).toEqual([mailbox]);
			}),
			{ numRuns: 1000 },
		);
	});

	it("agrees with nodemailer on every list as RFC 5322 has it", () => {
		const word = fc.constantFrom("abuse", "Abuse", "noc-nl", "a.b", "r&d", "o'b", "x+1");
		const domain = fc.constantFrom("example.nl", "B.Example", "xn--x.example", "a-b.co.uk");
		const mailbox = fc.tuple(word, domain).map(([local, host]) => `${local}@${host}`);
		const phrase = fc.constantFrom("Desk", "Abuse Desk", '"Jansen, J."', '"a@evil.example"', '"x \\" y"');
		const comment = fc.constantFrom("", " (preferred)", " (b@evil.example)", " (a (b) c)");
		const entry = fc.oneof(
			fc.tuple(mailbox, comment).map(([address, note]) => address + note),
			fc.tuple(phrase, mailbox, comment).map(([name, address, note]) => `${name} <${address}>${note}`),
		);
		fc.assert(
			fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), (entries) => {
				const list = entries.join(", ");
				const theirs = nodemailerAddresses(list).map(withoutCaseOfDomain);
				const ours = parseMailboxes(list).map((each) => each.toLowerCase());
				expect(ours).toEqual([...new Set(theirs.map((each) => each.toLowerCase()))]);
			}),
			{ numRuns: 500 },
		);
	});
});

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

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
		"a.@example.nl",
		"a@-b.nl",
		"a@b-.nl",
		"a@b..nl",
		"a@b.nl.",
		"@example.nl",
		"a@",
		"",
		"a@b@example.nl",
		'"a"@example.nl',
		"a@example.nl\n",
		"a@example.nl\r\nDATA",
		"a@example.nl ",
		"a@example.nl,b@example.nl",
		"a@example.nl>",
		"a@example.123",
		"a@[192.0.2.1]",
		"<a@example.nl>",
		"<@evil.example:a@example.nl>",
		"@evil.example:a@example.nl",
		"a%evil.example@example.nl",
		"evil.example!a@example.nl",
		"/dev/null@example.nl",
		"|cat@example.nl",
		"é@example.nl",
		"a@exämple.nl",
		"a@example.nl\u200b",
		"a＠example.nl",
		"a@example．nl",
		"\u0131@example.nl",
		"a@example.n\u212a",
		"a\u0000@example.nl",
	])("refuses %j", (text) => {
		expect(isAddrSpec(text)).toBe(false);
	});

	it("keeps VERP and other odd but harmless local parts", () => {
		for (const local of ["bounce+a=example.nl", "r&d", "o'brien", "a#b", "{a}", "a~b", "_", "-a"])
			expect(isAddrSpec(`${local}@example.nl`)).toBe(true);
	});

	it("lets nothing through that nodemailer would read as another or as several mailboxes", () => {
		const character = fc.oneof(
			{ weight: 60, arbitrary: fc.constantFrom(..."abcdefgh123") },
			{ weight: 10, arbitrary: fc.constantFrom(...".-_+=&'%!#/@") },
			{ weight: 1, arbitrary: fc.constantFrom(...'<>(),;:\\"[] \t\r\n\u0000\u00a0\u200b\u2028\u212a\uff20') },
		);
		const part = fc.array(character, { minLength: 1, maxLength: 8 }).map((characters) => characters.join(""));
		const text = fc.oneof(
			part,
			fc.tuple(part, part).map(([local, domain]) => `${local}@${domain}.nl`),
			fc.tuple(part, part, part).map(([local, middle, domain]) => `${local}@${middle}.nl${domain}`),
		);
		let seen = 0;
		fc.assert(
			fc.property(text, (value) => {
				if (!isAddrSpec(value)) return;
				seen++;
				expect(value).toMatch(/^[!-~]+$/);
				expect(value.split("@")).toHaveLength(2);
				expect(nodemailerAddresses(value)).toEqual([value]);
			}),
			{ numRuns: 5000 },
		);
		expect(seen).toBeGreaterThan(50);
	});
});

describe("operatorKey", () => {
	it("is the same for the same set of mailboxes", () => {
		expect(operatorKey(["B@example.nl", "a@example.nl", "b@EXAMPLE.nl"])).toBe("a@example.nl,b@example.nl");
		expect(operatorKey([])).toBe("");
	});
});
