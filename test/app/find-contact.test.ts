import { describe, expect, it } from "vitest";
import { type ContactFinderOptions, createContactFinder } from "../../src/app/find-contact.ts";
import { memoryContactCache } from "../../src/app/memory-contact-cache.ts";
import type { Contact } from "../../src/core/contact/contact.ts";
import { parseRegisteredRange } from "../../src/core/contact/parse-registered-range.ts";
import { parseTarget } from "../../src/core/report/parse-target.ts";
import { containsRange, renderRange } from "../../src/core/report/range.ts";
import type { AddressRange, Target } from "../../src/core/report/target.ts";
import type { ContactCache, StoredAnswer } from "../../src/ports/contact-cache.ts";
import { type ContactSource, type SourceAnswer, SourceFault } from "../../src/ports/contact-source.ts";
import { HostFault } from "../../src/ports/host-resolver.ts";
import { openSplitFiles } from "../../src/registry/open-registry.ts";
import { RegistryFault } from "../../src/registry/registry-fault.ts";
import { noWebsites } from "../support/no-websites.ts";

const now = "2026-11-21T12:00:00.000Z";
const signal = new AbortController().signal;
const range = (text: string) => parseRegisteredRange(text) as AddressRange;

function target(text: string): Target {
	const parsed = parseTarget(text);
	if (!parsed.ok) throw new Error(text);
	return parsed.target;
}

function contact(change: Partial<Contact> & { readonly range: AddressRange }): Contact {
	return {
		leaf: true,
		operator: "Live",
		mailboxes: ["abuse@live.example"],
		unreadable: null,
		suspect: false,
		others: [],
		netname: null,
		delegatedCountry: null,
		organisationCountry: "NL",
		rangeCountry: "NL",
		asn: null,
		source: "ripe",
		path: [],
		asOf: now,
		...change,
	};
}

/** A cache in memory that tells what was saved. */
function memoryCache(): ContactCache & { readonly saved: StoredAnswer[] } {
	const cache = memoryContactCache();
	const saved: StoredAnswer[] = [];
	const save = async (answers: readonly StoredAnswer[]) => {
		saved.push(...answers);
		await cache.save(answers);
	};
	return { ...cache, saved, save };
}
const kept = (answer: Contact): StoredAnswer => {
	return { area: answer.range, whole: true, contact: answer, asOf: answer.asOf };
};

interface Fake extends ContactSource {
	readonly asked: string[];
}

/** A source that answers from `reply`, after the other work of this turn. */
function source(name: Contact["source"], reply: (asked: AddressRange) => SourceAnswer | SourceFault): Fake {
	const asked: string[] = [];
	const answer = async (of: AddressRange) => {
		asked.push(renderRange(of));
		await new Promise((resolve) => setImmediate(resolve));
		const result = reply(of);
		if (result instanceof SourceFault) throw result;
		return result;
	};
	return { name, asked, find: answer, findAsn: () => answer(range("0.0.0.0")) };
}
const notCovered = { kind: "not-covered" } as const;
const found = (answer: Contact) => ({ kind: "contact", contact: answer }) as const;
const fault = (kind: SourceFault["kind"]) => new SourceFault("test", kind, "test");

async function finder(change: Partial<ContactFinderOptions> = {}) {
	const options: ContactFinderOptions = {
		directory: [],
		optOuts: [],
		badMailboxes: new Set(),
		consumerDomains: new Set<string>(),
		maxAgeMs: 30 * 86_400_000,
		registry: await openSplitFiles("test/fixtures/registry"),
		sources: [],
		cache: memoryCache(),
		...noWebsites,
		countries: ["NL"],
		clock: () => now,
		live: true,
		...change,
	};
	const made = createContactFinder(options);
	return {
		ask: (text: string) => made.resolve(target(text), signal),
		explain: (text: string) => made.explain(target(text), signal),
		asn: (asn: number) => made.resolveAsn(asn, signal),
	};
}

