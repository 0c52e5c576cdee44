import type { ContactRules, DirectoryRule, Question } from "../../../src/core/contact/classify.ts";
import type { Contact } from "../../../src/core/contact/contact.ts";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import { type Resolution, unresolved } from "../../../src/core/contact/resolution.ts";
import { type Rule, ruleIndex } from "../../../src/core/contact/rule-index.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";

export const range = (text: string) => parseRegisteredRange(text) as AddressRange;
export const about = (text: string): Question => ({ range: range(text), host: null, asn: null });

/** A contact in scope, as the registry gives it. */
export const polder: Contact = {
	...{ range: range("192.0.2.0/24"), leaf: true, operator: "Polder", netname: "POLDER-NET", asn: 64496 },
	...{ mailboxes: ["abuse@polder.example"], unreadable: null, suspect: false, others: [] },
	...{ organisationCountry: "NL", rangeCountry: "NL", delegatedCountry: null },
	...{ source: "registry", path: ["inetnum 192.0.2.0 - 192.0.2.255"], asOf: "2026-11-21T12:00:00.000Z" },
};

/** That contact, judged as to be mailed. */
export const mailed: Resolution = {
	...unresolved("no-contact", "no-mailbox"),
	...{ bucket: null, reason: null, operator: "Polder", mailboxes: ["abuse@polder.example"] },
	...{ operatorKey: "abuse@polder.example", country: "NL", asn: 64496, range: "192.0.2.0/24" },
	...{ source: "registry", path: polder.path, asOf: polder.asOf },
};

export function rulesOf(change: {
	readonly optOuts?: readonly Rule[];
	readonly directory?: readonly DirectoryRule[];
	readonly badMailboxes?: readonly string[];
}): ContactRules {
	return {
		optOuts: ruleIndex(change.optOuts ?? []),
		directory: ruleIndex(change.directory ?? []),
		countries: ["NL"],
		badMailboxes: new Set(change.badMailboxes ?? []),
		consumerDomains: new Set(["ziggo.nl"]),
		freshSince: "2026-11-01T00:00:00.000Z",
	};
}
