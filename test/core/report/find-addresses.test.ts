import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressesIn, findAddresses, rangesIn, replaceAddresses } from "../../../src/core/report/find-addresses.ts";
import { renderRange } from "../../../src/core/report/range.ts";
import { refang } from "../../../src/core/report/refang.ts";

describe("addressesIn", () => {
	it.each([
		["plain", "see 192.0.2.1 now", ["192.0.2.1"]],
		["at the end of a sentence", "It is 192.0.2.1.", ["192.0.2.1"]],
		["after dots", "namely...192.0.2.1", ["192.0.2.1"]],
		["with a port", "192.0.2.1:8080", ["192.0.2.1"]],
		["glued to a word", "ip=192.0.2.1;x192.0.2.2y", ["192.0.2.1", "192.0.2.2"]],
		["with leading zeros", "192.000.002.001", ["192.000.002.001"]],
		["defanged with brackets", "192[.]0[.]2[.]1", ["192.0.2.1"]],
		["defanged with words", "192(dot)0(dot)2(dot)1 and 192 dot 0 dot 2 dot 2", ["192.0.2.1", "192.0.2.2"]],
		["defanged with a backslash", "192\\.0\\.2\\.1", ["192.0.2.1"]],
		["percent-encoded", "192%2E0%2E2%2E1", ["192.0.2.1"]],
		[
			"percent-encoded in a URL",
			"?to=http%3A%2F%2F192.0.2.1%2F&at=a%40192.0.2.2&q=%20192.0.2.3",
			["192.0.2.1", "192.0.2.2", "192.0.2.3"],
		],
		["with bracketed ideographic full stops", "192[。]0[。]2[｡]1", ["192.0.2.1"]],
		["mapped, with leading zeros", "::ffff:192.000.002.001", ["192.000.002.001", "::ffff:192.000.002.001"]],
		["in full-width digits", "１９２．０．２．１", ["192.0.2.1"]],
		["with a zero-width space in it", "192.0.\u200b2.1", ["192.0.2.1"]],
		["with an ideographic full stop", "192。0。2。1", ["192.0.2.1"]],
		["in a URL", "hxxp://192.0.2.1/x?y=192.0.2.2", ["192.0.2.1", "192.0.2.2"]],
		["a network", "192.0.2.0/24.", ["192.0.2.0/24"]],
		["a range", "192.0.2.1 - 192.0.2.9", ["192.0.2.1 - 192.0.2.9"]],
		["two that are no range", "192.0.2.9-192.0.2.1", ["192.0.2.9", "192.0.2.1"]],
		["a range whose end is none", "192.0.2.9-192.0.2.999", ["192.0.2.9"]],
		["a range whose start is none", "999.0.2.9-192.0.2.1", ["192.0.2.1"]],
		["a /32", "192.0.2.1/32", ["192.0.2.1"]],
		["IPv6", "2001:db8::1, [2001:db8::2]:443 and 2001:db8::3.", ["2001:db8::1", "2001:db8::2", "2001:db8::3"]],
		["IPv6 before a colon", "2001:db8::1: open", ["2001:db8::1"]],
		["IPv6 that ends in ::", "2001:db8::", ["2001:db8::"]],
		["IPv6 with a zone", "fe80::1%eth0", ["fe80::1"]],
		["an IPv6 network", "2001:db8::/32 and 2001:db8::/128", ["2001:db8::/32", "2001:db8::"]],
		["an IPv6 range", "2001:db8::1-2001:db8::9", ["2001:db8::1-2001:db8::9"]],
		["IPv6 after a label", "IPv6:2001:db8::1 address:2001:db8::2", ["2001:db8::1", "2001:db8::2"]],
		["all eight groups", "2001:db8:0:0:0:0:0:1", ["2001:db8:0:0:0:0:0:1"]],
		["an IPv6 range of another order", "2001:db8::9-2001:db8::1", ["2001:db8::9", "2001:db8::1"]],
		["a mapped one beside another", "2001:db8::9-::ffff:c000:201", ["2001:db8::9", "::ffff:c000:201"]],
	])("finds an address %s", (_, text, expected) => {
		expect(addressesIn(text)).toEqual(expected);
	});

	it.each([
		["a version of three parts", "nginx 2.8.19 and 15.2.721"],
		["a version with a large part", "15.2.721.4"],
		["an object identifier", "1.3.6.1.4.1.311"],
		["a time", "at 10:20:30"],
		["a MAC address", "00:11:22:33:44:55"],
		["a fingerprint", "14:09:8C:6E:64:5F:50:C9:E9:A3:62:5E:02:BB:33:67:E1:05:D3:D2"],
		["a serial number of eight bytes", "3a:4f:00:11:22:33:44:55"],
		["C++", "std::vector, :: and a::b::c"],
		["nine groups", "1:2:3:4:5:6:7:8:9"],
		["a short number", "1.2.3"],
		["two double colons", "2001::db8::1"],
		["a quad amid groups", "2001:192.0.2.999::1"],
		["a group that is too long", "2001:db8:12345::1"],
		["too many groups beside ::", "1:2:3:4::5:6:7:8"],
		["nothing", ""],
	])("finds none in %s", (_, text) => {
		expect(addressesIn(text)).toEqual([]);
	});

	it("counts IPv4-mapped IPv6 as IPv4, in every spelling", () => {
		for (const text of ["::ffff:192.0.2.1", "::ffff:c000:201", "0:0:0:0:0:ffff:c000:0201"])
			expect(
				findAddresses(text).every(
					(found) => "range" in found && found.range.version === 4 && found.range.first === 3221225985n,
				),
			).toBe(true);
		expect(findAddresses("::ffff:c000:200/120")[0]).toMatchObject({
			kind: "network",
			range: { version: 4, first: 3221225984n, last: 3221226239n },
		});
		expect(findAddresses("::ffff:0:0/90")[0]).toMatchObject({ kind: "network", range: { version: 6 } });
	});

	it("finds every IPv4 address in any text that does not make another number of it", () => {
		const quad = fc.ipV4();
		const around = fc
			.string({ unit: "grapheme" })
			.filter((text) => !/[\d.\\%[(\])}{<>*:/-]|dot|punt|\p{Nd}|\p{No}/iu.test(text.normalize("NFKC")));
		fc.assert(
			fc.property(around, quad, around, (before, address, after) =>
				addressesIn(before + address + after).includes(address),
			),
		);
	});
});

