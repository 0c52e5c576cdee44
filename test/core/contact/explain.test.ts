import { describe, expect, it } from "vitest";
import { cameFromLive, explain, type KnownFacts } from "../../../src/core/contact/explain.ts";
import { explainSite } from "../../../src/core/contact/explain-site.ts";
import { type Resolution, unresolved } from "../../../src/core/contact/resolution.ts";
import { about, mailed, polder, range, rulesOf } from "./a-contact.ts";

const entry = { kind: "asn", value: "AS64496", operator: "CERT", mailboxes: ["cert@sector.example"] } as const;
const question = about("192.0.2.1");
const known: KnownFacts = { question, resolution: mailed, local: polder, hasRegistry: true, live: null };
const linesOf = (facts: Partial<KnownFacts>, rules = rulesOf({})) =>
	explain({ ...known, ...facts }, rules).considered.map(({ what, fate, about: of, reason }) =>
		[what, fate, of, reason].filter((part) => part !== null && part !== "").join(" "),
	);

describe("how an answer came about", () => {
	it("from the registry: nobody else was asked", () => {
		const offers = [
			{ operator: "Provider", mailboxes: ["abuse@p.example"], source: "registry", path: ["org P"] },
		] as const;
		expect(linesOf({ resolution: { ...mailed, offers } })).toEqual([
			"opt-outs knows-nothing",
			"directory knows-nothing",
			"registry used inetnum 192.0.2.0 - 192.0.2.255",
			"live not-asked",
			"registry offered org P",
		]);
		const { netname, countries } = explain(known, rulesOf({}));
		expect({ netname, ...countries }).toEqual({
			netname: "POLDER-NET",
			organisation: "NL",
			delegated: null,
			range: "NL",
		});
	});

	it("from the directory, which goes before what the registry knows", () => {
		const resolution: Resolution = { ...mailed, source: "directory", mailboxes: ["cert@sector.example"] };
		expect(linesOf({ resolution }, rulesOf({ directory: [entry] }))).toEqual([
			"opt-outs knows-nothing",
			"directory used AS64496",
			"registry overruled inetnum 192.0.2.0 - 192.0.2.255",
			"live not-asked",
		]);
	});

	it.each([
		[{ kind: "cidr", value: "192.0.2.0/25" }, "network-opted-out", question],
		[{ kind: "cidr", value: "192.0.2.8/29" }, "part-of-network-opted-out", about("192.0.2.0/24")],
		[{ kind: "asn", value: "AS64496" }, "as-opted-out", question],
	] as const)("by the opt-out %j, which overrules the directory too", (optOut, reason, of) => {
		const rules = rulesOf({ optOuts: [optOut], directory: [entry] });
		expect(linesOf({ question: of, resolution: unresolved("opted-out", reason) }, rules)).toEqual([
			`opt-outs used ${optOut.value} ${reason}`,
			"directory overruled AS64496",
			"registry overruled inetnum 192.0.2.0 - 192.0.2.255",
			"live not-asked",
		]);
	});

	it("by a mailbox's own opt-out, which no network's entry names", () => {
		expect(linesOf({ resolution: unresolved("opted-out", "mailbox-opted-out") })[0]).toBe(
			"opt-outs used mailbox-opted-out",
		);
	});

	it("from a live source, where the registry knows nothing or there is none", () => {
		const live = { ...polder, source: "rdap", path: [] as string[], mailboxes: [] as string[] } as const;
		const resolution: Resolution = { ...mailed, source: "rdap", path: ["network X"], reason: "no-mailbox" };
		expect(linesOf({ local: null, live, resolution }).slice(2)).toEqual([
			"registry knows-nothing",
			"rdap used no-mailbox",
		]);
		expect(linesOf({ local: null, hasRegistry: false, resolution }).slice(2)).toEqual([
			"registry not-asked",
			"rdap used network X no-mailbox",
		]);
		expect(linesOf({ local: null, resolution: { ...resolution, path: [] } })[3]).toBe("rdap used no-mailbox");
	});

	it("not at all: because it failed, nobody knows it, or nobody may be asked", () => {
		const last = (resolution: Resolution) => linesOf({ local: null, resolution }).at(-1);
		expect(last(unresolved("lookup-failed", "time-out"))).toBe("live failed time-out");
		expect(last(unresolved("no-contact", "not-registered"))).toBe("live knows-nothing");
		expect(last(unresolved("lookup-failed", "offline"))).toBe("live not-asked offline");
		expect(explain({ ...known, local: null }, rulesOf({})).netname).toBeNull();
	});

	it("not at all: because the index is damaged, and nobody else was told", () => {
		const resolution = unresolved("lookup-failed", "registry-damaged");
		expect(linesOf({ local: null, resolution }).slice(2)).toEqual([
			"registry failed registry-damaged",
			"live not-asked",
		]);
	});

	it("about an AS number, with what is offered though nothing tells how it was found", () => {
		const offers = [{ operator: "", mailboxes: ["abuse@p.example"], source: "volunteer", path: [] }] as const;
		const asked = { range: null, host: null, asn: 64496 };
		const resolution = unresolved("opted-out", "as-opted-out");
		const rules = rulesOf({ optOuts: [{ kind: "asn", value: "AS64496" }] });
		expect(
			linesOf({ question: asked, resolution: { ...resolution, offers }, local: { ...polder, path: [] } }, rules),
		).toEqual([
			"opt-outs used AS64496 as-opted-out",
			"directory knows-nothing",
			"registry overruled",
			"live not-asked",
			"volunteer offered",
		]);
	});

	it("knows which answers are stored", () => {
		expect(cameFromLive({ ...mailed, source: "whois" })).toBe(true);
		expect(cameFromLive(mailed)).toBe(false);
		expect(cameFromLive(unresolved("lookup-failed", "offline"))).toBe(false);
	});
});

