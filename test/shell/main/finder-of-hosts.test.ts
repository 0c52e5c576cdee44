import { afterEach, describe, expect, it } from "vitest";
import { createContactFinder } from "../../../src/app/find-contact.ts";
import { memoryContactCache } from "../../../src/app/memory-contact-cache.ts";
import { memorySecurityTxtCache } from "../../../src/app/memory-security-txt-cache.ts";
import { readConfig } from "../../../src/config.ts";
import { consumerDomains } from "../../../src/lookup/consumer-domains.ts";
import { dnsHostResolver } from "../../../src/lookup/dns/dns-host-resolver.ts";
import { memoryBudgets } from "../../../src/lookup/memory-budgets.ts";
import { websiteAsker } from "../../../src/lookup/website/ask-website.ts";
import { siteDefaults } from "../../../src/lookup/website/site-options.ts";
import { websiteContacts } from "../../../src/lookup/website/website-contacts.ts";
import { finderSources } from "../../../src/main/finder-sources.ts";
import { type DnsServer, dnsServer } from "../../support/dns-server.ts";
import { testAuthority } from "../../support/test-authority.ts";
import { siteServer } from "../lookup/site-server.ts";
import { builtFrom, rangeOf } from "../registry/built-from.ts";

const { signal } = new AbortController();
const clock = () => "2026-11-25T08:00:00.000Z";
const target = (host: string) => ({ kind: "host", text: host, host }) as const;
const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
	await Promise.all(ending.splice(0).map((end) => end()));
});

async function names(known: Readonly<Record<string, string>>): Promise<DnsServer> {
	const server = await dnsServer((name, type) => {
		const address = known[name];
		if (address === undefined) return { code: 3 };
		return { records: type === "A" ? [{ data: address }] : [] };
	});
	ending.push(() => server.close());
	return server;
}

const network = (range: string, country = "NL") => [
	`inetnum: ${range}\nnetname: NET\ncountry: ${country}\norg: ORG-1-TEST`,
	`organisation: ORG-1-TEST\norg-name: Polder Hosting B.V.\ncountry: ${country}\nabuse-c: AC1-TEST`,
	"role: Abuse\nnic-hdl: AC1-TEST\nabuse-mailbox: abuse@polder.example",
];

describe("a finder made from the settings", () => {
	async function finder(known: Readonly<Record<string, string>>, settings: Readonly<Record<string, string>> = {}) {
		const dns = await names(known);
		const config = readConfig({ DNS_SERVERS: dns.address, ALLOWED_SPECIAL_USE: "192.0.2.0/24", ...settings });
		const { index } = await builtFrom(network("192.0.2.0 - 192.0.2.255"));
		const rules = { directory: [], optOuts: [], badMailboxes: new Set<string>(), registry: index };
		const stores = { cache: memoryContactCache(), securityTxts: memorySecurityTxtCache() };
		return { dns, ...finderSources({ config, clock, budgets: memoryBudgets() })({ ...rules, ...stores }) };
	}

	it("asks the name servers of the settings, and tells what they say", async () => {
		const { dns, resolve } = await finder({ "www.intern.nl": "127.0.0.1" });
		expect(await resolve(target("www.weg.nl"), signal)).toMatchObject({ bucket: "no-contact", reason: "no-such-host" });
		expect(await resolve(target("www.intern.nl"), signal)).toMatchObject({
			bucket: "no-contact",
			reason: "host-in-special-use",
		});
		expect(dns.asked).toContain("A www.weg.nl");
	});

	it("goes to no website in special-use space, whatever ALLOWED_SPECIAL_USE opens", async () => {
		const { explain } = await finder({ "www.winkel.nl": "192.0.2.7" });
		const { resolution, considered } = await explain(target("www.winkel.nl"), signal);
		expect(resolution).toMatchObject({ bucket: null, mailboxes: ["abuse@polder.example"], source: "registry" });
		expect(considered).toContainEqual(
			expect.objectContaining({ what: "security-txt", fate: "failed", reason: "host-in-special-use" }),
		);
	});

	it("asks nobody while live lookup is off", async () => {
		const { dns, resolve } = await finder({ "www.winkel.nl": "192.0.2.7" }, { LIVE_LOOKUP: "off" });
		expect(await resolve(target("www.winkel.nl"), signal)).toMatchObject({
			bucket: "lookup-failed",
			reason: "offline",
		});
		expect(dns.asked).toEqual([]);
	});
});

describe("a website on the wire", () => {
	const host = "www.winkel.nl";
	/** 127.0.0.2 stands for a global address, of a network in `country`. */
	async function finder(websiteContact: "security-txt" | "operator", country = "NL") {
		const authority = await testAuthority();
		const file = "Contact: mailto:security@winkel.nl\nExpires: 2027-06-01T00:00:00Z\n";
		const site = await siteServer(await authority.issue([host]), (_path, response) =>
			response.writeHead(200, { "content-type": "text/plain" }).end(file),
		);
		ending.push(() => site.close());
		const dns = await names({ [host]: "127.0.0.2" });
		const open = [rangeOf("127.0.0.2 - 127.0.0.2")];
		const hosts = dnsHostResolver({
			...{ timeoutMs: 2_000, attempts: 1, concurrency: 4, servers: [dns.address], nowMs: () => 0 },
			allowedSpecialUse: open,
		});
		const ask = websiteAsker({
			...{ ...siteDefaults, hosts, clock, authorities: authority.cert, allowedRanges: open },
			portOf: () => site.port,
		});
		const { index } = await builtFrom(network("127.0.0.0 - 127.0.0.255", country));
		const made = createContactFinder({
			...{ directory: [], optOuts: [], badMailboxes: new Set<string>(), consumerDomains: consumerDomains([]) },
			...{ registry: index, sources: [], cache: memoryContactCache(), hosts, clock, live: true },
			...{ maxAgeMs: 30 * 86_400_000, countries: ["NL"], websiteContact },
			websites: websiteContacts({ ask, cache: memorySecurityTxtCache(), clock }),
		});
		return { ...made, site };
	}

	it("is told by its own word, with the operator offered, or the other way round", async () => {
		const own = await finder("security-txt");
		expect(await own.resolve(target(host), signal)).toMatchObject({
			...{ bucket: null, source: "security-txt", mailboxes: ["security@winkel.nl"] },
			offers: [{ mailboxes: ["abuse@polder.example"], source: "registry" }],
		});
		const other = await finder("operator");
		expect(await other.resolve(target(host), signal)).toMatchObject({
			...{ bucket: null, source: "registry", mailboxes: ["abuse@polder.example"] },
			offers: [{ mailboxes: ["security@winkel.nl"], source: "security-txt" }],
		});
	});

	it("abroad under .nl waits for a volunteer, with that as the reason", async () => {
		const { resolve } = await finder("security-txt", "DE");
		expect(await resolve(target(host), signal)).toMatchObject({ bucket: "abroad", reason: "site-abroad" });
	});

	it("is asked once, however many targets are on it", async () => {
		const { resolve, site } = await finder("security-txt");
		const urls = Array.from({ length: 200 }, (_, at) => `https://${host}/page/${at}`);
		await Promise.all(urls.map((text) => resolve({ kind: "url", text, host, range: null }, signal)));
		expect(site.asked).toHaveLength(1);
	});
});
