import type { Contact } from "../../core/contact/contact.ts";
import { isPlaceholder } from "../../core/contact/is-placeholder.ts";
import { parseMailboxes } from "../../core/contact/parse-mailboxes.ts";
import { parseRegisteredRange } from "../../core/contact/parse-registered-range.ts";
import { type RpslObject, rpslValue, rpslValues } from "../../core/contact/rpsl.ts";
import { toCountry } from "../../core/contact/to-country.ts";
import { containsRange, renderAddress, renderRange } from "../../core/report/range.ts";
import type { AddressRange } from "../../core/report/target.ts";
import type { Clock } from "../../ports/clock.ts";
import { type ContactSource, type SourceAnswer, SourceFault } from "../../ports/contact-source.ts";
import { checkShape } from "../check-shape.ts";
import { fetchJson } from "../fetch-json.ts";
import { type Pace, sourceClient } from "../source-client.ts";
import { AbuseContactAnswer, ObjectsAnswer, toRpsl } from "./ripe-shapes.ts";

export interface RipeSourceOptions {
	readonly clock: Clock;
	/** `https://rest.db.ripe.net` unless a test says otherwise. */
	readonly baseUrl: string;
	readonly timeoutMs: number;
	readonly maxBytes: number;
	readonly pace: Pace;
	readonly retries: number;
	readonly retryDelayMs: number;
}

const source = "RIPE";
const maxOrganisations = 5_000;

interface Ask {
	abuseContact(resource: string, signal: AbortSignal): Promise<{ key: string; email: string } | null>;
	/** Objects of the database; empty when it has none. */
	search(query: Readonly<Record<string, string | readonly string[]>>, signal: AbortSignal): Promise<RpslObject[]>;
	organisation(handle: string, signal: AbortSignal): Promise<RpslObject | null>;
}

function openAsk(options: RipeSourceOptions): Ask {
	const client = sourceClient({ source, ...options });
	const get = (path: string, signal: AbortSignal) =>
		fetchJson(new URL(path, options.baseUrl), signal, { source, client, ...options, mayFollow: () => false });
	const organisations = new Map<string, RpslObject | null>();
	const objects = async (path: string, signal: AbortSignal) => {
		const answer = await get(path, signal);
		return answer === null ? [] : toRpsl(checkShape(ObjectsAnswer, answer, source));
	};
	return {
		abuseContact: async (resource, signal) => {
			const answer = await get(`/abuse-contact/${encodeURI(resource)}.json`, signal);
			return answer === null ? null : checkShape(AbuseContactAnswer, answer, source)["abuse-contacts"];
		},
		search: (query, signal) => {
			const parameters = new URLSearchParams({ source: "ripe" });
			for (const [name, value] of Object.entries(query)) {
				for (const one of [value].flat()) parameters.append(name, one);
			}
			return objects(`/search.json?${parameters}`, signal);
		},
		organisation: async (handle, signal) => {
			const known = organisations.get(handle);
			if (known !== undefined) return known;
			const [organisation = null] = await objects(`/ripe/organisation/${encodeURIComponent(handle)}.json`, signal);
			if (organisations.size >= maxOrganisations) organisations.clear();
			organisations.set(handle, organisation);
			return organisation;
		},
	};
}

interface Registered {
	readonly range: AddressRange;
	readonly object: RpslObject;
}

const width = (range: AddressRange) => range.last - range.first;

/** The networks that hold `range`, the most specific first; a placeholder is none. */
function networksHolding(range: AddressRange, objects: readonly RpslObject[]): Registered[] {
	const networks: Registered[] = [];
	for (const object of objects) {
		if (object.type !== "inetnum" && object.type !== "inet6num") continue;
		const registered = parseRegisteredRange(object.key);
		if (registered === null)
			throw new SourceFault(source, "changed-shape", "RIPE names a network that is not readable");
		if (isPlaceholder(rpslValue(object, "netname")) || !containsRange(registered, range)) continue;
		networks.push({ range: registered, object });
	}
	return networks.sort((a, b) => (width(a.range) < width(b.range) ? -1 : 1));
}

/** The AS that the most specific route is announced from; null without one, or when routes differ. */
function originOf(range: AddressRange, objects: readonly RpslObject[]): number | null {
	const routes = objects
		.filter((object) => object.type === "route" || object.type === "route6")
		.map((object) => ({ range: parseRegisteredRange(object.key), origin: rpslValue(object, "origin") ?? "" }))
		.flatMap(({ range: at, origin }) => (at !== null && containsRange(at, range) ? [{ range: at, origin }] : []));
	routes.sort((a, b) => (width(a.range) < width(b.range) ? -1 : 1));
	const [first] = routes;
	const same = routes.filter((route) => first !== undefined && width(route.range) === width(first.range));
	const asn = /^AS(\d{1,10})$/i.exec(first?.origin ?? "");
	return asn !== null && same.every(({ origin }) => origin === first?.origin) ? Number(asn[1]) : null;
}

const sameHandle = (a: string | null, b: string) => a !== null && b !== "" && a.toUpperCase() === b.toUpperCase();

