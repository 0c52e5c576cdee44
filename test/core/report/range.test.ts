import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	containsRange,
	networkRange,
	overlapsRange,
	parseRange,
	prefixLength,
	renderAddress,
	renderRange,
} from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";

const range = (text: string) => parseRange(text) as AddressRange;

describe("ranges", () => {
	it.each([
		["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
		["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
		["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
		["::", "::"],
		["::1", "::1"],
		["fe80::", "fe80::"],
		["ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", "abcd:ef01:2345:6789:abcd:ef01:2345:6789"],
	])("renders %s as RFC 5952 says: %s", (text, canonical) => {
		expect(renderAddress(6, range(text).first)).toBe(canonical);
	});

	it("renders IPv4 over its whole span", () => {
		expect(renderAddress(4, 0n)).toBe("0.0.0.0");
		expect(renderAddress(4, 2n ** 32n - 1n)).toBe("255.255.255.255");
	});

	it("tells a network from a range that is none", () => {
		expect(prefixLength({ version: 4, first: 0xc0000200n, last: 0xc00002ffn })).toBe(24);
		expect(prefixLength({ version: 4, first: 0xc0000201n, last: 0xc0000202n })).toBeNull();
		expect(prefixLength({ version: 4, first: 0xc0000200n, last: 0xc0000202n })).toBeNull();
		expect(renderRange({ version: 4, first: 0xc0000201n, last: 0xc0000202n })).toBe("192.0.2.1-192.0.2.2");
	});

	it("parses what it renders, for every network", () => {
		fc.assert(
			fc.property(fc.constantFrom<4 | 6>(4, 6), fc.bigInt(0n, 2n ** 128n - 1n), fc.nat(128), (version, value, size) => {
				const bits = version === 4 ? 32 : 128;
				const prefix = size % (bits + 1);
				const shift = BigInt(bits - prefix);
				const first = ((value % 2n ** BigInt(bits)) >> shift) << shift;
				const network = networkRange(version, first, prefix) as AddressRange;
				fc.pre(version === 4 || first >> 32n !== 0xffffn);
				expect(parseRange(renderRange(network))).toEqual(network);
			}),
		);
	});

	it.each(["", "x", "192.0.2.1/24", "192.0.2.0/024", "192.0.2.0/33", "192.0.2.0/", "1.2.3/8", "::ffff:192.0.2.0/24"])(
		"reads no network from %j",
		(text) => {
			expect(parseRange(text)).toBeNull();
		},
	);

	it("takes any width, and IPv4-mapped networks as IPv4", () => {
		expect(range("0.0.0.0/0").last).toBe(2n ** 32n - 1n);
		expect(range("::ffff:192.0.2.0/120")).toEqual(range("192.0.2.0/24"));
		expect(networkRange(4, 0n, 1.5)).toBeNull();
		expect(networkRange(4, 0n, -1)).toBeNull();
	});

	it("keeps versions apart when it compares", () => {
		expect(containsRange(range("192.0.2.0/24"), range("192.0.2.9"))).toBe(true);
		expect(containsRange(range("192.0.2.0/24"), range("192.0.0.0/16"))).toBe(false);
		expect(containsRange(range("192.0.2.0/24"), range("192.0.3.1"))).toBe(false);
		expect(containsRange(range("::/0"), range("192.0.2.9"))).toBe(false);
		expect(overlapsRange(range("192.0.2.0/24"), range("192.0.0.0/16"))).toBe(true);
		expect(overlapsRange(range("192.0.2.0/24"), range("192.0.3.0/24"))).toBe(false);
		expect(overlapsRange(range("192.0.4.0/24"), range("192.0.3.0/24"))).toBe(false);
		expect(overlapsRange(range("::/0"), range("192.0.3.0/24"))).toBe(false);
	});
});
