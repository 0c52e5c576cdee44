import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import { enclosingBlock } from "../../../src/lookup/enclosing-block.ts";
import { memoryBudgets } from "../../../src/lookup/memory-budgets.ts";
import { type RdapSourceOptions, rdapSource } from "../../../src/lookup/rdap/rdap-source.ts";
import { httpServer, type Loopback, sendJson } from "./loopback.ts";

const range = (text: string) => parseRegisteredRange(text) as AddressRange;
const signal = new AbortController().signal;

type Property = [string, Record<string, unknown>, string, unknown];
const card = (...properties: Property[]) => ["vcard", [["version", {}, "text", "4.0"], ...properties]];
const email = (value: string, parameters: Record<string, unknown> = {}): Property => [
	"email",
	parameters,
	"text",
	value,
];
const abuseEntity = (handle: string, ...emails: Property[]) => ({
	objectClassName: "entity",
	handle,
	roles: ["technical", "abuse"],
	vcardArray: card(["fn", {}, "text", handle], ...emails),
});
const address = (parameters: Record<string, unknown>, seventh = ""): Property => [
	"adr",
	parameters,
	"text",
	["", "", "", "", "", "", seventh],
];
const registrant = (adr: Property, entities: unknown[] = []) => ({
	handle: "POLDER",
	roles: ["registrant"],
	vcardArray: card(["fn", {}, "text", "Polder Inc."], ["kind", {}, "text", "org"], adr),
	entities,
});
const maintainer = {
	handle: "POLDER-MNT",
	roles: ["registrant"],
	vcardArray: card(["fn", {}, "text", "POLDER-MNT"], ["kind", {}, "text", "individual"]),
};

const network = (entities: unknown[], change: object = {}) => ({
	rdapConformance: ["rdap_level_0"],
	objectClassName: "ip network",
	handle: "192.0.2.0 - 192.0.2.255",
	startAddress: "192.0.2.0",
	endAddress: "192.0.2.255",
	ipVersion: "v4",
	name: "POLDER-NET",
	country: "NL",
	entities,
	...change,
});

