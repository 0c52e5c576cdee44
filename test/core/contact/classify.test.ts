import { describe, expect, it } from "vitest";
import {
	type ContactRules,
	classify,
	type DirectoryRule,
	type Question,
	settleByRules,
} from "../../../src/core/contact/classify.ts";
import { combine } from "../../../src/core/contact/combine.ts";
import type { Contact } from "../../../src/core/contact/contact.ts";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import { unresolved } from "../../../src/core/contact/resolution.ts";
import { type Rule, ruleIndex } from "../../../src/core/contact/rule-index.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";

const range = (text: string) => parseRegisteredRange(text) as AddressRange;
const about = (text: string): Question => ({ range: range(text), host: null, asn: null });

const contact: Contact = {
	range: range("192.0.2.0/24"),
	leaf: true,
	operator: "Polder",
	mailboxes: ["abuse@polder.example", "noc@polder.example"],
	unreadable: null,
	suspect: false,
	others: [],
	netname: null,
	delegatedCountry: null,
	organisationCountry: "NL",
	rangeCountry: "NL",
	asn: 64496,
	source: "registry",
	path: ["inetnum 192.0.2.0 - 192.0.2.255"],
	asOf: "2026-11-21T12:00:00.000Z",
};

function rules(optOuts: readonly Rule[] = [], directory: readonly DirectoryRule[] = []): ContactRules {
	return {
		optOuts: ruleIndex(optOuts),
		directory: ruleIndex(directory),
		countries: ["NL"],
		badMailboxes: new Set(),
		consumerDomains: new Set(["ziggo.nl"]),
		freshSince: "2026-11-01T00:00:00.000Z",
	};
}
const entry = (kind: DirectoryRule["kind"], value: string, ...mailboxes: string[]): DirectoryRule => ({
	kind,
	value,
	operator: `team's ${value}`,
	mailboxes: mailboxes.length > 0 ? mailboxes : ["cert@sector.example"],
});

