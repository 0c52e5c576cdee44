import { describe, expect, it } from "vitest";
import { checkSpf, type SpfOutcome } from "../../../src/core/deliverability/check-spf.ts";
import { address, type Zone, zoneDns } from "./zone.ts";

const sender = { local: "strong-bad", domain: "email.example.com" };

const check = (zone: Zone, from: string | null, domain = "example.com"): Promise<SpfOutcome> =>
	checkSpf({ domain, sender, helo: "mx.example.org", address: from === null ? null : address(from) }, zoneDns(zone));
const result = async (zone: Zone, from: string, domain?: string) => (await check(zone, from, domain)).result;
const spf = (record: string): Zone => ({ "example.com": { TXT: [record] } });

/** RFC 7208, appendix A. */
const appendix: Zone = {
	"example.com": { A: ["192.0.2.10", "192.0.2.11"], MX: ["mail-a.example.com", "mail-b.example.com"] },
	"amy.example.com": { A: ["192.0.2.65"] },
	"mail-a.example.com": { A: ["192.0.2.129"] },
	"mail-b.example.com": { A: ["192.0.2.130"] },
	"example.org": { MX: ["mail-c.example.org"] },
	"mail-c.example.org": { A: ["192.0.2.140"] },
	"192.0.2.10": { PTR: ["example.com"] },
	"192.0.2.65": { PTR: ["amy.example.com"] },
	"192.0.2.140": { PTR: ["mail-c.example.org"] },
	"10.0.0.4": { PTR: ["bob.example.com"] },
};
const withRecord = (record: string): Zone => ({
	...appendix,
	"example.com": { ...appendix["example.com"], TXT: [record] },
});

