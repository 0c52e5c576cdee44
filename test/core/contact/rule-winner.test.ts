import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ContactRules, type DirectoryRule, settleByRules } from "../../../src/core/contact/classify.ts";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import { type Rule, type RuleQuestion, ruleIndex } from "../../../src/core/contact/rule-index.ts";
import {
	containsRange,
	networkRange,
	overlapsRange,
	parseRange,
	prefixLength,
	renderRange,
} from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";

const block = fc.tuple(fc.integer({ min: 24, max: 32 }), fc.integer({ min: 0, max: 255 })).map(([prefix, at]) => {
	const size = 1n << BigInt(32 - prefix);
	return renderRange(networkRange(4, (BigInt(at) / size) * size, prefix) as AddressRange);
});
const rule: fc.Arbitrary<Rule> = fc.oneof(
	fc.record({ kind: fc.constant("cidr" as const), value: block, forwarder: fc.boolean() }),
	fc.record({
		kind: fc.constant("asn" as const),
		value: fc.integer({ min: 1, max: 3 }).map((asn) => `AS${asn}`),
		forwarder: fc.boolean(),
	}),
	fc.record({
		kind: fc.constant("domain" as const),
		value: fc.constantFrom("nl", "a.nl", "b.a.nl", "c.b.a.nl"),
		forwarder: fc.boolean(),
	}),
);
const question: fc.Arbitrary<RuleQuestion> = fc.record({
	range: fc.option(
		fc
			.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 40 }))
			.map(([first, more]): AddressRange => ({ version: 4, first: BigInt(first), last: BigInt(first + more) })),
	),
	asn: fc.option(fc.integer({ min: 1, max: 4 })),
	host: fc.option(fc.constantFrom("nl", "x.b.a.nl", "a.nl", "d.c.b.a.nl", "example.org")),
});

const rangeOf = ({ value }: Rule) => parseRange(value) as AddressRange;
function speaks(one: Rule, { range, asn, host }: RuleQuestion): boolean {
	if (one.kind === "cidr") return range !== null && containsRange(rangeOf(one), range);
	if (one.kind === "asn") return one.value === `AS${asn}`;
	return host === one.value || host?.endsWith(`.${one.value}`) === true;
}
const ofKind = ["cidr", "asn", "domain"];
/** Larger goes first. */
const specificity = (one: Rule) =>
	one.kind === "cidr" ? (prefixLength(rangeOf(one)) ?? 0) : one.kind === "domain" ? one.value.split(".").length : 0;

/** All rules, each key's last one of a rank, in the order in which they go. */
function naiveOrder(rules: readonly Rule[]): Rule[] {
	const last = new Map(rules.map((one) => [`${one.forwarder} ${one.kind} ${one.value}`, one]));
	return [...last.values()].sort(
		(a, b) =>
			Number(b.forwarder) - Number(a.forwarder) ||
			ofKind.indexOf(a.kind) - ofKind.indexOf(b.kind) ||
			specificity(b) - specificity(a),
	);
}