describe("classify", () => {
	it("gives the operator of an answer in scope", () => {
		expect(classify(about("192.0.2.1"), contact, rules())).toEqual({
			bucket: null,
			operator: "Polder",
			mailboxes: ["abuse@polder.example", "noc@polder.example"],
			operatorKey: "abuse@polder.example,noc@polder.example",
			country: "NL",
			asn: 64496,
			source: "registry",
			range: "192.0.2.0/24",
			path: ["inetnum 192.0.2.0 - 192.0.2.255"],
			reason: null,
			doubts: [],
			offers: [],
			asOf: contact.asOf,
		});
	});

	it("doubts old data, and mailboxes that the registry itself could not reach", () => {
		const old = { ...contact, asOf: "2026-10-31T23:59:59.999Z" };
		expect(classify(about("192.0.2.1"), old, rules())).toMatchObject({ bucket: null, doubts: ["stale"] });
		expect(classify(about("192.0.2.1"), { ...contact, suspect: true }, rules()).doubts).toEqual(["suspect"]);
		expect(classify(about("192.0.2.1"), { ...old, suspect: true }, rules()).doubts).toEqual(["stale", "suspect"]);
	});

	const other = (operator: string, ...mailboxes: string[]) => ({ operator, mailboxes, path: [`org ${operator}`] });

	it("offers the other contacts on the way up, each set of mailboxes once, and nobody who may not be mailed", () => {
		const others = [
			other("Same", "NOC@polder.example", "abuse@polder.example"),
			other("Provider", "abuse@provider.example"),
			other("Provider again", "abuse@provider.example"),
			other("Person", "jan.jansen@person.example"),
			other("Gone", "abuse@gone.example"),
			other("Broken", "abuse@broken.example", "noc@broken.example"),
			...["a", "b", "c", "d"].map((name) => other(name, `abuse@${name}.example`)),
		];
		const given = {
			...rules([{ kind: "mailbox", value: "abuse@gone.example" }]),
			badMailboxes: new Set(["abuse@broken.example"]),
		};
		expect(
			classify(about("192.0.2.1"), { ...contact, others }, given).offers.map(({ operator, mailboxes }) => [
				operator,
				...mailboxes,
			]),
		).toEqual([
			["Provider", "abuse@provider.example"],
			["Broken", "noc@broken.example"],
			["a", "abuse@a.example"],
			["b", "abuse@b.example"],
			["c", "abuse@c.example"],
		]);
	});

	it("uses no mailbox that does not work: the remaining one, else none, with others to choose from", () => {
		const bad = (...mailboxes: string[]) => ({ ...rules(), badMailboxes: new Set(mailboxes) });
		expect(classify(about("192.0.2.1"), contact, bad("abuse@polder.example"))).toMatchObject({
			bucket: null,
			mailboxes: ["noc@polder.example"],
		});
		const others = [other("Provider", "abuse@provider.example")];
		const resolution = classify(
			about("192.0.2.1"),
			{ ...contact, others },
			bad("abuse@polder.example", "noc@polder.example"),
		);
		expect(resolution).toMatchObject({
			bucket: "bad-contact",
			reason: "mailbox-does-not-work",
			mailboxes: [],
			operatorKey: "",
			offers: [{ operator: "Provider", source: "registry", mailboxes: ["abuse@provider.example"] }],
		});
		expect(resolution.path.at(-1)).toBe("mailbox abuse@polder.example, noc@polder.example");
	});

	it("holds the directory to that too, and offers what the registry has", () => {
		const directory = [entry("cidr", "192.0.2.0/24")];
		const given = { ...rules([], directory), badMailboxes: new Set(["cert@sector.example"]) };
		expect(classify(about("192.0.2.1"), contact, given)).toMatchObject({
			bucket: "bad-contact",
			operator: "team's 192.0.2.0/24",
			source: "directory",
			mailboxes: [],
			offers: [{ operator: "Polder", source: "registry", mailboxes: contact.mailboxes }],
		});
		expect(settleByRules(about("192.0.2.1"), null, given)).toMatchObject({ bucket: "bad-contact", offers: [] });
	});

	it("shows what stands where a mailbox should, and makes none of it", () => {
		const resolution = classify(
			about("192.0.2.1"),
			{ ...contact, mailboxes: [], unreadable: "abuse at polder" },
			rules(),
		);
		expect(resolution).toMatchObject({ bucket: "no-contact", reason: "unreadable-mailbox", mailboxes: [] });
		expect(resolution.path.at(-1)).toBe("abuse-mailbox: “abuse at polder”");
	});

	it.each([
		[{ organisationCountry: "DE", rangeCountry: null }, "abroad", "organisation-abroad"],
		[{ organisationCountry: "DE" }, "country-unclear", "countries-disagree"],
		[{ organisationCountry: null, rangeCountry: null }, "country-unclear", "country-unknown"],
		[{ mailboxes: [] }, "no-contact", "no-mailbox"],
		[{ mailboxes: ["jan.jansen@polder.example"] }, "private-looking", "names-a-person"],
		[{ mailboxes: ["boot@ziggo.nl"], organisationCountry: null }, "private-looking", "consumer-mail-domain"],
	] as const)("puts %j in the bucket %s", (change, bucket, reason) => {
		expect(classify(about("192.0.2.1"), { ...contact, ...change }, rules())).toMatchObject({ bucket, reason });
	});

	it("leaves a person's mailbox out where a role stands beside it", () => {
		const mixed = { ...contact, mailboxes: ["jan.jansen@polder.example", "abuse@polder.example"] };
		expect(classify(about("192.0.2.1"), mixed, rules())).toMatchObject({
			bucket: null,
			mailboxes: ["abuse@polder.example"],
			operatorKey: "abuse@polder.example",
		});
	});

	it("keeps no person's mailbox of an operator abroad", () => {
		const abroad = { ...contact, organisationCountry: "DE", rangeCountry: "DE" };
		const person = { ...abroad, mailboxes: ["hans.muster@deich.example"] };
		expect(classify(about("192.0.2.1"), person, rules())).toMatchObject({
			bucket: "abroad",
			mailboxes: [],
			operatorKey: "",
		});
		expect(classify(about("192.0.2.1"), abroad, rules()).mailboxes).toEqual(contact.mailboxes);
	});

	it.each([
		[{ kind: "cidr", value: "192.0.2.0/25" }, "network-opted-out"],
		[{ kind: "asn", value: "AS64496" }, "as-opted-out"],
	] as const)("leaves out what opted out: %j", (optOut, reason) => {
		const resolution = classify(about("192.0.2.1"), contact, rules([optOut], [entry("cidr", "192.0.2.0/24")]));
		expect(resolution).toMatchObject({ bucket: "opted-out", reason, operator: "Polder", mailboxes: [] });
	});

	it("does not mail about a network of which a part opted out", () => {
		const resolution = classify(about("192.0.2.0/24"), contact, rules([{ kind: "cidr", value: "192.0.2.8/29" }]));
		expect(resolution).toMatchObject({ bucket: "opted-out", reason: "part-of-network-opted-out" });
	});

	it("mails the remaining mailboxes, and nobody when all opted out", () => {
		const one: Rule = { kind: "mailbox", value: "NOC@polder.example" };
		expect(classify(about("192.0.2.1"), contact, rules([one])).mailboxes).toEqual(["abuse@polder.example"]);
		const whole: Rule = { kind: "domain", value: "polder.example" };
		expect(classify(about("192.0.2.1"), contact, rules([whole]))).toMatchObject({
			bucket: "opted-out",
			reason: "mailbox-opted-out",
			mailboxes: [],
		});
	});

	it("puts the directory before the answer: network, AS number, domain", () => {
		const byAsn = entry("asn", "AS64496");
		const byNetwork = entry("cidr", "192.0.2.0/24");
		const abroad = { ...contact, organisationCountry: "DE" };
		expect(classify(about("192.0.2.1"), abroad, rules([], [byAsn, byNetwork]))).toMatchObject({
			bucket: null,
			operator: "team's 192.0.2.0/24",
			source: "directory",
			path: ["directory 192.0.2.0/24"],
			asn: 64496,
		});
		expect(classify(about("192.0.2.1"), contact, rules([], [byAsn])).operator).toBe("team's AS64496");
	});

	it("trusts the team's mailboxes, whatever they look like, but not against an opt-out", () => {
		const own = entry("cidr", "192.0.2.0/24", "jan.jansen@gmail.com", "cert@sector.example");
		expect(classify(about("192.0.2.1"), contact, rules([], [own]))).toMatchObject({ bucket: null });
		const optOut: Rule = { kind: "mailbox", value: "cert@sector.example" };
		expect(classify(about("192.0.2.1"), contact, rules([optOut], [own])).mailboxes).toEqual(["jan.jansen@gmail.com"]);
		const only = entry("cidr", "192.0.2.0/24", "cert@sector.example");
		expect(classify(about("192.0.2.1"), contact, rules([optOut], [only]))).toMatchObject({
			bucket: "opted-out",
			reason: "mailbox-opted-out",
			source: "directory",
		});
	});
});

