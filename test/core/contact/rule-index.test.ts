import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import { type Rule, ruleIndex } from "../../../src/core/contact/rule-index.ts";
import { containsRange, networkRange, overlapsRange, renderRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";

const range = (text: string) => parseRegisteredRange(text) as AddressRange;
const cidr = (value: string): Rule => ({ kind: "cidr", value });

describe("ruleIndex", () => {
	it("finds the most specific network that holds all of a range", () => {
		const index = ruleIndex([cidr("192.0.2.0/24"), cidr("192.0.2.128/25"), cidr("2001:db8::/32"), cidr("192.0.2.7")]);
		expect(index.covering(range("192.0.2.200"))?.value).toBe("192.0.2.128/25");
		expect(index.covering(range("192.0.2.120 - 192.0.2.130"))?.value).toBe("192.0.2.0/24");
		expect(index.covering(range("192.0.2.7"))?.value).toBe("192.0.2.7");
		expect(index.covering(range("2001:db8:1::1"))?.value).toBe("2001:db8::/32");
		expect(index.covering(range("192.0.3.1"))).toBeNull();
		expect(index.covering(range("192.0.2.200 - 192.0.3.1"))).toBeNull();
	});

	it("sees a rule for a part of a range", () => {
		const index = ruleIndex([cidr("192.0.2.128/25")]);
		expect(index.inside(range("192.0.2.0 - 192.0.2.255"))?.value).toBe("192.0.2.128/25");
		expect(index.inside(range("192.0.2.128 - 192.0.2.129"))).toBeNull();
		expect(index.inside(range("192.0.2.128"))).toBeNull();
		expect(index.inside(range("198.51.100.0 - 198.51.100.255"))).toBeNull();
	});

	it("compares domains label by label, the longest first, in any case", () => {
		const index = ruleIndex([
			{ kind: "domain", value: "Example.nl" },
			{ kind: "domain", value: "shop.example.nl" },
		]);
		expect(index.domain("www.shop.EXAMPLE.nl.")?.value).toBe("shop.example.nl");
		expect(index.domain("example.nl")?.value).toBe("Example.nl");
		expect(index.domain("notexample.nl")).toBeNull();
		expect(index.domain("nl")).toBeNull();
	});

	it("finds AS numbers and mailboxes, and nothing of another kind", () => {
		const index = ruleIndex<Rule>([
			{ kind: "asn", value: "AS64496" },
			{ kind: "mailbox", value: "Abuse@example.nl" },
		]);
		expect(index.asn(64496)?.value).toBe("AS64496");
		expect(index.asn(64497)).toBeNull();
		expect(index.mailbox("abuse@EXAMPLE.nl")?.value).toBe("Abuse@example.nl");
		expect(index.mailbox("noc@example.nl")).toBeNull();
		expect(index.domain("example.nl")).toBeNull();
	});

	it("refuses a network that cannot be read, so that no opt-out gets lost", () => {
		expect(() => ruleIndex([cidr("192.0.2.1/24")])).toThrow(TypeError);
		expect(() => ruleIndex([cidr("example.nl")])).toThrow(TypeError);
	});

	it("agrees with a linear scan", () => {
		const block = fc.tuple(fc.integer({ min: 20, max: 32 }), fc.integer({ min: 0, max: 4095 })).map(([prefix, at]) => {
			const size = 1n << BigInt(32 - prefix);
			return networkRange(4, (BigInt(at) / size) * size, prefix) as AddressRange;
		});
		const question = fc
			.tuple(fc.integer({ min: 0, max: 4095 }), fc.integer({ min: 0, max: 300 }))
			.map(([first, more]): AddressRange => ({ version: 4, first: BigInt(first), last: BigInt(first + more) }));
		fc.assert(
			fc.property(fc.array(block, { maxLength: 20 }), question, (blocks, asked) => {
				const index = ruleIndex(blocks.map((one) => cidr(renderRange(one))));
				const holding = blocks.filter((one) => containsRange(one, asked));
				holding.sort((a, b) => Number(a.last - a.first - (b.last - b.first)));
				expect(index.covering(asked)?.value).toBe(holding[0] && renderRange(holding[0]));
				const parts = blocks.some((one) => overlapsRange(one, asked) && !containsRange(one, asked));
				expect(index.inside(asked) !== null).toBe(parts);
			}),
		);
	});
});