describe("the chain", () => {
	it("answers from the registry without asking anybody", async () => {
		const live = source("ripe", () => notCovered);
		const { ask } = await finder({ sources: [live] });
		expect(await ask("192.0.2.70")).toMatchObject({
			bucket: null,
			operatorKey: "abuse@klant-a.example,noc@klant-a.example",
			range: "192.0.2.64/26",
			country: "NL",
			source: "registry",
		});
		expect(await ask("198.51.100.1")).toMatchObject({ bucket: "abroad", country: "DE" });
		expect(live.asked).toEqual([]);
	});

	it("puts opt-outs before the directory and the directory before the registry", async () => {
		const directory = [
			{ kind: "cidr" as const, value: "192.0.2.0/24", operator: "Sector", mailboxes: ["cert@s.example"] },
		];
		const optOuts = [{ kind: "asn" as const, value: "AS64497" }];
		const { ask } = await finder({ directory, optOuts });
		expect(await ask("192.0.2.1")).toMatchObject({ bucket: null, source: "directory", asn: 64496 });
		expect(await ask("192.0.2.70")).toMatchObject({ bucket: "opted-out", reason: "as-opted-out" });
	});

	it("asks the live sources in turn until one knows a mailbox", async () => {
		const none = contact({ range: range("9.0.0.0/8"), mailboxes: [] });
		const ripe = source("ripe", () => found(none));
		const rdap = source("rdap", () => fault("time-out"));
		const whois = source("whois", () => found(contact({ range: range("9.9.9.0/24"), source: "whois" })));
		const { ask } = await finder({ sources: [ripe, rdap, whois] });
		expect(await ask("9.9.9.9")).toMatchObject({ bucket: null, source: "whois", range: "9.9.9.0/24" });
	});

	it("calls it no contact when a source says so, also when one fails that is asked after it", async () => {
		const none = contact({ range: range("9.0.0.0/8"), mailboxes: [] });
		const sources = [source("ripe", () => found(none)), source("rdap", () => fault("changed-shape"))];
		expect(await (await finder({ sources })).ask("9.9.9.9")).toMatchObject({
			bucket: "no-contact",
			reason: "no-mailbox",
		});
	});

	it("calls it a failed lookup, not no contact, when a source failed that is asked before the one without a mailbox", async () => {
		const none = contact({ range: range("9.0.0.0/8"), mailboxes: [], source: "rdap" });
		const sources = [source("ripe", () => fault("changed-shape")), source("rdap", () => found(none))];
		expect(await (await finder({ sources })).ask("9.9.9.9")).toMatchObject({
			bucket: "lookup-failed",
			reason: "changed-shape",
		});
	});

	it("calls it a failed lookup when no source knew and one failed", async () => {
		const sources = [source("ripe", () => fault("rate-limited")), source("rdap", () => notCovered)];
		expect(await (await finder({ sources })).ask("9.9.9.9")).toMatchObject({
			bucket: "lookup-failed",
			reason: "rate-limited",
		});
		const all = [source("ripe", () => fault("time-out")), source("rdap", () => fault("refused"))];
		expect(await (await finder({ sources: all })).ask("9.9.9.9")).toMatchObject({ reason: "time-out" });
	});

	it("calls it not registered when nobody knows it", async () => {
		const { ask } = await finder({ sources: [source("ripe", () => notCovered)] });
		expect(await ask("9.9.9.9")).toMatchObject({ bucket: "no-contact", reason: "not-registered" });
	});

	it("tells nobody of an address whose range the registry knows, a mailbox or not", async () => {
		const live = source("ripe", () => found(contact({ range: range("203.0.113.0/24") })));
		const { ask, asn } = await finder({ sources: [live] });
		expect(await ask("203.0.113.5")).toMatchObject({ bucket: "no-contact", source: "registry" });
		expect(await asn(64497)).toMatchObject({ bucket: "no-contact", source: "registry" });
		expect(live.asked).toEqual([]);
	});

	it("doubts what is older than the setting says", async () => {
		const old = source("ripe", () => found(contact({ range: range("9.9.9.0/24"), asOf: "2026-10-01T00:00:00.000Z" })));
		expect((await (await finder({ sources: [old] })).ask("9.9.9.9")).doubts).toEqual(["stale"]);
		const wide = await finder({ sources: [old], maxAgeMs: 400 * 86_400_000 });
		expect((await wide.ask("9.9.9.9")).doubts).toEqual([]);
	});

	it("asks nobody when live lookup is off", async () => {
		const live = source("ripe", () => found(contact({ range: range("9.9.9.0/24") })));
		const { ask, asn } = await finder({ sources: [live], live: false });
		expect(await ask("9.9.9.9")).toMatchObject({ bucket: "lookup-failed", reason: "offline" });
		expect(await ask("www.example.nl")).toMatchObject({ bucket: "lookup-failed", reason: "offline" });
		expect(await ask("203.0.113.5")).toMatchObject({ bucket: "no-contact" });
		expect(await asn(65000)).toMatchObject({ bucket: "lookup-failed", reason: "offline" });
		expect(live.asked).toEqual([]);
	});

	it("works without a registry", async () => {
		const { ask } = await finder({ registry: null, live: false });
		expect(await ask("192.0.2.1")).toMatchObject({ bucket: "lookup-failed", reason: "offline" });
	});

	it("lets what is no fault of a source through", async () => {
		const broken = source("ripe", () => {
			throw new TypeError("a mistake in the program");
		});
		await expect((await finder({ sources: [broken] })).ask("9.9.9.9")).rejects.toThrow(TypeError);
	});

	it("stops at an abort", async () => {
		const made = createContactFinder({
			directory: [],
			optOuts: [],
			badMailboxes: new Set(),
			consumerDomains: new Set<string>(),
			maxAgeMs: 30 * 86_400_000,
			registry: null,
			sources: [source("ripe", () => notCovered)],
			cache: memoryCache(),
			...noWebsites,
			countries: [],
			clock: () => now,
			live: true,
		});
		await expect(made.resolve(target("9.9.9.9"), AbortSignal.abort())).rejects.toThrow(/abort/i);
	});
});

