import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupCheck } from "../../../src/core/notice/group-check.ts";
import { makeFinding } from "./make-finding.ts";

const foreign = (check: (text: string) => readonly { readonly text: string }[], text: string) =>
	check(text).map((found) => found.text);

describe("groupCheck", () => {
	const check = groupCheck({
		findings: [
			makeFinding("192.0.2.0/29"),
			makeFinding("192.0.2.8"),
			makeFinding("192.0.2.2"),
			makeFinding("2001:db8::1"),
			makeFinding("shop.example", { details: { hostname: "gw.example.nl", version: "1.2.3.4", peer: "198.51.100.1" } }),
			makeFinding("https://evil.example/Pay?a=1", { details: { "source.fqdn": "x" } }),
			makeFinding("http://203.0.113.5/x"),
			makeFinding("9.2.0.192.rev.example"),
		],
		typed: ["see advisory.example and https://vendor.example/fix [.] now, or 198.51.100.2"],
		fixed: ["http://127.0.0.1:8080", "127.0.0.1"],
	});

	it.each([
		"192.0.2.0/29",
		"192.0.2.7 and 192.0.2.8",
		"192.0.2.0-192.0.2.8",
		"192[.]0[.]2[.]1",
		"::ffff:192.0.2.1",
		"2001:0DB8:0::0001",
		"SHOP.example.",
		"shop[.]example",
		"https://EVIL.example/Pay?a=1",
		"evil.example",
		"gw.example.nl runs 1.2.3.4",
		"http://203.0.113.5/x",
		"203.0.113.5",
		"9.2.0.192.rev.example",
		"source.fqdn",
		"advisory.example https://vendor.example/fix",
		"http://127.0.0.1:8080 127.0.0.1",
		"nothing at all",
	])("lets the group's own through: %s", (text) => {
		expect(foreign(check, text)).toEqual([]);
	});

	it.each([
		["192.0.2.9", "192.0.2.9"],
		["192.0.2.0/28", "192.0.2.0/28"],
		["192.0.2.0-192.0.2.9", "192.0.2.0-192.0.2.9"],
		["192[.]0[.]2[.]9", "192.0.2.9"],
		["::ffff:192.0.2.9", "192.0.2.9"],
		["::ffff:c000:209", "::ffff:c000:209"],
		["2001:db8::2", "2001:db8::2"],
		["198.51.100.1", "198.51.100.1"],
		["198.51.100.2", "198.51.100.2"],
		["1.2.3.5", "1.2.3.5"],
		["other.example", "other.example"],
		["hxxps://evil[.]example/Pay?a=2", "https://evil.example/Pay?a=2"],
		["https://evil.example/pay?a=1", "https://evil.example/pay?a=1"],
		["http://shop.example/", "http://shop.example"],
	])("stops what is not: %s", (text, named) => {
		expect(foreign(check, text)).toContain(named);
	});

	it("judges any address by whether it lies in an own network", () => {
		const octet = fc.integer({ min: 0, max: 255 });
		fc.assert(
			fc.property(octet, octet, fc.integer({ min: 8, max: 32 }), (third, fourth, prefix) => {
				const size = 2 ** (32 - prefix);
				const base = 0xc0000000 + Math.floor((0x0200 + third) / Math.max(1, size)) * size;
				const network = [24, 16, 8, 0].map((shift) => (base >>> shift) & 255).join(".");
				const own = groupCheck({ findings: [makeFinding(`${network}/${prefix}`)], typed: [], fixed: [] });
				const address = 0xc0000200 + fourth;
				const inside = address >= base && address < base + size;
				const text = [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
				expect(own(text).length === 0).toBe(inside);
			}),
		);
	});
});