describe("how the answer about a website came about", () => {
	const host = "www.site.example";
	const other: Resolution = {
		...mailed,
		operator: "Other",
		mailboxes: ["abuse@o.example"],
		operatorKey: "abuse@o.example",
	};
	const addresses = [
		{ address: range("192.0.2.1"), resolution: mailed },
		{ address: range("2001:db8::1"), resolution: other },
	];
	const file = {
		...{
			url: `https://${host}/.well-known/security.txt`,
			mailboxes: ["cert@site.example"],
			expires: null,
			signed: false,
		},
		contacts: [{ value: "https://site.example/form", kind: "web" as const, mailbox: null }],
		...{ problems: [], remarks: [], policy: [], encryption: [], languages: [] },
	};
	const asOf = "2026-11-20T08:00:00.000Z";
	const site: Resolution = {
		...{ ...mailed, operator: host, mailboxes: ["cert@site.example"], operatorKey: "cert@site.example" },
		...{ source: "security-txt", offers: [{ ...mailed, source: "registry" }] },
	};
	const linesOf = (facts: Partial<Parameters<typeof explainSite>[0]>, rules = rulesOf({})) =>
		explainSite({ host, resolution: site, addresses, website: { kind: "found", file, asOf }, ...facts }, rules)
			.considered.slice(2)
			.map(({ what, fate, about: of, mailboxes, reason }) =>
				[what, fate, of, ...mailboxes, reason ?? ""].join(" ").trim(),
			);

	it("names its own word, and who runs the network of each address", () => {
		expect(linesOf({})).toEqual([
			`security-txt used ${file.url} cert@site.example`,
			"addresses offered 192.0.2.1 abuse@polder.example",
			"addresses overruled 2001:db8::1 abuse@o.example",
		]);
	});

	it("says what became of a security.txt that is not used", () => {
		const operator = {
			...mailed,
			offers: [{ operator: host, mailboxes: file.mailboxes, source: "security-txt", path: [] }],
		} as const;
		expect(linesOf({ resolution: operator }).slice(0, 2)).toEqual([
			`security-txt offered ${file.url} cert@site.example`,
			"addresses used 192.0.2.1 abuse@polder.example",
		]);
		const form = { kind: "found" as const, file: { ...file, mailboxes: [] }, asOf };
		expect(linesOf({ resolution: mailed, website: form })[0]).toBe(
			`security-txt overruled ${file.url} https://site.example/form security-txt-no-mailbox`,
		);
		expect(linesOf({ resolution: mailed, website: { kind: "none", asOf } })[0]).toBe(
			"security-txt knows-nothing  security-txt-none",
		);
		expect(linesOf({ resolution: mailed, website: { kind: "failed", reason: "time-out" } })[0]).toBe(
			"security-txt failed  time-out",
		);
		expect(linesOf({ resolution: mailed, website: null })[0]).toBe("security-txt not-asked");
	});

	it("says no more than the rule where one decided", () => {
		const optedOut = unresolved("opted-out", "domain-opted-out");
		const rules = rulesOf({ optOuts: [{ kind: "domain", value: "site.example" }] });
		const explained = explainSite({ host, resolution: optedOut, addresses: [], website: null }, rules);
		expect(explained.considered).toMatchObject([
			{ what: "opt-outs", fate: "used", about: "site.example" },
			{ what: "directory" },
		]);
	});

	it("stays on one screen", () => {
		const many = Array.from({ length: 40 }, (_, index) => ({ address: range(`192.0.2.${index}`), resolution: mailed }));
		expect(linesOf({ addresses: many })).toHaveLength(9);
	});
});
