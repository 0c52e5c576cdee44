import fc from "fast-check";
import { IPv4, IPv4CidrRange, IPv6, IPv6CidrRange } from "ip-num";
import { describe, expect, it } from "vitest";
import { parseTarget } from "../../../src/core/report/parse-target.ts";
import type { ProblemReason } from "../../../src/core/report/problem.ts";
import { renderAddress, renderRange } from "../../../src/core/report/range.ts";

function textOf(text: string): string {
	const parsed = parseTarget(text);
	return parsed.ok ? parsed.target.text : `problem: ${parsed.reason}`;
}

/** What ip-num makes of a text, or null when it refuses it. */
function oracleValue(text: string): bigint | null {
	try {
		return text.includes(":") ? new IPv6(text).getValue() : new IPv4(text).getValue();
	} catch {
		return null;
	}
}

const cidr4 = fc
	.tuple(fc.bigInt(0n, 2n ** 32n - 1n), fc.integer({ min: 8, max: 32 }))
	.map(([value, prefix]) => ({ first: (value >> BigInt(32 - prefix)) << BigInt(32 - prefix), prefix }));
const cidr6 = fc
	.tuple(fc.bigInt(0n, 2n ** 128n - 1n), fc.integer({ min: 16, max: 128 }))
	.map(([value, prefix]) => ({ first: (value >> BigInt(128 - prefix)) << BigInt(128 - prefix), prefix }));
/** Near misses: what a list holds when somebody typed it. */
const nearAddress = fc
	.array(
		fc.constantFrom("0", "1", "01", "255", "256", "a", "ffff", "fffff", ".", ".", ":", ":", "::", "%eth0", "-", "/"),
		{
			maxLength: 15,
		},
	)
	.map((parts) => parts.join(""));