describe("the rule that counts", () => {
	it("is the first of a naive sort by rank and specificity, for random rules; all that speak come in that order", () => {
		fc.assert(
			fc.property(fc.array(rule, { maxLength: 25 }), question, (rules, asked) => {
				const expected = naiveOrder(rules).filter((one) => speaks(one, asked));
				const index = ruleIndex(rules);
				expect(index.all(asked)).toEqual(expected);
				expect(index.speaks(asked)).toEqual(expected[0] ?? null);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("is divided exactly where an address of the range would get another rule by a network, for random rules", () => {
		fc.assert(
			fc.property(fc.array(rule, { maxLength: 12 }), question, (rules, asked) => {
				const { range } = asked;
				const index = ruleIndex(rules);
				const whole = index.speaks(asked);
				const goesBefore = ({ forwarder }: Rule) => whole === null || whole.forwarder !== true || forwarder === true;
				const inside =
					range !== null &&
					rules.some(
						(one) =>
							one.kind === "cidr" &&
							overlapsRange(rangeOf(one), range) &&
							!containsRange(rangeOf(one), range) &&
							goesBefore(one),
					);
				expect(index.divides(asked) !== null).toBe(inside);
				if (range === null || index.divides(asked) !== null) return;
				// No network divides it: each address gets the rule of the whole.
				for (let at = range.first; at <= range.last; at++) {
					const one = index.speaks({ ...asked, range: { version: 4, first: at, last: at } });
					expect(one).toEqual(whole);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it("is the most specific of random IPv6 networks, too", () => {
		const top = 0x20010db8n << 96n;
		const network = fc.tuple(fc.integer({ min: 33, max: 128 }), fc.bigInt({ min: 0n, max: (1n << 96n) - 1n }));
		fc.assert(
			fc.property(
				fc.array(network, { minLength: 1, maxLength: 20 }),
				fc.nat(),
				fc.boolean(),
				(networks, pick, wide) => {
					const ranges = networks.map(([prefix, at]) => {
						const size = 1n << BigInt(128 - prefix);
						return networkRange(6, ((top + at) / size) * size, prefix) as AddressRange;
					});
					const near = ranges[pick % ranges.length] as AddressRange;
					const range = wide ? near : { ...near, first: near.last };
					const holding = ranges.filter((one) => containsRange(one, range));
					const sizes = holding.map(({ first, last }) => last - first);
					const index = ruleIndex(ranges.map((one): Rule => ({ kind: "cidr", value: renderRange(one) })));
					const found = index.speaks({ range, asn: null, host: null });
					const { first, last } = rangeOf(found as Rule);
					expect(last - first).toBe(sizes.toSorted((a, b) => Number(a - b))[0]);
					expect(index.covering({ ...range, version: 4, first: 0n, last: 0n })).toBeNull();
				},
			),
		);
	});

	it("names parts of a range, the most specific first", () => {
		const index = ruleIndex<Rule>([
			{ kind: "cidr", value: "192.0.2.0/25" },
			{ kind: "cidr", value: "192.0.2.64/26" },
			{ kind: "cidr", value: "192.0.2.0/26" },
			{ kind: "cidr", value: "2001:db8::/32" },
		]);
		const range = parseRegisteredRange("192.0.2.0 - 192.0.2.255") as AddressRange;
		const parts = index.parts(range).map(({ value }) => value);
		expect(parts).toEqual(["192.0.2.0/26", "192.0.2.64/26", "192.0.2.0/25"]);
		expect(index.inside(range)?.value).toBe("192.0.2.0/26");
	});
});

describe("the directory in the chain", () => {
	const entry = (value: string, forwarder = false): DirectoryRule => ({
		kind: value.startsWith("AS") ? "asn" : "cidr",
		...{ value, forwarder, operator: value, mailboxes: [`abuse@${value.replace(/\W/g, "-").toLowerCase()}.example`] },
	});
	const rules = (directory: readonly DirectoryRule[], optOuts: readonly Rule[] = []): ContactRules => ({
		...{ directory: ruleIndex(directory), optOuts: ruleIndex(optOuts), badMailboxes: new Set() },
		...{ consumerDomains: new Set(), countries: ["NL"], freshSince: "2026-11-01T00:00:00.000Z" },
	});
	const about = (text: string, asn: number | null = null) => ({
		...{ range: parseRegisteredRange(text) as AddressRange, host: null, asn },
	});

	it("puts a forwarder before a more specific entry, also one for an AS before a network", () => {
		const wide = rules([entry("192.0.2.0/24", true), entry("192.0.2.7/32")]);
		expect(settleByRules(about("192.0.2.7"), null, wide)?.operator).toBe("192.0.2.0/24");
		const as = rules([entry("AS64496", true), entry("192.0.2.7/32")]);
		expect(settleByRules(about("192.0.2.7", 64496), null, as)?.operator).toBe("AS64496");
		expect(settleByRules(about("192.0.2.7", 64497), null, as)?.operator).toBe("192.0.2.7/32");
	});

	it("gives a whole network to its forwarder, whatever others have inside", () => {
		const network = about("192.0.2.0 - 192.0.2.255");
		const others = rules([entry("192.0.2.0/24", true), entry("192.0.2.7/32")]);
		expect(settleByRules(network, null, others)).toMatchObject({ bucket: null, operator: "192.0.2.0/24" });
		const forwarders = rules([entry("192.0.2.0/24", true), entry("192.0.2.7/32", true)]);
		expect(settleByRules(network, null, forwarders)).toMatchObject({ bucket: "several-operators" });
	});

	it("names the opt-out that decided: the most specific of those for the whole, else one for a part", () => {
		const optOuts: Rule[] = [
			{ kind: "asn", value: "AS64496" },
			{ kind: "cidr", value: "192.0.2.0/24" },
			{ kind: "cidr", value: "192.0.2.0/26" },
			{ kind: "domain", value: "sector.example" },
		];
		const all = rules([entry("198.51.100.0/24", true)], optOuts);
		expect(settleByRules(about("192.0.2.7", 64496), null, all)).toMatchObject({
			...{ bucket: "opted-out", reason: "network-opted-out", path: ["opt-out 192.0.2.0/26"] },
		});
		expect(settleByRules(about("192.0.2.200", 64496), null, all)?.path).toEqual(["opt-out 192.0.2.0/24"]);
		expect(settleByRules(about("192.0.0.0 - 192.0.3.255"), null, all)).toMatchObject({
			...{ reason: "part-of-network-opted-out", path: ["opt-out 192.0.2.0/26"] },
		});
		const mailbox = { ...entry("203.0.113.0/24"), mailboxes: ["a@sector.example", "b@sector.example"] };
		expect(settleByRules(about("203.0.113.1"), null, rules([mailbox], optOuts))).toMatchObject({
			...{ bucket: "opted-out", reason: "mailbox-opted-out" },
			path: ["directory 203.0.113.0/24", "opt-out sector.example"],
		});
	});
});