describe("findAddresses", () => {
	it.each([
		["Example.NL.", [{ kind: "host", text: "example.nl" }]],
		[
			"example[.]nl en voorbeeld(punt)nl",
			[
				{ kind: "host", text: "example.nl" },
				{ kind: "host", text: "voorbeeld.nl" },
			],
		],
		["mail a@b.example", [{ kind: "host", text: "b.example" }]],
		["bücher.example", [{ kind: "host", text: "bücher.example" }]],
		["xn--bcher-kva.xn--p1ai", [{ kind: "host", text: "xn--bcher-kva.xn--p1ai" }]],
		["HXXPS://Shop.Example/Pay?x=1).", [{ kind: "url", text: "https://shop.example/Pay?x=1" }]],
		["<http://shop.example/>", [{ kind: "url", text: "http://shop.example" }]],
		["http://[2001:db8::1].", [{ kind: "url", text: "http://[2001:db8::1]" }]],
		["L.S., o.a. versie 1.2", []],
		["://x and http:// and http://--", []],
		["no dots here", []],
	])("reads %s", (text, expected) => {
		expect(findAddresses(text)).toEqual(expected);
	});

	it("takes linear time, also on texts made to be slow", () => {
		const units = [
			...["1", ".", ":", "[", "]", "-", "_", ")", "f", "a.", "a:", "1.", "1.1.1.1-", "2001:db8::1 "],
			...["http://", "[.]", "1[.]", "%2e", " dot ", "00:11:", "．"],
		];
		const frames = [
			["", ""],
			["x", "x"],
			["1::", "x"],
			["http://a", "x"],
			["http://[", "]x"],
		] as const;
		const started = performance.now();
		for (const unit of units)
			for (const [before, after] of frames) {
				const text = before + unit.repeat(100_000 / unit.length) + after;
				findAddresses(text);
				rangesIn(text);
			}
		// Well under a second; what is quadratic takes minutes.
		expect(performance.now() - started).toBeLessThan(20_000);
	});
});

describe("rangesIn", () => {
	it.each([
		["", []],
		["no address here 1.2.3", []],
		["192.0.2.1", ["192.0.2.1"]],
		["from 192.0.2.1, to 198.51.100.1.", ["192.0.2.1", "198.51.100.1"]],
		["ip:192.0.2.1:80", ["192.0.2.1"]],
		["a:b:192.0.2.1:80", ["192.0.2.1"]],
		["[2001:db8::1]:443", ["2001:db8::1"]],
		["see 2001:DB8::1.", ["2001:db8::1"]],
		["2001:db8::1: down", ["2001:db8::1"]],
		["src:2001:db8::1 x", ["2001:db8::1"]],
		["::ffff:192.0.2.1", ["192.0.2.1"]],
		["fe80::1%eth0", ["fe80::1"]],
		["192.0.2.1-192.0.2.9", ["192.0.2.1-192.0.2.9"]],
		["ip_192.0.2.1", ["192.0.2.1"]],
		["xyz:zyx:qqq", []],
		["192.0.2.0/24", ["192.0.2.0/24"]],
		["v1.2.3.4", []],
		["1.2.3.4.5", []],
		["4.3.2.1.dsl.example.nl", []],
		["10.0.17763.1", []],
		["12:30:45", []],
		["aa:bb:cc:dd:ee:ff", []],
		["EC:BB:4D:DB:9F:0C:D3:FF:5B:49:EA:B1", []],
	])("finds in %j: %j", (text, found) => {
		expect(new Set(rangesIn(text).map(renderRange))).toEqual(new Set(found));
	});
});

describe("replaceAddresses", () => {
	it("replaces what it is told to and leaves the rest as it was", () => {
		const text = "from 192[.]0[.]2[.]1 to 2001:db8::1, and 192.0.2.0/30";
		expect(replaceAddresses(text, (range) => range.version === 4, "[…]")).toBe("from […] to 2001:db8::1, and […]");
		expect(replaceAddresses(text, () => false, "[…]")).toBe(text);
		expect(replaceAddresses("::ffff:192.0.2.1!", () => true, "[…]")).toBe("[…]!");
	});

	it("leaves no address behind", () => {
		const text = fc.array(
			fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom(" ", "-", " - ", "/", ".", ":", "x", "[", "]", "%", "\n")),
		);
		fc.assert(
			fc.property(text, (parts) => {
				const replaced = replaceAddresses(parts.join(""), () => true, "[…]");
				expect(addressesIn(replaced)).toEqual([]);
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe("refang", () => {
	it("decodes percent-encoding of what shows, and keeps an encoded space in its word", () => {
		expect(refang("https://a.example/%41%20b?c=%C3%A9%0a")).toBe("https://a.example/A+b?c=%C3%A9%0a");
	});

	it("leaves ordinary text alone", () => {
		for (const text of ["Een zin (met haakjes), e.d.", "a [link] {x}", "50 % korting"]) expect(refang(text)).toBe(text);
	});
});