describe("stored answers", () => {
	it("asks once for a leaf range, also when all addresses are asked for at the same time", async () => {
		const live = source("ripe", () => found(contact({ range: range("9.9.9.0/24") })));
		const { ask } = await finder({ sources: [live] });
		const all = await Promise.all(Array.from({ length: 50 }, (_, at) => ask(`9.9.9.${at}`)));
		expect(new Set(all.map(({ range: of }) => of))).toEqual(new Set(["9.9.9.0/24"]));
		expect(live.asked).toHaveLength(1);
	});

	it("does not let an answer for a wide range hide a smaller one inside it", async () => {
		const inner = contact({ range: range("9.9.9.64/26"), mailboxes: ["abuse@customer.example"] });
		const outer = contact({ range: range("9.9.0.0/16"), leaf: false });
		const live = source("ripe", (asked) => found(containsRange(inner.range, asked) ? inner : outer));
		const { ask } = await finder({ sources: [live] });
		expect((await ask("9.9.9.1")).operatorKey).toBe("abuse@live.example");
		expect((await ask("9.9.9.70")).operatorKey).toBe("abuse@customer.example");
		expect((await ask("9.9.9.71")).operatorKey).toBe("abuse@customer.example");
		expect((await ask("9.9.9.1")).operatorKey).toBe("abuse@live.example");
		expect(live.asked).toEqual(["9.9.9.1", "9.9.9.70"]);
	});

	it("asks again after a week, and after a day where there was no mailbox", async () => {
		const cache = memoryCache();
		const live = source("ripe", () => notCovered);
		const { ask } = await finder({ sources: [live], cache });
		await cache.save([kept(contact({ range: range("9.9.9.0/24"), asOf: "2026-11-14T11:00:00.000Z" }))]);
		await cache.save([kept(contact({ range: range("8.8.8.0/24"), asOf: "2026-11-14T13:00:00.000Z" }))]);
		const none = { range: range("7.7.7.0/24"), mailboxes: [] };
		await cache.save([kept(contact({ ...none, asOf: "2026-11-20T11:00:00.000Z" }))]);
		for (const text of ["9.9.9.9", "8.8.8.8", "7.7.7.7"]) await ask(text);
		expect(live.asked).toEqual(["9.9.9.9", "7.7.7.7"]);
	});

	it("stores no failure", async () => {
		const cache = memoryCache();
		let down = true;
		const live = source("ripe", () => (down ? fault("unreachable") : found(contact({ range: range("9.9.9.0/24") }))));
		const { ask } = await finder({ sources: [live], cache });
		expect((await ask("9.9.9.9")).bucket).toBe("lookup-failed");
		expect(cache.saved).toEqual([]);
		down = false;
		expect((await ask("9.9.9.9")).bucket).toBeNull();
	});
});

