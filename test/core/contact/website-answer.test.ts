import { describe, expect, it } from "vitest";
import { countryOfHost } from "../../../src/core/contact/country-of-host.ts";
import { nameSiteAbroad } from "../../../src/core/contact/name-site-abroad.ts";
import { unresolved } from "../../../src/core/contact/resolution.ts";
import type { SecurityTxt } from "../../../src/core/contact/security-txt.ts";
import { freshUntil, type WebsiteAnswer, websiteReason } from "../../../src/core/contact/website-answer.ts";

const asOf = "2026-11-25T08:00:00.000Z";

function found(change: Partial<SecurityTxt> = {}): WebsiteAnswer {
	const file: SecurityTxt = {
		...{ url: "https://a.nl/.well-known/security.txt", mailboxes: ["security@a.nl"], contacts: [] },
		...{ expires: "2027-06-01T00:00:00.000Z", problems: [], remarks: [], signed: false },
		...{ policy: [], encryption: [], languages: [] },
		...change,
	};
	return { kind: "found", file, asOf };
}

describe("a website's answer may be used again", () => {
	it.each([
		["for seven days", found(), "2026-12-02T08:00:00.000Z"],
		["until it expires", found({ expires: "2026-11-28T00:00:00.000Z" }), "2026-11-28T00:00:00.000Z"],
		["for seven days without Expires", found({ expires: null }), "2026-12-02T08:00:00.000Z"],
		["for a day when it is wrong", found({ problems: ["expired"], mailboxes: [] }), "2026-11-26T08:00:00.000Z"],
		["for a day when there is none", { kind: "none", asOf } as const, "2026-11-26T08:00:00.000Z"],
		["not at all when it failed", { kind: "failed", reason: "time-out" } as const, null],
	])("%s", (_how, answer, until) => {
		expect(freshUntil(answer)).toBe(until);
	});
});

describe("a website's answer tells why nobody can be mailed", () => {
	it.each([
		[found(), null],
		[found({ mailboxes: [] }), "security-txt-no-mailbox"],
		[found({ mailboxes: [], problems: ["expired", "other-domain"] }), "security-txt-expired"],
		[{ kind: "none", asOf } as const, "security-txt-none"],
		[{ kind: "failed", reason: "site-certificate" } as const, "site-certificate"],
	])("%#", (answer, reason) => {
		expect(websiteReason(answer)).toBe(reason);
	});
});

describe("the country of a host", () => {
	it.each([
		["www.winkel.nl", "NL"],
		["shop.co.uk", "GB"],
		["x.gb", "GB"],
		["site.ac", "SH"],
		["europa.eu", null],
		["old.su", null],
		["example.com", null],
		["gemeente.amsterdam", null],
		["xn--80a.xn--p1ai", "RU"],
		["xn--a.xn--unknown", null],
		["nl", "NL"],
		["constructor", null],
	])("%s: %s", (host, country) => {
		expect(countryOfHost(host)).toBe(country);
	});
});

describe("a site abroad under the hotline's own top domain", () => {
	const abroad = unresolved("abroad", "organisation-abroad");
	it("has a reason of its own", () => {
		expect(nameSiteAbroad("www.winkel.nl", abroad, ["BE", "nl"])).toEqual({ ...abroad, reason: "site-abroad" });
		expect(nameSiteAbroad("shop.co.uk", abroad, ["GB"])).toMatchObject({ bucket: "abroad", reason: "site-abroad" });
	});
	it.each([
		["under another country's", "winkel.be", abroad],
		["under no country's", "winkel.com", abroad],
		["at home", "winkel.nl", unresolved("no-contact", "no-mailbox")],
		["abroad for another reason", "winkel.nl", { ...abroad, reason: null }],
	])("and %s it stays as it is", (_where, host, resolution) => {
		expect(nameSiteAbroad(host, resolution, ["NL"])).toBe(resolution);
	});
});