describe("settleByRules", () => {
	it("settles a host by its domain, opt-outs first", () => {
		const host: Question = { range: null, host: "www.shop.example", asn: null };
		const directory = [entry("domain", "shop.example")];
		expect(settleByRules(host, null, rules([], directory))).toMatchObject({ bucket: null, range: null, country: null });
		const optOut: Rule = { kind: "domain", value: "example" };
		expect(settleByRules(host, null, rules([optOut], directory))).toMatchObject({
			bucket: "opted-out",
			reason: "domain-opted-out",
			operator: "",
		});
		expect(settleByRules(host, null, rules())).toBeNull();
	});

	it("settles an AS number", () => {
		const asn: Question = { range: null, host: null, asn: 64496 };
		expect(settleByRules(asn, null, rules([], [entry("asn", "AS64496")]))).toMatchObject({ asn: 64496, range: null });
		expect(settleByRules(asn, null, rules())).toBeNull();
		expect(classify(asn, contact, rules())).toMatchObject({ range: null, asn: 64496, operator: "Polder" });
	});

	it("leaves a network to a person when the directory knows only a part of it", () => {
		const directory = [entry("cidr", "192.0.2.128/25")];
		expect(settleByRules(about("192.0.2.0/24"), null, rules([], directory))).toMatchObject({
			bucket: "several-operators",
			reason: "several-networks-inside",
		});
	});
});

describe("combine, of doubts and offers", () => {
	const offer = (mailbox: string) => ({ operator: "P", mailboxes: [mailbox], source: "registry" as const, path: [] });
	const one = classify(about("192.0.2.1"), contact, rules());

	it("doubts what is doubted of any, and offers only what is offered for all", () => {
		const first = { ...one, doubts: ["stale" as const], offers: [offer("a@p.example"), offer("b@p.example")] };
		const second = { ...one, doubts: ["suspect" as const, "stale" as const], offers: [offer("B@p.example")] };
		const both = combine([first, second], "several-addresses");
		expect(both.doubts).toEqual(["stale", "suspect"]);
		expect(both.offers.map(({ mailboxes }) => mailboxes[0])).toEqual(["b@p.example"]);
		expect(combine([first, one], "several-addresses").offers).toEqual([]);
	});
});

describe("combine", () => {
	const good = classify(about("192.0.2.1"), contact, rules());
	const other = { ...good, operatorKey: "abuse@other.example", path: ["inetnum other"] };
	const failed = unresolved("lookup-failed", "time-out");

	it("keeps what is the same operator", () => {
		expect(combine([good, { ...good, range: null }], "several-addresses")).toEqual(good);
	});
	it("tells several operators apart", () => {
		expect(combine([good, other], "several-addresses")).toEqual({
			...unresolved("several-operators", "several-addresses"),
			path: [...good.path, "inetnum other"],
		});
	});
	it("keeps a bucket that all share, without an operator", () => {
		const abroad = { ...good, bucket: "abroad" as const, reason: "organisation-abroad" as const };
		expect(combine([abroad, { ...abroad, operatorKey: "x@y.example" }], "several-addresses")).toEqual(
			unresolved("abroad", "organisation-abroad"),
		);
	});
	it("does not decide while a part could not be looked up", () => {
		expect(combine([good, failed], "several-networks-inside")).toEqual(failed);
	});
});