describe("networks", () => {
	it("is several operators when others are registered inside", async () => {
		const { ask } = await finder();
		expect(await ask("192.0.2.0/24")).toMatchObject({ bucket: "several-operators", reason: "several-networks-inside" });
		expect(await ask("192.0.2.64/26")).toMatchObject({ bucket: null });
	});

	it("is one operator when all inside lead to the same mailboxes", async () => {
		// Two assignments, one with a dangling reference: both climb to the allocation's contact.
		expect(await (await finder()).ask("192.0.2.128 - 192.0.2.191")).toMatchObject({ bucket: null });
		expect(await (await finder()).ask("192.0.2.0 - 192.0.2.63")).toMatchObject({ bucket: null, range: "192.0.2.0/24" });
	});

	it("is several operators when a part is not registered", async () => {
		expect(await (await finder()).ask("192.0.1.0 - 192.0.2.63")).toMatchObject({ bucket: "several-operators" });
	});

	it("is left to a person when a live source cannot say what lies inside", async () => {
		const live = source("rdap", () => found(contact({ range: range("9.9.9.0/24"), leaf: false })));
		const { ask } = await finder({ sources: [live] });
		expect(await ask("9.9.9.0/28")).toMatchObject({ bucket: "several-operators", operator: "Live" });
		expect(await ask("9.9.9.1")).toMatchObject({ bucket: null });
		const leaf = source("ripe", () => found(contact({ range: range("8.8.8.0/24") })));
		expect(await (await finder({ sources: [leaf] })).ask("8.8.8.0/28")).toMatchObject({ bucket: null });
	});
});

