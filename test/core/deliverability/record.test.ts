import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandMacros, reverseName } from "../../../src/core/deliverability/expand-macros.ts";
import { dkimRecord, spfRecord, zoneLine } from "../../../src/core/deliverability/record.ts";
import { parseTagList } from "../../../src/core/deliverability/tag-list.ts";
import { address } from "./zone.ts";

describe("the records to publish", () => {
	it("a zone line has the value in strings of at most 255, with quotes and backslashes marked", () => {
		const printable = fc.string({ unit: fc.stringMatching(/^[ -~]$/), maxLength: 900 });
		fc.assert(
			fc.property(printable, (value) => {
				const line = zoneLine({ name: "s._domainkey.example.nl", value });
				const [, data = ""] = /^s\._domainkey\.example\.nl\. IN TXT (.+)$/.exec(line) ?? [];
				const strings = [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => text.replace(/\\(.)/g, "$1"));
				expect(strings.join("")).toBe(value);
				expect(Math.max(...strings.map(({ length }) => length))).toBeLessThanOrEqual(255);
				expect(data).toBe(strings.map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`).join(" "));
			}),
		);
	});

	it("a DKIM record has the key under the selector", () => {
		expect(dkimRecord({ selector: "s2026", domain: "example.nl" }, "MIIB")).toEqual({
			name: "s2026._domainkey.example.nl",
			type: "TXT",
			value: "v=DKIM1; k=rsa; p=MIIB",
		});
	});

	it.each([
		[[], ["192.0.2.1", "2001:db8::1"], "v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 ~all"],
		[["v=spf1 mx -all"], ["192.0.2.1"], "v=spf1 mx ip4:192.0.2.1 -all"],
		[["v=spf1 mx +all"], [], "v=spf1 mx ~all"],
		[["v=spf1 all"], ["192.0.2.1"], "v=spf1 ip4:192.0.2.1 ~all"],
		[["v=spf1 a redirect=x.nl"], ["192.0.2.1"], "v=spf1 a ip4:192.0.2.1 redirect=x.nl"],
		[["v=spf1 mx a -all", "v=spf1 a include:x.nl ?all"], ["192.0.2.1"], "v=spf1 mx a include:x.nl ip4:192.0.2.1 ~all"],
		[["v=spf1 ip4:192.0.2.1", "something else"], ["192.0.2.1"], "v=spf1 ip4:192.0.2.1 ~all"],
	])("an SPF record keeps what %j allow, and adds %j", (present, ips, value) => {
		expect(spfRecord("example.nl", present, ips.map(address))).toEqual({ name: "example.nl", type: "TXT", value });
	});
});

describe("the macros of SPF", () => {
	const values = {
		domain: "email.example.com",
		sender: { local: "strong-bad", domain: "email.example.com" },
		address: address("192.0.2.3"),
		helo: "mx.example.org",
	};
	/** RFC 7208, section 7.4. */
	it.each([
		["%{s}", "strong-bad@email.example.com"],
		["%{o}", "email.example.com"],
		["%{d4}", "email.example.com"],
		["%{d1}", "com"],
		["%{d2}", "example.com"],
		["%{dr}", "com.example.email"],
		["%{d2r}", "example.email"],
		["%{l}", "strong-bad"],
		["%{l-}", "strong.bad"],
		["%{lr}", "strong-bad"],
		["%{lr-}", "bad.strong"],
		["%{l1r-}", "strong"],
		["%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"],
		["%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"],
		["%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"],
		["%{h}.%{p}.", "mx.example.org.unknown"],
		["%{S}", "strong-bad%40email.example.com"],
		["a%%b%_c%-d", "a%b c%20d"],
	])("%s", (spec, expected) => {
		expect(expandMacros(spec, values)).toBe(expected);
	});

	it("an IPv6 address is told by its nibbles, and what is too long loses labels on the left", () => {
		const six = { ...values, address: address("2001:db8::cb01") };
		expect(expandMacros("%{ir}.%{v}._spf.%{d2}", six)).toBe(
			"1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com",
		);
		const long = expandMacros(`${"abcdefgh.".repeat(40)}%{d}`, values);
		expect(long.length).toBeLessThanOrEqual(253);
		expect(long).toMatch(/^abcdefgh\..*\.email\.example\.com$/);
		expect(expandMacros("x".repeat(300), values)).toHaveLength(300);
	});

	it("reverse DNS has a name for each address", () => {
		expect(reverseName(address("192.0.2.3"))).toBe("3.2.0.192.in-addr.arpa");
		expect(reverseName(address("2001:db8::1"))).toMatch(/^1\.0\.0\..*8\.b\.d\.0\.1\.0\.0\.2\.ip6\.arpa$/);
	});
});

describe("a list of tags", () => {
	it("is read with white space round its parts, and with or without a sign at its end", () => {
		const expected = new Map([
			["v", "DKIM1"],
			["p", "a b="],
			["t", ""],
		]);
		expect(parseTagList(" V = DKIM1 ;p=a b=; t= ;")).toEqual(expected);
		expect(parseTagList("v=DKIM1;p=a b=;t=")).toEqual(expected);
		expect(parseTagList("")).toEqual(new Map());
	});

	it.each(["v", "v=1;;p=2", "=1", "1v=1", "v=1; V=2", "v p=1"])("is none: %s", (text) => {
		expect(parseTagList(text)).toBeNull();
	});
});
