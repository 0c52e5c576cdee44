import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parseRegisteredRange } from "../../src/core/contact/parse-registered-range.ts";
import { prefixLength, renderAddress } from "../../src/core/report/range.ts";
import type { AddressRange } from "../../src/core/report/target.ts";
import {
	abuseOf,
	firstInside,
	holding,
	inside,
	type RipeAbuse,
	type RipeDatabase,
	type RipeNetwork,
	renderKey,
} from "./ripe-database.ts";

/** RIPE's REST service over a made-up database, on loopback. */
export interface RipeRestServer {
	/** `http://127.0.0.1:<port>/` */
	readonly url: string;
	/** Paths that were asked for, in order. */
	readonly asked: string[];
	/** Objects with personal data that its answers held. */
	personal(): number;
	close(): Promise<void>;
}

export interface RipeRestOptions {
	/** Before each answer. */
	readonly latencyMs?: number;
	/** Answers in the server's place, whose own answer is `body`; false leaves it to the server. */
	readonly instead?: (response: ServerResponse, body: unknown) => boolean;
}

interface Registry {
	readonly database: RipeDatabase;
	readonly contacts: (network: RipeNetwork) => RipeAbuse | null;
}

interface Served {
	readonly type: string;
	readonly key: string;
	readonly attributes: readonly (readonly [string, string])[];
	readonly abuse: RipeAbuse | null;
	readonly org: string | undefined;
}

const flagNames = new Set(["all-less", "one-less", "all-more", "one-more", "exact", "no-referenced", "no-personal"]);
flagNames.add("no-grouping").add("no-filtering");

type Contacts = Registry["contacts"];

/** The climb is long in a large database: each network's is made once. */
function contactsOf(database: RipeDatabase): Contacts {
	const known = new Map<RipeNetwork, RipeAbuse | null>();
	return (network) => {
		const before = known.get(network);
		if (before !== undefined) return before;
		const abuse = abuseOf(database, network);
		known.set(network, abuse);
		return abuse;
	};
}

function servedNetwork(contacts: Contacts, network: RipeNetwork): Served {
	const type = network.range.version === 4 ? "inetnum" : "inet6num";
	const key = renderKey(network.range);
	const optional = (name: string, value: string | undefined) => (value === undefined ? [] : [[name, value] as const]);
	return {
		...{ type, key, org: network.org, abuse: contacts(network) },
		attributes: [
			[type, key],
			["netname", network.netname],
			["country", network.country],
			...optional("org", network.org),
			["admin-c", "PERSON1-TEST"],
			["tech-c", "PERSON1-TEST"],
			...optional("abuse-c", network.abuseC),
			["status", "ASSIGNED PA"],
			["mnt-by", network.mntBy],
			["created", "2020-01-01T00:00:00Z"],
			["source", "RIPE"],
		],
	};
}

function servedOrganisation(database: RipeDatabase, handle: string): Served[] {
	const organisation = database.organisations.find((one) => one.handle === handle);
	if (organisation === undefined) return [];
	const { name, country, abuseC } = organisation;
	const role = abuseC === undefined ? undefined : database.roles.get(abuseC);
	const abuse =
		abuseC === undefined || role === undefined || role.mailbox === null
			? null
			: { key: abuseC, email: role.mailbox, suspect: role.suspect ?? false };
	const attributes = [
		["organisation", handle],
		["org-name", name],
		["country", country],
		...(abuseC === undefined ? [] : [["abuse-c", abuseC] as const]),
		["e-mail", "***@polder.example"],
		["source", "RIPE"],
	] as const;
	return [{ type: "organisation", key: handle, attributes, abuse, org: undefined }];
}

const person: Served = {
	...{ type: "person", key: "PERSON1-TEST", abuse: null, org: undefined },
	attributes: [
		["person", "Somebody"],
		["nic-hdl", "PERSON1-TEST"],
	],
};

function primary({ database, contacts }: Registry, range: AddressRange, query: URLSearchParams): Served[] {
	const flags = new Set(query.getAll("flags"));
	const types = new Set(query.getAll("type-filter"));
	const pick = <T extends { readonly range: AddressRange }>(items: readonly T[]): T[] => {
		if (flags.has("all-more")) return inside(items, range);
		if (flags.has("one-more")) return firstInside(items, range);
		return flags.has("all-less") ? holding(items, range) : holding(items, range).slice(-1);
	};
	const networkType = range.version === 4 ? "inetnum" : "inet6num";
	const routeType = range.version === 4 ? "route" : "route6";
	const networks = types.size === 0 || types.has(networkType) ? pick(database.networks) : [];
	const routes = types.size === 0 || types.has(routeType) ? pick(database.routes) : [];
	return [
		...networks.map((network) => servedNetwork(contacts, network)),
		...routes.map(({ range: to, origin }): Served => {
			const block = `${renderAddress(to.version, to.first)}/${prefixLength(to)}`;
			const attributes = [
				[routeType, block],
				["origin", origin],
			] as const;
			return { type: routeType, key: block, attributes, abuse: null, org: undefined };
		}),
	];
}