describe("hosts and URLs", () => {
	const resolving = (...addresses: string[]) => {
		const asked: string[] = [];
		return {
			asked,
			resolve: async (host: string) => {
				asked.push(host);
				if (addresses.length === 0) return { kind: "no-address" as const };
				return { kind: "addresses" as const, addresses: addresses.map(range), refused: 0 };
			},
		};
	};

	it("finds the operator of all its addresses, resolving a host once", async () => {
		const hosts = resolving("192.0.2.70", "2001:db8:aa::1");
		const { ask } = await finder({ hosts });
		const both = await Promise.all([ask("www.klant-a.nl"), ask("https://www.klant-a.nl/shop?x=1")]);
		for (const resolution of both) expect(resolution).toMatchObject({ bucket: null, source: "registry" });
		expect(hosts.asked).toEqual(["www.klant-a.nl"]);
	});

	it("tells several operators apart", async () => {
		const { ask } = await finder({ hosts: resolving("192.0.2.70", "192.0.2.1") });
		expect(await ask("www.klant-a.nl")).toMatchObject({ bucket: "several-operators", reason: "several-addresses" });
	});

	it("takes the domain's entry without asking name servers; opt-outs first", async () => {
		const hosts = resolving("192.0.2.70");
		const directory = [{ kind: "domain" as const, value: "klant-a.nl", operator: "A", mailboxes: ["ict@klant-a.nl"] }];
		const { ask } = await finder({ hosts, directory, optOuts: [{ kind: "domain", value: "nee.klant-a.nl" }] });
		expect(await ask("www.klant-a.nl")).toMatchObject({ bucket: null, operatorKey: "ict@klant-a.nl" });
		expect(await ask("www.nee.klant-a.nl")).toMatchObject({ bucket: "opted-out", reason: "domain-opted-out" });
		expect(hosts.asked).toEqual([]);
	});

	it("judges a host's addresses by the opt-outs of networks", async () => {
		const { ask } = await finder({
			hosts: resolving("192.0.2.70"),
			optOuts: [{ kind: "cidr", value: "192.0.2.64/26" }],
		});
		expect(await ask("www.klant-a.nl")).toMatchObject({ bucket: "opted-out", reason: "network-opted-out" });
	});

	it.each([
		["no-such-name", "no-such-host"],
		["no-address", "host-without-address"],
		["dangling-alias", "host-alias-broken"],
		["alias-loop", "host-alias-broken"],
		["special-use", "host-in-special-use"],
	] as const)("has no contact when name servers say %s", async (kind, reason) => {
		const { ask } = await finder({ hosts: { resolve: async () => ({ kind }) } });
		expect(await ask("www.weg.nl")).toMatchObject({ bucket: "no-contact", reason });
	});

	const securityTxt = (mailbox: string) => ({
		...{ url: "https://www.klant-a.nl/.well-known/security.txt", mailboxes: [mailbox], expires: null, signed: false },
		contacts: [{ value: `mailto:${mailbox}`, kind: "mail" as const, mailbox }],
		...{ problems: [], remarks: [], policy: [], encryption: [], languages: [] },
	});
	const websites = {
		find: async () => ({ kind: "found" as const, file: securityTxt("security@klant-a.nl"), asOf: now }),
	};

	it("takes a website's own word before the operator's, or after it by the setting, and offers the other", async () => {
		const hosts = resolving("192.0.2.70");
		const first = await finder({ hosts, websites, websiteContact: "security-txt" });
		expect(await first.ask("https://www.klant-a.nl/x")).toMatchObject({
			...{ bucket: null, source: "security-txt", mailboxes: ["security@klant-a.nl"] },
			offers: [
				{ source: "registry", mailboxes: ["abuse@klant-a.example", "noc@klant-a.example"] },
				{ source: "registry", mailboxes: ["abuse@polder.example"] },
			],
		});
		const second = await finder({ hosts, websites, websiteContact: "operator" });
		expect(await second.ask("www.klant-a.nl")).toMatchObject({
			...{
				source: "registry",
				offers: [{ source: "security-txt", mailboxes: ["security@klant-a.nl"] }, { source: "registry" }],
			},
		});
	});

	it("does not ask the website itself when its network opted out, nor when nothing may be asked", async () => {
		const silent = { find: () => Promise.reject(new Error("asked")) };
		const hosts = resolving("192.0.2.70");
		const optOuts = [{ kind: "cidr" as const, value: "192.0.2.64/26" }];
		expect(await (await finder({ hosts, websites: silent, optOuts })).ask("www.klant-a.nl")).toMatchObject({
			bucket: "opted-out",
		});
		expect(await (await finder({ hosts, websites: silent, live: false })).ask("www.klant-a.nl")).toMatchObject({
			reason: "offline",
		});
	});

	it("explains all that was looked at", async () => {
		const { explain } = await finder({
			...{ hosts: resolving("192.0.2.70", "192.0.2.1"), websites, websiteContact: "security-txt" as const },
		});
		const lines = (await explain("www.klant-a.nl")).considered.map(
			({ what, fate, about }) => `${what} ${fate} ${about}`,
		);
		expect(lines).toEqual([
			"opt-outs knows-nothing ",
			"directory knows-nothing ",
			"security-txt used https://www.klant-a.nl/.well-known/security.txt",
			"addresses overruled 192.0.2.70",
			"addresses overruled 192.0.2.1",
		]);
	});

	it("is a failed lookup when name servers do not answer, and is asked again", async () => {
		let asked = 0;
		const hosts = {
			resolve: async () => {
				asked++;
				throw new HostFault("time-out", "test");
			},
		};
		const { ask } = await finder({ hosts });
		expect(await ask("www.klant-a.nl")).toMatchObject({ bucket: "lookup-failed", reason: "host-lookup-failed" });
		await ask("www.klant-a.nl");
		expect(asked).toBe(2);
	});

	it("takes the address in a URL", async () => {
		const hosts = resolving();
		expect(await (await finder({ hosts })).ask("http://192.0.2.70:8080/x")).toMatchObject({ bucket: null });
		expect(hosts.asked).toEqual([]);
	});
});