describe("what a receiver makes of an SPF record", () => {
	it.each([
		["v=spf1 +all", ["192.0.2.1"], []],
		["v=spf1 a -all", ["192.0.2.10", "192.0.2.11"], ["192.0.2.65"]],
		["v=spf1 a:example.org -all", [], ["192.0.2.10", "192.0.2.140"]],
		["v=spf1 mx -all", ["192.0.2.129", "192.0.2.130"], ["192.0.2.10"]],
		["v=spf1 mx:example.org -all", ["192.0.2.140"], ["192.0.2.129"]],
		["v=spf1 mx mx:example.org -all", ["192.0.2.129", "192.0.2.130", "192.0.2.140"], ["192.0.2.65"]],
		["v=spf1 mx/30 mx:example.org/30 -all", ["192.0.2.131", "192.0.2.143"], ["192.0.2.132", "192.0.2.144"]],
		["v=spf1 ptr -all", ["192.0.2.10", "192.0.2.65"], ["192.0.2.140", "10.0.0.4"]],
		["v=spf1 ip4:192.0.2.128/28 -all", ["192.0.2.129", "192.0.2.140"], ["192.0.2.65"]],
		["v=spf1 ip6:2001:db8::/32 -all", ["2001:db8:1::1"], ["2001:db9::1", "192.0.2.1"]],
	])("the examples of RFC 7208, A.1: %s", async (record, passing, failing) => {
		for (const from of passing) expect([from, await result(withRecord(record), from)]).toEqual([from, "pass"]);
		for (const from of failing) expect([from, await result(withRecord(record), from)]).toEqual([from, "fail"]);
	});

	it("includes, redirects and lists by name (A.2 to A.4)", async () => {
		const zone: Zone = {
			...appendix,
			"example.org": { ...appendix["example.org"], TXT: ["v=spf1 include:example.com include:example.net -all"] },
			"example.com": { ...appendix["example.com"], TXT: ["v=spf1 mx -all"] },
			"example.net": { TXT: ["v=spf1 ip4:192.0.2.200 ~all"] },
			"la.example.org": { TXT: ["v=spf1 redirect=example.org"] },
			"listed.example": { TXT: ["v=spf1 -ip4:192.0.2.0/24 exists:%{ir}.%{l1r+-}._spf.%{d} ?all"] },
			"4.0.0.10.strong._spf.listed.example": { A: ["127.0.0.2"] },
		};
		expect(await result(zone, "192.0.2.129", "example.org")).toBe("pass");
		expect(await result(zone, "192.0.2.200", "la.example.org")).toBe("pass");
		expect(await result(zone, "192.0.2.65", "la.example.org")).toBe("fail");
		expect(await result(zone, "10.0.0.4", "listed.example")).toBe("pass");
		expect(await result(zone, "10.0.0.5", "listed.example")).toBe("neutral");
		expect(await result(zone, "192.0.2.1", "listed.example")).toBe("fail");
	});

	it("says nothing where nothing is said", async () => {
		expect(await result({}, "192.0.2.1")).toBe("none");
		expect(await result(spf("some other text"), "192.0.2.1")).toBe("none");
		expect(await result(spf("v=spf1"), "192.0.2.1")).toBe("neutral");
		expect(await result(spf("v=spf1 ~all"), "192.0.2.1")).toBe("softfail");
	});

	it("tells an error in the record from a DNS that does not answer", async () => {
		const cases: readonly [Zone, string, SpfOutcome["trouble"]][] = [
			[spf("v=spf1 ip4:1.2.3 -all"), "permerror", { kind: "syntax", domain: "example.com", term: "ip4:1.2.3" }],
			[
				{ "example.com": { TXT: ["v=spf1 -all", "v=spf1 a"] } },
				"permerror",
				{ kind: "several-records", domain: "example.com", term: null },
			],
			[
				spf("v=spf1 include:none.example -all"),
				"permerror",
				{ kind: "no-record", domain: "example.com", term: "include:none.example" },
			],
			[
				spf("v=spf1 redirect=none.example"),
				"permerror",
				{ kind: "no-record", domain: "example.com", term: "redirect=none.example" },
			],
			[{ "example.com": { TXT: null } }, "temperror", { kind: "no-answer", domain: "example.com", term: null }],
			...["a", "mx", "exists:x.example.com", "mx:m.example"].map((term): [Zone, string, SpfOutcome["trouble"]] => [
				{
					"example.com": { TXT: [`v=spf1 ${term} -all`], A: null, MX: null },
					"x.example.com": { A: null },
					"m.example": { MX: ["y.example"] },
					"y.example": { A: null },
				},
				"temperror",
				{ kind: "no-answer", domain: "example.com", term },
			]),
		];
		for (const [zone, expected, trouble] of cases)
			expect(await check(zone, "192.0.2.1")).toMatchObject({ result: expected, trouble });
	});

	it("stops at more than 10 look-ups and more than 2 empty answers, and counts a whole record beyond that", async () => {
		const names = Array.from({ length: 12 }, (_, at) => `h${at}.example`);
		const hosts = Object.fromEntries(names.map((name) => [name, { A: ["192.0.2.9"] }]));
		const many = { ...hosts, ...spf(`v=spf1 ${names.map((name) => `a:${name}`).join(" ")} -all`) };
		expect(await check(many, "192.0.2.1")).toMatchObject({
			result: "permerror",
			trouble: { kind: "many-lookups", domain: "example.com", term: "a:h10.example" },
			lookups: 11,
		});
		expect(await check(many, "192.0.2.9")).toMatchObject({ result: "pass", lookups: 1 });
		expect(await check(many, null)).toEqual({ result: "fail", trouble: null, lookups: 12, voids: 0 });

		const empty = spf("v=spf1 a mx exists:x.example a:y.example -all");
		expect(await check(empty, "192.0.2.1")).toMatchObject({
			result: "permerror",
			trouble: { kind: "many-voids", term: "exists:x.example" },
		});
		expect(await check(empty, null)).toEqual({ result: "fail", trouble: null, lookups: 4, voids: 3 });
	});

	it("ends with a record that includes itself, and with one that names too many servers", async () => {
		const loop = spf("v=spf1 include:example.com -all");
		expect(await check(loop, "192.0.2.1")).toMatchObject({ trouble: { kind: "many-lookups" }, lookups: 11 });
		expect(await check(loop, null)).toMatchObject({ trouble: { kind: "many-lookups" }, lookups: 41 });
		const servers = Array.from({ length: 11 }, (_, at) => `m${at}.example`);
		const wide = { "example.com": { TXT: ["v=spf1 mx -all"], MX: servers } };
		expect(await check(wide, "192.0.2.1")).toMatchObject({
			result: "permerror",
			trouble: { kind: "many-servers", domain: "example.com", term: "mx" },
		});
	});

	it("counts a whole record as a mail from nowhere, of which nothing is known", async () => {
		const zone: Zone = {
			"example.com": {
				TXT: ["v=spf1 ip4:0.0.0.0/0 a include:open.example ptr exists:%{i}.example.com redirect=end.example"],
				A: ["192.0.2.1"],
			},
			"open.example": { TXT: ["v=spf1 +all"] },
			"end.example": { TXT: ["v=spf1 ?all"] },
		};
		expect(await check(zone, null)).toEqual({ result: "neutral", trouble: null, lookups: 5, voids: 0 });
		const half = { "example.com": { TXT: ["v=spf1 a -all"], A: ["192.0.2.1"], AAAA: null } };
		expect(await check(half, null)).toMatchObject({ result: "temperror" });
	});

	it("passes over a reverse DNS that fails", async () => {
		const zone: Zone = { ...spf("v=spf1 ptr -all"), "192.0.2.1": { PTR: null } };
		expect(await check(zone, "192.0.2.1")).toMatchObject({ result: "fail", voids: 1 });
		const forward: Zone = {
			...spf("v=spf1 ptr -all"),
			"192.0.2.1": { PTR: ["x.example.com"] },
			"x.example.com": { A: null },
		};
		expect(await result(forward, "192.0.2.1")).toBe("fail");
	});
});