/** With grouping, what each object names follows it; without, all of it follows in the end, each once. */
function withReferenced(database: RipeDatabase, objects: readonly Served[], flags: ReadonlySet<string>): Served[] {
	if (flags.has("no-referenced")) return [...objects];
	const named = (object: Served) => [
		...(object.org === undefined ? [] : servedOrganisation(database, object.org)),
		...(flags.has("no-personal") || object.type.startsWith("route") ? [] : [person]),
	];
	if (!flags.has("no-grouping")) return objects.flatMap((object) => [object, ...named(object)]);
	return [...objects, ...new Map(objects.flatMap(named).map((one) => [one.key, one])).values()];
}

const render = ({ type, key, attributes, abuse }: Served, withAbuse: boolean) => ({
	type,
	link: { type: "locator", href: `https://rest.db.ripe.net/ripe/${type}/${encodeURIComponent(key)}` },
	source: { id: "ripe" },
	"primary-key": { attribute: [{ name: type, value: key }] },
	attributes: { attribute: attributes.map(([name, value]) => ({ name, value })) },
	...(withAbuse && abuse !== null ? { "abuse-contact": { ...abuse, "org-id": "ORG-SPONSOR-TEST" } } : {}),
});

type Answer = { readonly status: number; readonly body: unknown; readonly personal: number };
const refused = (status: number, text: string): Answer => {
	const body = { errormessages: { errormessage: [{ severity: "Error", text }] } };
	return { status, body, personal: 0 };
};

function search(registry: Registry, query: URLSearchParams): Answer {
	const flags = new Set(query.getAll("flags"));
	const range = parseRegisteredRange(query.get("query-string") ?? "");
	if (![...flags].every((flag) => flagNames.has(flag)) || range === null) return refused(400, "ERROR:109");
	if (width(range) === (range.version === 4 ? 32 : 128) && (flags.has("all-more") || flags.has("one-more"))) {
		return refused(400, "ERROR:114");
	}
	const all = withReferenced(registry.database, primary(registry, range, query), flags);
	const served = all.slice(0, Number(query.get("limit") ?? all.length));
	if (served.length === 0) return refused(404, "ERROR:101: no entries found");
	const objects = served.map((one) => render(one, query.has("abuse-contact")));
	const body = {
		service: { name: "search" },
		parameters: { "query-strings": { "query-string": [{ value: query.get("query-string") }] } },
		objects: { object: objects },
		"terms-and-conditions": { type: "locator", href: "https://docs.db.ripe.net/terms-conditions.html" },
		version: { version: "1.120" },
	};
	return { status: 200, body, personal: served.filter(({ type }) => type === "person").length };
}

const width = (range: AddressRange) => (range.last - range.first + 1n).toString(2).length - 1;

function abuseContact(database: RipeDatabase, resource: string): Answer {
	const range = parseRegisteredRange(resource);
	const network = range === null ? undefined : holding(database.networks, range).at(-1);
	if (network === undefined) return refused(404, `No abuse contact found for ${resource}`);
	const abuse = abuseOf(database, network) ?? { key: "", email: "", suspect: false };
	const body = {
		service: "abuse-contact",
		parameters: { "primary-key": { value: renderKey(network.range) } },
		"abuse-contacts": { ...abuse, "org-id": "ORG-SPONSOR-TEST" },
	};
	return { status: 200, body, personal: 0 };
}

export async function startRipeRest(database: RipeDatabase, options: RipeRestOptions = {}): Promise<RipeRestServer> {
	const asked: string[] = [];
	const registry: Registry = { database, contacts: contactsOf(database) };
	let personal = 0;
	const server = createServer((request, response) => {
		const path = request.url ?? "/";
		asked.push(path);
		const { pathname, searchParams } = new URL(path, "http://127.0.0.1");
		const resource = /^\/abuse-contact\/(.+)\.json$/.exec(decodeURI(pathname))?.[1];
		const answer = resource === undefined ? search(registry, searchParams) : abuseContact(database, resource);
		if (options.instead?.(response, answer.body) === true) return;
		personal += answer.personal;
		setTimeout(() => {
			response.writeHead(answer.status, { "content-type": "application/json" });
			response.end(JSON.stringify(answer.body));
		}, options.latencyMs ?? 0);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		asked,
		personal: () => personal,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