describe("parseTarget", () => {
	it.each([
		["192.0.2.1", "address", "192.0.2.1", null],
		["  192.0.2.1\t", "address", "192.0.2.1", null],
		["192.0.2.1:443", "address", "192.0.2.1", 443],
		["192.0.2.1/32", "address", "192.0.2.1", null],
		["192.0.2.0/24", "network", "192.0.2.0/24", null],
		["192.0.2.1-192.0.2.9", "range", "192.0.2.1-192.0.2.9", null],
		["192.0.2.1 - 192.0.2.9", "range", "192.0.2.1-192.0.2.9", null],
		["192.0.2.1 – 192.0.2.9", "range", "192.0.2.1-192.0.2.9", null],
		["192.0.2.0-192.0.2.255", "network", "192.0.2.0/24", null],
		["192.0.2.7-192.0.2.7", "address", "192.0.2.7", null],
		["2001:DB8:0:0:0:0:0:1", "address", "2001:db8::1", null],
		["2001:db8::1", "address", "2001:db8::1", null],
		["2001:db8::192.0.2.1", "address", "2001:db8::c000:201", null],
		["[2001:db8::1]", "address", "2001:db8::1", null],
		["[2001:db8::1]:8443", "address", "2001:db8::1", 8443],
		["2001:db8::/32", "network", "2001:db8::/32", null],
		["2001:db8::1-2001:db8::5", "range", "2001:db8::1-2001:db8::5", null],
		["::ffff:192.0.2.1", "address", "192.0.2.1", null],
		["::ffff:c000:201", "address", "192.0.2.1", null],
		["::ffff:192.0.2.0/120", "network", "192.0.2.0/24", null],
		["192[.]0[.]2[.]1", "address", "192.0.2.1", null],
		["192(.)0(.)2(.)1", "address", "192.0.2.1", null],
		["192{.}0{.}2{.}1", "address", "192.0.2.1", null],
		["192[dot]0[DOT]2(dot)1", "address", "192.0.2.1", null],
		["192.0.2.1[:]80", "address", "192.0.2.1", 80],
		["WWW.Example.NL", "host", "www.example.nl", null],
		["www.example.nl.", "host", "www.example.nl", null],
		["example[.]nl", "host", "example.nl", null],
		["example.nl:8443", "host", "example.nl", 8443],
		["1-2-3-4.dsl.example.nl", "host", "1-2-3-4.dsl.example.nl", null],
		["_dmarc.example.nl", "host", "_dmarc.example.nl", null],
		["bücher.example", "host", "xn--bcher-kva.example", null],
		["http://Example.nl", "url", "http://example.nl/", null],
		["hxxps://example[.]nl/a?b=c", "url", "https://example.nl/a?b=c", null],
		["hXXp[://]example.nl/", "url", "http://example.nl/", null],
		["fxp://example.nl/x", "url", "ftp://example.nl/x", null],
		["http://user:secret@example.nl/", "url", "http://example.nl/", null],
		["http://example.nl./x", "url", "http://example.nl/x", null],
		["http://192.0.2.1:8080/x", "url", "http://192.0.2.1:8080/x", null],
		["http://[2001:db8::1]:81/x", "url", "http://[2001:db8::1]:81/x", null],
		["http://[::ffff:192.0.2.1]/", "url", "http://192.0.2.1/", null],
	])("reads %s", (text, kind, canonical, port) => {
		const parsed = parseTarget(text);
		expect(parsed).toMatchObject({ ok: true, target: { kind, text: canonical }, port });
	});

	it.each<[string, ProblemReason]>([
		["", "empty-target"],
		["   ", "empty-target"],
		["010.0.0.1", "leading-zero"],
		["192.0.2.01", "leading-zero"],
		["192.0.2.00", "leading-zero"],
		["00.0.0.1", "leading-zero"],
		["1.2.3", "short-form"],
		["1.2", "short-form"],
		["192.0.2.1-9", "short-form"],
		["3232235777", "not-a-target"],
		["0x7f.0.0.1", "not-a-target"],
		["0xc0000201", "single-label-host"],
		["256.0.0.1", "not-a-target"],
		["1.2.3.4.5", "not-a-target"],
		["1.2.3.4.", "not-a-target"],
		[".1.2.3.4", "not-a-target"],
		["1..2.3", "not-a-target"],
		["１９２.0.2.1", "not-a-target"],
		["192.0.2.1:99999", "not-a-target"],
		["192.0.2.1:080", "not-a-target"],
		["192.0.2.1:", "not-a-target"],
		["010.0.0.1:80", "leading-zero"],
		["192.0.2.0/024", "bad-prefix"],
		["192.0.2.0/33", "bad-prefix"],
		["192.0.2.0/", "bad-prefix"],
		["192.0.2.0/255.255.255.0", "bad-prefix"],
		["::ffff:192.0.2.0/24", "bad-prefix"],
		["2001:db8::/129", "bad-prefix"],
		["192.0.2.1/24", "host-bits-set"],
		["2001:db8::1/64", "host-bits-set"],
		["010.0.0.0/8", "leading-zero"],
		["example.nl/24", "not-a-target"],
		["www.example.nl/path", "not-a-target"],
		["10.0.0.0/7", "too-wide"],
		["0.0.0.0/0", "too-wide"],
		["11.0.0.0-12.0.0.0", "too-wide"],
		["2001::/15", "host-bits-set"],
		["2000::/15", "too-wide"],
		["192.0.2.9-192.0.2.1", "reversed-range"],
		["192.0.2.1-2001:db8::1", "not-a-target"],
		["192.0.2.1-192.0.2.256", "not-a-target"],
		["192.0.2.01-192.0.2.9", "leading-zero"],
		["fe80::1%eth0", "zone-id"],
		["[fe80::1%25eth0]:80", "zone-id"],
		["2001:db8::1::2", "not-a-target"],
		["2001:db8:::1", "not-a-target"],
		["2001:db8:1:2:3:4:5", "not-a-target"],
		["1:2:3:4:5:6:7:8:9", "not-a-target"],
		["1:2:3:4::5:6:7:8", "not-a-target"],
		["2001:db8::12345", "not-a-target"],
		["2001:db8::g", "not-a-target"],
		["1.2.3.4::", "not-a-target"],
		["::1.2.3.4:5", "not-a-target"],
		["::1.2.3", "short-form"],
		["::01.2.3.4", "leading-zero"],
		["2001:g::1", "not-a-target"],
		["0000:0000:0000:0000:0000:0000:0000:0000:0000:0000", "not-a-target"],
		["[2001:db8::1]:x", "not-a-target"],
		["[2001:db8::1", "not-a-target"],
		["[192.0.2.1]", "not-a-target"],
		["[2001:db8::g]", "not-a-target"],
		["localhost", "single-label-host"],
		["server1", "single-label-host"],
		["a@example.nl", "not-a-target"],
		["*.example.nl", "not-a-target"],
		["-a.example.nl", "not-a-target"],
		["a..example.nl", "not-a-target"],
		[".", "not-a-target"],
		["example.n1", "not-a-target"],
		["example nl", "not-a-target"],
		["bad host.example:80", "not-a-target"],
		["bü cher.example", "not-a-target"],
		["xn--\u00fc.example", "not-a-target"],
		[`${"a".repeat(64)}.nl`, "too-long"],
		[`${"abcdefg.".repeat(40)}nl`, "too-long"],
		[`http://example.nl/${"a".repeat(2100)}`, "too-long"],
		["a".repeat(1100), "too-long"],
		[`${"é".repeat(600)}.${"é".repeat(600)}:80`, "too-long"],
		["http://010.0.0.1/", "leading-zero"],
		["http://1.2.3/", "short-form"],
		["http://256.1.1.1/", "not-a-target"],
		["http://0x7f.1/", "not-a-target"],
		["http://2130706433/", "not-a-target"],
		["http://[fe80::1%25eth0]/", "zone-id"],
		["http://[192.0.2.1]/", "not-a-target"],
		["http://localhost/", "single-label-host"],
		["http://exa mple.nl/", "not-a-target"],
		["http://example.nl\u0009.evil.example/", "not-a-target"],
		["http://%31%39%32.0.2.1/", "not-a-target"],
		["http://１９２.0.2.1/", "not-a-target"],
		["http://", "not-a-target"],
		["http://example.nl:99999/", "not-a-target"],
		["ssh://example.nl/", "not-a-target"],
	])("refuses %j: %s", (text, reason) => {
		expect(parseTarget(text)).toEqual({ ok: false, reason });
	});

	it("reads the host after the last @ of a URL, as a browser does", () => {
		expect(parseTarget("http://good.example@evil.example/")).toMatchObject({
			target: { host: "evil.example", text: "http://evil.example/" },
		});
		expect(textOf("http://192.0.2.1\\@evil.example/")).toMatch(/^http:\/\/192\.0\.2\.1\//);
	});

	it("gives a URL with an address as its host that address as range", () => {
		expect(parseTarget("http://192.0.2.1/")).toMatchObject({
			target: { host: "192.0.2.1", range: { version: 4, first: 0xc0000201n, last: 0xc0000201n } },
		});
		expect(parseTarget("http://example.nl/")).toMatchObject({ target: { host: "example.nl", range: null } });
	});

	it("agrees with ip-num on every IPv4 and IPv6 address", () => {
		fc.assert(
			fc.property(fc.bigInt(0n, 2n ** 32n - 1n), (value) => {
				const text = IPv4.fromNumber(value).toString();
				expect(parseTarget(text)).toMatchObject({ ok: true, target: { text, range: { first: value, last: value } } });
			}),
		);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.bigInt(0n, 2n ** 128n - 1n),
					fc.bigInt(0n, 2n ** 20n).map((low) => (0x20010db8n << 96n) + low),
				),
				(value) => {
					const parsed = parseTarget(IPv6.fromBigInt(value).toString());
					const mapped = value >> 32n === 0xffffn;
					const first = mapped ? value & 0xffffffffn : value;
					expect(parsed).toMatchObject({
						ok: true,
						target: { range: { version: mapped ? 4 : 6, first, last: first } },
					});
				},
			),
		);
	});

	it("agrees with ip-num on every network", () => {
		fc.assert(
			fc.property(cidr4, ({ first, prefix }) => {
				const oracle = IPv4CidrRange.fromCidr(`${IPv4.fromNumber(first).toString()}/${prefix}`);
				expect(parseTarget(oracle.toCidrString())).toMatchObject({
					target: { range: { first: oracle.getFirst().getValue(), last: oracle.getLast().getValue() } },
				});
			}),
		);
		fc.assert(
			fc.property(cidr6, ({ first, prefix }) => {
				fc.pre(first >> 32n !== 0xffffn);
				const oracle = IPv6CidrRange.fromCidr(`${IPv6.fromBigInt(first).toString()}/${prefix}`);
				expect(parseTarget(oracle.toCidrString())).toMatchObject({
					target: { range: { first: oracle.getFirst().getValue(), last: oracle.getLast().getValue() } },
				});
			}),
		);
	});

	it("never takes for an address what ip-num refuses, and never reads it in another way", () => {
		fc.assert(
			fc.property(nearAddress, (text) => {
				const parsed = parseTarget(text);
				if (!parsed.ok || parsed.target.kind !== "address" || /[-/]/.test(text) || parsed.port !== null) return;
				const oracle = oracleValue(text);
				if (oracle === null) throw new Error(`ip-num refuses ${text}`);
				expect(parsed.target.range.first).toBe(oracle >> 32n === 0xffffn ? oracle & 0xffffffffn : oracle);
			}),
			{ numRuns: 2000 },
		);
	});

	it("gives a text that reads back as itself", () => {
		const span = fc.tuple(fc.bigInt(0n, 2n ** 32n - 1n), fc.bigInt(0n, 2n ** 20n)).map(([first, size]) => {
			const last = first + size < 2n ** 32n ? first + size : first;
			return `${renderAddress(4, first)}-${renderAddress(4, last)}`;
		});
		const any = fc.oneof(
			span,
			cidr4.map(({ first, prefix }) => `${renderAddress(4, first)}/${prefix}`),
			cidr6.map(({ first, prefix }) => `${renderAddress(6, first)}/${prefix}`),
			fc.webUrl({ withQueryParameters: true, withFragments: true }),
			fc.domain(),
			fc.ipV6(),
			nearAddress,
			fc.string({ unit: "binary" }),
		);
		fc.assert(
			fc.property(any, (text) => {
				const parsed = parseTarget(text);
				if (!parsed.ok) return;
				expect(parseTarget(parsed.target.text)).toEqual({ ok: true, target: parsed.target, port: null });
				if (parsed.target.kind !== "host" && parsed.target.kind !== "url") {
					expect(renderRange(parsed.target.range)).toBe(parsed.target.text);
				}
			}),
			{ numRuns: 1000 },
		);
	});
});
