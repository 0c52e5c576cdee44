import { describe, expect, it } from "vitest";
import { isPlaceholder } from "../../../src/core/contact/is-placeholder.ts";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import { toCountry } from "../../../src/core/contact/to-country.ts";
import { renderRange } from "../../../src/core/report/range.ts";

describe("parseRegisteredRange", () => {
	it.each([
		["192.0.2.0 - 192.0.2.255", "192.0.2.0/24"],
		["192.0.2.0-192.0.2.100", "192.0.2.0-192.0.2.100"],
		["0.0.0.0 - 255.255.255.255", "0.0.0.0/0"],
		["074.125.000.000 - 074.125.255.255", "74.125.0.0/16"],
		["200.57.128/19", "200.57.128.0/19"],
		["2001:0db8::/32", "2001:db8::/32"],
		["2001:db8:: - 2001:db8::FFFF", "2001:db8::/112"],
		["192.0.2.7", "192.0.2.7"],
	])("%s is %s", (text, expected) => {
		const range = parseRegisteredRange(text);
		expect(range && renderRange(range)).toBe(expected);
	});

	it.each([
		"",
		"x",
		"192.0.2.9 - 192.0.2.1",
		"192.0.2.0 - 2001:db8::",
		"192.0.2.0 - 192.0.2.1 - 192.0.2.2",
		"192.0.2.1/24",
		"192.0.2.0/33",
		"192.0.2.0/",
		"192.0.2.256",
		"/24",
	])("%j is none", (text) => expect(parseRegisteredRange(text)).toBeNull());
});

describe("isPlaceholder", () => {
	it("knows the blocks that fill the address space, in any case", () => {
		expect(isPlaceholder("non-ripe-ncc-managed-address-block")).toBe(true);
		expect(isPlaceholder("NL-POLDER")).toBe(false);
		expect(isPlaceholder(null)).toBe(false);
	});
});

describe("toCountry", () => {
	it.each([
		[["nl"], "NL"],
		[["NL", "NL "], "NL"],
		[["NL", "DE"], null],
		[["EU"], null],
		[["UK"], "GB"],
		[["Netherlands"], null],
		[[], null],
	] as const)("%j is %s", (values, expected) => expect(toCountry(values)).toBe(expected));
});
