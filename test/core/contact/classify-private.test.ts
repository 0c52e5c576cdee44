import { describe, expect, it } from "vitest";
import { type ContactRules, classify, mailableOf } from "../../../src/core/contact/classify.ts";
import type { Contact } from "../../../src/core/contact/contact.ts";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import { ruleIndex } from "../../../src/core/contact/rule-index.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";

const range = parseRegisteredRange("192.0.2.0/24") as AddressRange;
const contact: Contact = {
	...{ range, leaf: true, operator: "Polder B.V.", mailboxes: ["abuse@polder.example"], unreadable: null },
	...{ suspect: false, others: [], netname: null, organisationCountry: "NL", rangeCountry: "NL" },
	...{ delegatedCountry: null, asn: null, source: "registry", path: ["inetnum"], asOf: "2026-11-21T12:00:00.000Z" },
};
const rules: ContactRules = {
	...{ optOuts: ruleIndex([]), directory: ruleIndex([]), badMailboxes: new Set(), countries: ["NL"] },
	...{ consumerDomains: new Set(["ziggo.nl"]), freshSince: "2026-01-01T00:00:00.000Z" },
};
const classified = (change: Partial<Contact>) =>
	classify({ range, host: null, asn: null }, { ...contact, ...change }, rules);

describe("classify, of private persons", () => {
	it.each([
		[{ mailboxes: ["boot@ziggo.nl"] }, "consumer-mail-domain"],
		[{ mailboxes: ["j.jansen@polder.example"] }, "names-a-person"],
		[{ mailboxes: ["schuitje@polder.example"] }, "names-no-role"],
		[{ operator: "Jan de Vries", mailboxes: ["abuse@devries.example"] }, "natural-person"],
		[{ operator: "Jan de Vries", organisationCountry: null, rangeCountry: null }, "natural-person"],
	] as const)("holds %j: %s", (change, reason) => {
		expect(classified(change)).toMatchObject({ bucket: "private-looking", reason });
	});

	it("uses the roles alone where people stand beside them", () => {
		const mailboxes = ["boot@ziggo.nl", "abuse@polder.example", "schuitje@polder.example"];
		expect(classified({ mailboxes })).toMatchObject({ bucket: null, mailboxes: ["abuse@polder.example"] });
	});

	it("offers no mailbox of a person, nor a natural person's role", () => {
		const others = [
			{ operator: "Jan de Vries", mailboxes: ["abuse@devries.example"], path: [] },
			{ operator: "Wad B.V.", mailboxes: ["jan@wad.example", "noc@wad.example"], path: ["inetnum"] },
		];
		expect(classified({ mailboxes: [], others }).offers).toEqual([
			{ operator: "Wad B.V.", mailboxes: ["noc@wad.example"], path: ["inetnum"], source: "registry" },
		]);
		expect(mailableOf(["security@jandevries.example", "security@shop.example"], rules)).toEqual([
			"security@shop.example",
		]);
	});
});

describe("classify, of countries that disagree", () => {
	it.each([
		[{ organisationCountry: "BE" }, "BE", "country: organisation BE, network NL"],
		[{ organisationCountry: "NL", rangeCountry: "DE" }, "NL", "country: organisation NL, network DE"],
		[{ organisationCountry: null, delegatedCountry: "DE" }, "DE", "country: block DE, network NL"],
	])("names both of %j", (change, country, line) => {
		expect(classified(change)).toMatchObject({
			...{ bucket: "country-unclear", reason: "countries-disagree", country },
			path: ["inetnum", line],
		});
	});

	it("takes the block's country where the organisation has none", () => {
		const none = { organisationCountry: null, rangeCountry: null };
		expect(classified({ ...none, delegatedCountry: "NL" })).toMatchObject({ bucket: null, country: "NL" });
		expect(classified({ ...none, delegatedCountry: "DE" })).toMatchObject({ bucket: "abroad", country: "DE" });
		expect(classified(none)).toMatchObject({ bucket: "country-unclear", reason: "country-unknown", country: null });
	});
});