describe("RDAP", () => {
	const servers: Loopback[] = [];
	afterEach(async () => {
		await Promise.all(servers.splice(0).map((server) => server.close()));
	});
	const serve = async (reply: (path: string, response: ServerResponse) => void) => {
		const server = await httpServer(reply);
		servers.push(server);
		return server;
	};
	/** IANA's files: everything at `registry`, as a bare address without a slash at its end. */
	const iana = (registry: () => string) =>
		serve((path, response) => {
			const entries = path === "/asn.json" ? ["64496-64511", "65000"] : ["192.0.0.0/8", "2001:db8::/32"];
			sendJson(response, { version: "1.0", services: [[entries, [registry().replace(/\/$/, "")]]] });
		});

	async function source(
		reply: (path: string, response: ServerResponse) => void,
		change: Partial<RdapSourceOptions> = {},
	) {
		const registry = await serve(reply);
		const bootstrap = await iana(() => registry.url);
		const made = rdapSource({
			clock: () => "2026-11-21T12:00:00.000Z",
			budgets: memoryBudgets(),
			bootstrapUrl: bootstrap.url,
			bootstrapMaxAgeMs: 60_000,
			hosts: [registry.host],
			timeoutMs: 2000,
			maxBytes: 100_000,
			pace: { concurrency: 4, count: 1000, perMs: 1 },
			paceByHost: {},
			retries: 0,
			retryDelayMs: 1,
			...change,
		});
		return { made, find: (text: string) => made.find(range(text), signal), registry, bootstrap };
	}

	it("takes the abuse entity's mailbox, the registrant's country and the network's", async () => {
		const body = network([
			maintainer,
			registrant(address({}, "BE")),
			abuseEntity(
				"AR1-TEST",
				email("noc@polder.example", { type: "email" }),
				email("abuse@polder.example", { type: "abuse" }),
			),
		]);
		const { find, registry, bootstrap } = await source((_path, response) => sendJson(response, body));
		expect(await find("192.0.2.7")).toEqual({
			kind: "contact",
			contact: {
				range: range("192.0.2.0/24"),
				leaf: false,
				operator: "Polder Inc.",
				mailboxes: ["abuse@polder.example"],
				unreadable: null,
				suspect: false,
				others: [],
				netname: "POLDER-NET",
				delegatedCountry: null,
				organisationCountry: "BE",
				rangeCountry: "NL",
				asn: null,
				source: "rdap",
				path: ["network 192.0.2.0 - 192.0.2.255", "entity AR1-TEST"],
				asOf: "2026-11-21T12:00:00.000Z",
			},
		});
		await find("192.0.2.8");
		expect(registry.asked).toEqual(["/ip/192.0.2.7", "/ip/192.0.2.8"]);
		expect(bootstrap.asked).toEqual(["/ipv4.json"]);
	});

	it("takes mailboxes without a mark where none is marked, and none that is marked otherwise", async () => {
		const bare = await source((_path, response) =>
			sendJson(
				response,
				network([abuseEntity("A", email("a@polder.example"), email("b@polder.example", { type: "work" }))]),
			),
		);
		expect(await bare.find("192.0.2.7")).toMatchObject({ contact: { mailboxes: ["a@polder.example"] } });
	});

	it("passes over an irt, and entities with other roles", async () => {
		const irt = abuseEntity("irt-POLDER", email("irt@polder.example", { type: "abuse" }));
		const technical = { ...abuseEntity("T", email("jan@polder.example")), roles: ["technical", "administrative"] };
		const alone = await source((_path, response) => sendJson(response, network([irt, technical])));
		expect(await alone.find("192.0.2.7")).toMatchObject({ contact: { mailboxes: [], operator: "POLDER-NET" } });
		const role = abuseEntity("AR1-TEST", email("abuse@polder.example"));
		const both = await source((_path, response) => sendJson(response, network([irt, role])));
		expect(await both.find("192.0.2.7")).toMatchObject({ contact: { mailboxes: ["abuse@polder.example"] } });
	});

	it("finds an abuse entity inside the registrant, after the network's own", async () => {
		const inner = abuseEntity("INNER", email("org@polder.example"));
		const nested = registrant(address({ label: "1 Dike Road\nPolder City\nUnited States" }), [inner]);
		const only = await source((_path, response) => sendJson(response, network([nested], { country: null })));
		expect(await only.find("192.0.2.7")).toMatchObject({
			contact: { mailboxes: ["org@polder.example"], organisationCountry: "US", rangeCountry: null },
		});
		const own = abuseEntity("OWN", email("net@polder.example"));
		const both = await source((_path, response) => sendJson(response, network([nested, own])));
		expect(await both.find("192.0.2.7")).toMatchObject({ contact: { mailboxes: ["net@polder.example"] } });
	});

	it("tells what else an answer shows: a mailbox in doubt, one that is not readable, other contacts", async () => {
		const inner = abuseEntity("INNER", email("org@polder.example"));
		const body = network(
			[
				abuseEntity("OWN", email("net@polder.example")),
				registrant(address({}, "BE"), [inner, abuseEntity("AGAIN", email("NET@polder.example"))]),
			],
			{
				remarks: [
					{ description: ["Abuse contact for 'x' is 'y'", "Abuse-mailbox validation failed. Please refer to Z"] },
				],
			},
		);
		const shown = await source((_path, response) => sendJson(response, body));
		expect(await shown.find("192.0.2.7")).toMatchObject({
			contact: {
				mailboxes: ["net@polder.example"],
				suspect: true,
				others: [{ operator: "INNER", mailboxes: ["org@polder.example"], path: ["entity INNER"] }],
			},
		});
		const odd = network([abuseEntity("ODD", email("noc\u202e(at)polder.example"))], { remarks: "none" });
		const unread = await source((_path, response) => sendJson(response, odd));
		expect(await unread.find("192.0.2.7")).toMatchObject({
			contact: { mailboxes: [], unreadable: "noc (at)polder.example", suspect: false },
		});
	});

	it("reads padded ends, ends with a length, and IPv6", async () => {
		const padded = { startAddress: "192.000.002.000", endAddress: "192.000.002.255" };
		const old = await source((_path, response) => sendJson(response, network([], padded)));
		expect(await old.find("192.0.2.7")).toMatchObject({ contact: { range: range("192.0.2.0/24") } });
		const six = { startAddress: "2001:db8::/128", endAddress: "2001:DB8:0:FFFF:FFFF:FFFF:FFFF:FFFF/128" };
		const both = await source((_path, response) => sendJson(response, network([], six)));
		expect(await both.find("2001:db8::1")).toMatchObject({ contact: { range: range("2001:db8::/48") } });
	});

	it("asks for a network by the block that holds it", async () => {
		const { find, registry } = await source((_path, response) => sendJson(response, network([])));
		await find("192.0.2.1 - 192.0.2.6");
		expect(registry.asked).toEqual(["/ip/192.0.2.0/29"]);
		expect(enclosingBlock(range("0.0.0.0 - 255.255.255.255"))).toBe("0.0.0.0/0");
		expect(enclosingBlock(range("2001:db8::1"))).toBe("2001:db8::1");
	});

	it("does not cover what no registry has, or the registry does not know", async () => {
		const { find, made } = await source((_path, response) => sendJson(response, undefined));
		expect(await find("192.0.2.7")).toEqual({ kind: "not-covered" });
		expect(await find("9.9.9.9")).toEqual({ kind: "not-covered" });
		expect(await made.findAsn(1, signal)).toEqual({ kind: "not-covered" });
	});

	it("takes the longest prefix, and https before http", async () => {
		const narrow = await serve((_path, response) =>
			sendJson(response, network([abuseEntity("N", email("n@p.example"))])),
		);
		const bootstrap = await serve((_path, response) =>
			sendJson(response, {
				services: [
					[["192.0.0.0/8"], ["https://wide.example/rdap"]],
					[["192.0.2.0/24", "not a range"], [narrow.url]],
					[["192.0.2.0/30"], ["ftp://odd.example/", "no url"]],
					[["198.51.100.0/24"], ["http://plain.example/", "https://secure.example/"]],
				],
			}),
		);
		const { find } = await source(() => {}, { bootstrapUrl: bootstrap.url, hosts: [narrow.host] });
		expect(await find("192.0.2.1")).toMatchObject({ contact: { mailboxes: ["n@p.example"] } });
		await expect(find("198.51.100.1")).rejects.toMatchObject({ kind: "refused" });
	});

	it("answers for an AS number", async () => {
		const autnum = (change: object) => ({
			objectClassName: "autnum",
			handle: "AS64496",
			startAutnum: 64496,
			endAutnum: 64500,
			name: "POLDER-AS",
			country: "NL",
			entities: [abuseEntity("A", email("abuse@polder.example"))],
			...change,
		});
		const good = await source((_path, response) => sendJson(response, autnum({})));
		expect(await good.made.findAsn(64497, signal)).toMatchObject({
			contact: { asn: 64497, operator: "POLDER-AS", rangeCountry: "NL", mailboxes: ["abuse@polder.example"] },
		});
		expect(good.registry.asked).toEqual(["/autnum/64497"]);
		const other = await source((_path, response) => sendJson(response, autnum({ startAutnum: 1, endAutnum: 2 })));
		await expect(other.made.findAsn(64497, signal)).rejects.toMatchObject({ kind: "changed-shape" });
	});

	it("follows a redirect to a known registry only", async () => {
		const other = await serve((_path, response) =>
			sendJson(response, network([abuseEntity("O", email("o@p.example"))])),
		);
		const redirect = (location: string) => (_path: string, response: ServerResponse) => {
			response.writeHead(302, { location }).end();
		};
		const known = await source(redirect(`${other.url}ip/192.0.2.7`), { hosts: [] });
		const hosts = [known.registry.host, other.host];
		const followed = rdapSource({ ...base(known.bootstrap.url), hosts });
		expect(await followed.find(range("192.0.2.7"), signal)).toMatchObject({ contact: { mailboxes: ["o@p.example"] } });
		for (const location of [
			"http://169.254.169.254/latest/",
			"file:///etc/passwd",
			"http://u:p@x.example/",
			"http://[",
		]) {
			const { find } = await source(redirect(location));
			await expect(find("192.0.2.7")).rejects.toMatchObject({ kind: "refused" });
		}
		expect(other.asked).toEqual(["/ip/192.0.2.7"]);
	});

	it("keeps to the pace of the registry that a redirect leads to, and leaves that one alone when it says so", async () => {
		let status = 200;
		const other = await serve((_path, response) =>
			status === 200
				? sendJson(response, network([abuseEntity("O", email("o@p.example"))]))
				: response.writeHead(status, { "retry-after": "60" }).end(),
		);
		const first = await serve((path, response) =>
			response.writeHead(302, { location: new URL(path, other.url).href }).end(),
		);
		const bootstrap = await iana(() => first.url);
		const shared = { registry: "other", perDay: 2 };
		const made = rdapSource({
			...base(bootstrap.url),
			hosts: [first.host, other.host],
			paceByHost: { [other.host]: { concurrency: 1, count: 1000, perMs: 1, shared } },
		});
		const find = (text: string) => made.find(range(text), signal);
		expect(await find("192.0.2.7")).toMatchObject({ kind: "contact" });
		status = 429;
		await expect(find("192.0.2.8")).rejects.toMatchObject({ kind: "rate-limited", until: "2026-11-21T12:01:00.000Z" });
		await expect(find("192.0.2.9")).rejects.toMatchObject({ kind: "rate-limited" });
		expect(first.asked).toHaveLength(3);
		expect(other.asked).toHaveLength(2);
	});

	it("does not walk in circles", async () => {
		const { find } = await source((path, response) => response.writeHead(301, { location: path }).end());
		await expect(find("192.0.2.7")).rejects.toMatchObject({ kind: "refused" });
	});

	it.each([
		["another network", network([], { startAddress: "198.51.100.0", endAddress: "198.51.100.255" })],
		["ends that are not readable", network([], { startAddress: "192.0.2" })],
		["no ends", { objectClassName: "ip network" }],
		["no list of entities", { ...network([]), entities: undefined }],
		["entities of another shape", network([{ handle: "A", roles: "abuse" }])],
		["a card of another shape", network([{ handle: "A", roles: ["abuse"], vcardArray: { email: "a@p.example" } }])],
	])("calls %s a changed shape", async (_name, body) => {
		const { find } = await source((_path, response) => sendJson(response, body));
		await expect(find("192.0.2.7")).rejects.toMatchObject({ kind: "changed-shape" });
	});

	it("asks IANA again after a failure", async () => {
		let down = true;
		const registry = await serve((_path, response) => sendJson(response, network([])));
		const bootstrap = await serve((_path, response) => {
			if (down) response.writeHead(200).end(JSON.stringify({ services: "none" }));
			else sendJson(response, { services: [[["192.0.0.0/8"], [registry.url]]] });
		});
		const made = rdapSource({ ...base(bootstrap.url), hosts: [registry.host] });
		await expect(made.find(range("192.0.2.7"), signal)).rejects.toMatchObject({ kind: "changed-shape" });
		down = false;
		expect(await made.find(range("192.0.2.7"), signal)).toMatchObject({ kind: "contact" });
	});

	const base = (bootstrapUrl: string): RdapSourceOptions => ({
		clock: () => "2026-11-21T12:00:00.000Z",
		budgets: memoryBudgets(),
		bootstrapUrl,
		bootstrapMaxAgeMs: 60_000,
		hosts: [],
		timeoutMs: 2000,
		maxBytes: 100_000,
		pace: { concurrency: 4, count: 1000, perMs: 1 },
		paceByHost: {},
		retries: 0,
		retryDelayMs: 1,
	});
});