describe("an index that is damaged where it is asked", () => {
	const damage = () => {
		throw new RegistryFault("The registry's index is damaged.");
	};
	const damaged = async (change: Partial<ContactFinderOptions> = {}) => {
		const whole = await openSplitFiles("test/fixtures/registry");
		const live = source("ripe", () => found(contact({ range: range("192.0.2.0/24") })));
		const registry = { ...whole, find: async () => damage(), findAsn: async () => damage() };
		return { live, ...(await finder({ registry, sources: [live], ...change })) };
	};

	it("is a failed lookup, never no contact, and nobody else is told of the address", async () => {
		const { ask, asn, explain, live } = await damaged();
		for (const resolution of [await ask("192.0.2.1"), await ask("192.0.2.0/24"), await asn(64496)])
			expect(resolution).toMatchObject({ bucket: "lookup-failed", reason: "registry-damaged", mailboxes: [] });
		expect((await explain("192.0.2.1")).resolution.reason).toBe("registry-damaged");
		expect(live.asked).toEqual([]);
	});

	it("leaves opt-outs and the directory in force", async () => {
		const directory = [{ kind: "cidr" as const, value: "192.0.2.0/25", operator: "S", mailboxes: ["cert@s.example"] }];
		const { ask } = await damaged({ directory, optOuts: [{ kind: "cidr", value: "192.0.2.128/25" }] });
		expect(await ask("192.0.2.1")).toMatchObject({ bucket: null, source: "directory" });
		expect(await ask("192.0.2.200")).toMatchObject({ bucket: "opted-out" });
	});

	it("is one also where only what lies inside a network is damaged", async () => {
		const whole = await openSplitFiles("test/fixtures/registry");
		const { ask } = await finder({ registry: { ...whole, inside: damage } });
		expect(await ask("192.0.2.0/24")).toMatchObject({ bucket: "lookup-failed", reason: "registry-damaged" });
		const broken = await finder({
			registry: {
				...whole,
				inside: () => {
					throw new TypeError("a mistake in the program");
				},
			},
		});
		await expect(broken.ask("192.0.2.0/24")).rejects.toThrow(TypeError);
	});

	it("lets what is no damage through", async () => {
		const whole = await openSplitFiles("test/fixtures/registry");
		const find = () => Promise.reject(new TypeError("a mistake in the program"));
		await expect((await finder({ registry: { ...whole, find } })).ask("192.0.2.1")).rejects.toThrow(TypeError);
	});
});

describe("an explanation", () => {
	it("asks for nothing that the answer did not ask for", async () => {
		const live = source("ripe", () => found(contact({ range: range("9.9.9.0/24") })));
		const { explain } = await finder({ sources: [live] });
		const fates = (explained: Awaited<ReturnType<typeof explain>>) =>
			explained.considered.map(({ what, fate }) => `${what} ${fate}`);
		expect(fates(await explain("9.9.9.9"))).toEqual([
			...["opt-outs knows-nothing", "directory knows-nothing", "registry knows-nothing", "ripe used"],
		]);
		expect(fates(await explain("192.0.2.70"))).toContain("registry used");
		expect(live.asked).toHaveLength(1);
		const failing = source("ripe", () => fault("time-out"));
		const failed = await finder({ sources: [failing] });
		expect(fates(await failed.explain("9.9.9.9"))).toContain("live failed");
		expect(failing.asked).toHaveLength(1);
	});
});

describe("AS numbers", () => {
	it("takes the registry's contact, and live ones where it does not know the AS", async () => {
		const live = source("ripe", () => found(contact({ range: range("0.0.0.0"), asn: 65000 })));
		const { asn } = await finder({ sources: [live] });
		expect(await asn(64496)).toMatchObject({
			bucket: null,
			operator: "Polder Netwerken B.V.",
			asn: 64496,
			range: null,
		});
		expect(await asn(65000)).toMatchObject({ bucket: null, operator: "Live", asn: 65000, range: null });
	});
	it("obeys opt-outs", async () => {
		const { asn } = await finder({ optOuts: [{ kind: "asn", value: "AS64496" }] });
		expect(await asn(64496)).toMatchObject({ bucket: "opted-out" });
	});
});