/** The organisation that the role `key` speaks for: on the way up, where that role is found; else the first one there is. */
async function organisationOf(
	chain: readonly RpslObject[],
	key: string,
	fetch: (handle: string) => Promise<RpslObject | null>,
): Promise<RpslObject | null> {
	let first: RpslObject | null = null;
	for (const object of chain.slice(0, 4)) {
		const handle = rpslValue(object, "org");
		const organisation = handle === null ? null : await fetch(handle);
		if (sameHandle(rpslValue(object, "abuse-c"), key)) return organisation;
		if (organisation !== null && sameHandle(rpslValue(organisation, "abuse-c"), key)) return organisation;
		first ??= organisation;
	}
	return first;
}

const countryOf = (object: RpslObject | null) => (object === null ? null : toCountry(rpslValues(object, "country")));

/** Whether nothing more specific is registered inside a network; when that cannot be found out, it is not a leaf. */
async function isLeaf(network: Registered, ask: Ask, signal: AbortSignal): Promise<boolean> {
	try {
		const query = { "query-string": renderForQuery(network.range), "type-filter": network.object.type, limit: "1" };
		const inside = await ask.search({ ...query, flags: ["one-more", "no-referenced"] }, signal);
		return inside.length === 0;
	} catch (error) {
		if (error instanceof SourceFault) return false;
		throw error;
	}
}

/** As the database writes a range: a CIDR block, or `first - last`. */
function renderForQuery(range: AddressRange): string {
	const text = renderRange(range);
	if (!text.includes("-")) return text;
	return `${renderAddress(range.version, range.first)} - ${renderAddress(range.version, range.last)}`;
}

async function findRange(
	range: AddressRange,
	ask: Ask,
	options: RipeSourceOptions,
	signal: AbortSignal,
): Promise<SourceAnswer> {
	const types = range.version === 4 ? ["inetnum", "route"] : ["inet6num", "route6"];
	const text = renderForQuery(range);
	const objects = await ask.search(
		{ "query-string": text, "type-filter": types, flags: ["all-less", "no-referenced"] },
		signal,
	);
	const networks = networksHolding(range, objects);
	const [network] = networks;
	if (network === undefined) return { kind: "not-covered" };
	const abuse = await ask.abuseContact(text, signal);
	if (abuse === null) return { kind: "not-covered" };
	const chain = networks.map(({ object }) => object);
	const organisation = await organisationOf(chain, abuse.key, (handle) => ask.organisation(handle, signal));
	const contact: Contact = {
		range: network.range,
		leaf: await isLeaf(network, ask, signal),
		operator:
			(organisation === null ? null : rpslValue(organisation, "org-name")) ??
			rpslValue(network.object, "netname") ??
			network.object.key,
		mailboxes: parseMailboxes(abuse.email),
		unreadable: null,
		suspect: false,
		others: [],
		netname: null,
		delegatedCountry: null,
		organisationCountry: countryOf(organisation),
		rangeCountry: countryOf(network.object),
		asn: originOf(range, objects),
		source: "ripe",
		path: pathOf(network.object, organisation, abuse.key),
		asOf: options.clock(),
	};
	return { kind: "contact", contact };
}

const pathOf = (object: RpslObject, organisation: RpslObject | null, key: string) => [
	`${object.type} ${object.key}`,
	...(organisation === null ? [] : [`org ${organisation.key}`]),
	...(key === "" ? [] : [`role ${key}`]),
];

async function findAsn(asn: number, ask: Ask, options: RipeSourceOptions, signal: AbortSignal): Promise<SourceAnswer> {
	const flags = ["no-referenced"];
	const [object] = await ask.search({ "query-string": `AS${asn}`, "type-filter": "aut-num", flags }, signal);
	if (object === undefined) return { kind: "not-covered" };
	const abuse = await ask.abuseContact(`AS${asn}`, signal);
	if (abuse === null) return { kind: "not-covered" };
	const organisation = await organisationOf([object], abuse.key, (handle) => ask.organisation(handle, signal));
	const contact: Contact = {
		range: { version: 4, first: 0n, last: 0n },
		leaf: false,
		operator:
			(organisation === null ? null : rpslValue(organisation, "org-name")) ??
			rpslValue(object, "as-name") ??
			object.key,
		mailboxes: parseMailboxes(abuse.email),
		unreadable: null,
		suspect: false,
		others: [],
		netname: null,
		delegatedCountry: null,
		organisationCountry: countryOf(organisation),
		rangeCountry: null,
		asn,
		source: "ripe",
		path: pathOf(object, organisation, abuse.key),
		asOf: options.clock(),
	};
	return { kind: "contact", contact };
}

/**
 * The RIPE database over its REST service. Four kinds of questions: the networks that hold the range (`search`, for
 * countries, the AS and what is covered at all; objects of people are left out, so that nothing counts against the limit on
 * personal data), the abuse contact (`abuse-contact`), the organisation behind it (for the legal country, which the abuse
 * contact's own answer does not hold; its `org-id` can be the sponsor and is not used), and whether anything lies inside.
 */
export function ripeSource(options: RipeSourceOptions): ContactSource {
	const ask = openAsk(options);
	return {
		name: "ripe",
		find: (range, signal) => findRange(range, ask, options, signal),
		findAsn: (asn, signal) => findAsn(asn, ask, options, signal),
	};
}
