import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAsn, parseEntryKey } from "../../../src/core/contact/parse-entry-key.ts";

describe("the key of a directory entry or an opt-out", () => {
	it.each([
		["192.0.2.0/24", "cidr", "192.0.2.0/24"],
		[" 2001:DB8::/32 ", "cidr", "2001:db8::/32"],
		["192.0.2.7", "cidr", "192.0.2.7/32"],
		["2001:db8::7", "cidr", "2001:db8::7/128"],
		["AS64496", "asn", "AS64496"],
		["as 64496", "asn", "AS64496"],
		["Example.NL", "domain", "example.nl"],
		["Abuse@Example.NL", "mailbox", "abuse@example.nl"],
	])("%j is a %s", (typed, kind, value) => {
		expect(parseEntryKey(typed)).toEqual({ kind, value });
	});

	it.each([
		...["", "localhost", "https://example.nl/a", "192.0.2.1:80", "example.nl:443", "192.0.2.300", "192.0.2.1/24"],
		...["192.0.2.9-192.0.2.1", "AS0", "AS4294967296", "AS", "64496", "two words", "a@b", "@example.nl"],
	])("%j is none", (typed) => {
		expect(parseEntryKey(typed)).toBeNull();
	});

	it("is canonical: read again it is the same", () => {
		const typed = ["192.0.2.7", "2001:DB8::/32", "as 64496", "Example.NL", "Abuse@Example.NL"];
		for (const text of typed) {
			const key = parseEntryKey(text);
			expect(key).not.toBeNull();
			expect(parseEntryKey(key?.value ?? "")).toEqual(key);
		}
	});
});

describe("an AS number", () => {
	it("is 1 to 4294967295, after AS (RFC 5396, asplain)", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 4_294_967_295 }), (asn) => {
				expect(parseAsn(`AS${asn}`)).toBe(asn);
				expect(parseAsn(String(asn))).toBeNull();
			}),
		);
		expect(parseAsn("AS4294967296")).toBeNull();
		expect(parseAsn("AS12345678901")).toBeNull();
		expect(parseAsn("AS1.10")).toBeNull();
	});
});
