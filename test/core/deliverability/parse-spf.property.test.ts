import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockOf, isSpf, parseSpf, spfTerms } from "../../../src/core/deliverability/spf-record.ts";
import { containsRange, renderAddress } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const domain = fc.tuple(fc.array(label, { minLength: 1, maxLength: 3 }), label).map((parts) => parts.flat().join("."));
const macro = fc.constantFrom("%{i}", "%{ir}", "%{d2}", "%{l1r-}", "%%", "%_", "%-");
const spec = fc.oneof(
	domain,
	fc.tuple(macro, domain).map(([first, rest]) => `${first}.${rest}`),
);
const qualifier = fc.constantFrom("", "+", "-", "~", "?");
const four = fc.integer({ min: 0, max: 32 });
const six = fc.integer({ min: 0, max: 128 });
const prefixes = fc
	.tuple(fc.option(four), fc.option(six))
	.map(([v4, v6]) => `${v4 === null ? "" : `/${v4}`}${v6 === null ? "" : `//${v6}`}`);
const maybe = (arb: fc.Arbitrary<string>, sign: string) =>
	fc.oneof(
		fc.constant(""),
		arb.map((text) => sign + text),
	);
const ip4 = fc.tuple(fc.ipV4(), maybe(four.map(String), "/")).map(([ip, cut]) => `ip4:${ip}${cut}`);
const ip6 = fc
	.tuple(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), maybe(six.map(String), "/"))
	.map(([ip, cut]) => `ip6:${renderAddress(6, ip)}${cut}`);
const mechanism = fc.oneof(
	fc.constant("all"),
	ip4,
	ip6,
	spec.map((text) => `include:${text}`),
	spec.map((text) => `exists:${text}`),
	maybe(spec, ":").map((text) => `ptr${text}`),
	fc.tuple(fc.constantFrom("a", "mx", "A", "Mx"), maybe(spec, ":"), prefixes).map((parts) => parts.join("")),
);
const directive = fc.tuple(qualifier, mechanism).map((parts) => parts.join(""));

describe("reading an SPF record", () => {
	it("takes whatever the grammar allows, in its order", () => {
		fc.assert(
			fc.property(fc.array(directive), fc.option(spec), fc.integer({ min: 1, max: 3 }), (terms, redirect, gap) => {
				const modifiers = redirect === null ? ["x-mark=1"] : [`redirect=${redirect}`, `exp=${redirect}`];
				const parsed = parseSpf(["v=spf1", ...terms, ...modifiers].join(" ".repeat(gap)));
				expect(parsed).toMatchObject({ ok: true, record: { redirect } });
				if (parsed.ok) expect(parsed.record.directives.map(({ text }) => text)).toEqual(terms);
			}),
		);
	});

	it("takes or names a term of whatever else it is given, and never throws", () => {
		const near = fc.stringMatching(/^[+~?a-z:=%{}0-9/. -]{0,40}$/);
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: "binary" }), near, directive), (rest) => {
				const text = `v=spf1 ${rest}`;
				expect(isSpf(text)).toBe(true);
				const parsed = parseSpf(text);
				if (!parsed.ok) expect(spfTerms(text)).toContain(parsed.term);
			}),
			{ numRuns: 1_000 },
		);
	});

	it("one wrong term makes the whole record void, wherever it stands", () => {
		const wrong = fc.constantFrom(
			...[
				"alll",
				"all:example.nl",
				"ip4",
				"ip4:1.2.3",
				"ip4:1.2.3.4/33",
				"ip4:1.2.3.4/",
				"ip4:2001:db8::1",
				"ip4:1.2.3.4//8",
			],
			...[
				"ip6:1.2.3.4",
				"ip6:2001:db8::/129",
				"ip6:::1/01",
				"include",
				"include:",
				"include:nl",
				"include:example.123",
				"include:a.nl/8",
			],
			...[
				"exists",
				"a:",
				"a/33",
				"a//129",
				"a/024",
				"mx/1/2",
				"ptr/8",
				"a:%{x}.nl",
				"a:%{i",
				"a:%",
				"a:%{d0}.nl",
				"-",
				"+ip4",
			],
			...[
				"redirect=",
				"redirect=nl",
				"exp=%{x}.nl",
				"x=%",
				"a:example.nl:25",
				"a\tmx",
				"all/8",
				"a:example.1.",
				"\u00e9",
			],
		);
		fc.assert(
			fc.property(
				fc.array(directive, { maxLength: 4 }),
				wrong,
				fc.array(directive, { maxLength: 4 }),
				(before, term, after) => {
					expect(parseSpf(["v=spf1", ...before, term, ...after].join(" "))).toEqual({ ok: false, term });
				},
			),
			{ numRuns: 1_000 },
		);
		expect(parseSpf("v=spf1 redirect=a.nl redirect=b.nl")).toEqual({ ok: false, term: "redirect=b.nl" });
		expect(parseSpf("v=spf1 exp=a.nl exp=a.nl")).toEqual({ ok: false, term: "exp=a.nl" });
	});

	it("cuts an address to the network that it lies in", () => {
		const address = fc.oneof(
			fc.bigInt({ min: 0n, max: 0xffffffffn }).map((first): AddressRange => ({ version: 4, first, last: first })),
			fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }).map((first): AddressRange => ({ version: 6, first, last: first })),
		);
		fc.assert(
			fc.property(address, six, (range, wanted) => {
				const prefix = Math.min(wanted, range.version === 4 ? 32 : 128);
				const block = blockOf(range, prefix);
				expect(containsRange(block, range)).toBe(true);
				expect(block.last - block.first + 1n).toBe(1n << BigInt((range.version === 4 ? 32 : 128) - prefix));
				expect(blockOf({ ...range, first: block.last }, prefix)).toEqual(block);
			}),
		);
	});

	it("knows a record by its version", () => {
		expect(["v=spf1", "V=SPF1 -all", "v=spf1  a"].map(isSpf)).toEqual([true, true, true]);
		expect(["v=spf10 -all", "v=spf1\t-all", " v=spf1", "spf2.0/pra", ""].map(isSpf)).toEqual(Array(5).fill(false));
	});
});
