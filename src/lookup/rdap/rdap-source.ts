import type { z } from "zod";
import type { Contact } from "../../core/contact/contact.ts";
import { parseRegisteredRange } from "../../core/contact/parse-registered-range.ts";
import { toCountry } from "../../core/contact/to-country.ts";
import { containsRange } from "../../core/report/range.ts";
import type { AddressRange } from "../../core/report/target.ts";
import type { Clock } from "../../ports/clock.ts";
import { type ContactSource, type SourceAnswer, SourceFault } from "../../ports/contact-source.ts";
import type { LookupBudgets } from "../../ports/lookup-budget.ts";
import { checkShape } from "../check-shape.ts";
import { enclosingBlock } from "../enclosing-block.ts";
import { fetchJson } from "../fetch-json.ts";
import { type Pace, type SourceClient, sourceClient } from "../source-client.ts";
import { bootstrapTable } from "./bootstrap.ts";
import { Autnum, IpNetwork } from "./rdap-shapes.ts";
import { abuseOf, registrantOf } from "./read-entities.ts";

export interface RdapSourceOptions {
	readonly clock: Clock;
	readonly budgets: LookupBudgets;
	/** Where the bootstrap files lie: `https://data.iana.org/rdap/` unless a test says otherwise. */
	readonly bootstrapUrl: string;
	readonly bootstrapMaxAgeMs: number;
	/** Hosts (with port, if not the usual one) that may be asked and that a redirect may lead to. */
	readonly hosts: readonly string[];
	readonly timeoutMs: number;
	readonly maxBytes: number;
	/** For each server that has no pace of its own. */
	readonly pace: Pace;
	readonly paceByHost: Readonly<Record<string, Pace>>;
	readonly retries: number;
	readonly retryDelayMs: number;
}

const source = "RDAP";

/** An end of a network; RIPE has written `/32` or `/128` behind it, others padded octets. */
function readEnds(first: string, last: string): AddressRange | null {
	const bare = (text: string) => text.replace(/\/(32|128)$/, "");
	return parseRegisteredRange(`${bare(first)} - ${bare(last)}`);
}

/** Registries name somebody for everything: an answer without a list is one of another form, and not one without a contact. */
function checkEntities(entities: unknown): void {
	if (Array.isArray(entities)) return;
	throw new SourceFault(source, "changed-shape", "an answer of RDAP names nobody, not even the registrant");
}

/** What an answer says, but for what it is about. */
function factsOf(
	{ name, handle, country, entities, remarks }: z.output<typeof IpNetwork> | z.output<typeof Autnum>,
	{ clock }: RdapSourceOptions,
) {
	const { mailboxes, unreadable, others } = abuseOf(entities);
	const registrant = registrantOf(entities);
	return {
		...{ mailboxes, unreadable, others },
		operator: registrant.name ?? name ?? handle ?? "",
		// As RIPE writes it when its yearly check could not reach the mailbox.
		suspect: (remarks ?? []).some(({ description }) =>
			/abuse-mailbox validation failed/i.test(description?.join(" ") ?? ""),
		),
		delegatedCountry: null,
		netname: name || null,
		organisationCountry: registrant.country,
		rangeCountry: country ? toCountry([country]) : null,
		source: "rdap",
		asOf: clock(),
	} as const;
}

function pathOf(label: string, entities: z.output<typeof IpNetwork>["entities"]): string[] {
	const { handle } = abuseOf(entities);
	return [label, ...(handle === null ? [] : [`entity ${handle}`])];
}

function toContact(range: AddressRange, answer: unknown, options: RdapSourceOptions): Contact {
	const network = checkShape(IpNetwork, answer, source);
	checkEntities(network.entities);
	const registered = readEnds(network.startAddress, network.endAddress);
	if (registered === null || !containsRange(registered, range)) {
		throw new SourceFault(source, "changed-shape", "RDAP answers for another network than was asked for");
	}
	return {
		...factsOf(network, options),
		range: registered,
		// RDAP does not tell whether a smaller network lies inside.
		leaf: registered.first === registered.last,
		asn: null,
		path: pathOf(`network ${network.handle ?? network.name ?? ""}`, network.entities),
	};
}

function toAsnContact(asn: number, answer: unknown, options: RdapSourceOptions): Contact {
	const autnum = checkShape(Autnum, answer, source);
	checkEntities(autnum.entities);
	if (asn < autnum.startAutnum || asn > autnum.endAutnum) {
		throw new SourceFault(source, "changed-shape", "RDAP answers for another AS number than was asked for");
	}
	return {
		...factsOf(autnum, options),
		range: { version: 4, first: 0n, last: 0n },
		leaf: false,
		asn,
		path: pathOf(`autnum ${autnum.handle ?? asn}`, autnum.entities),
	};
}

/**
 * RDAP (RFC 9082, 9083) at whichever registry is responsible by IANA's bootstrap files (RFC 9224). Only servers in `hosts`
 * are asked, also after a redirect. `country` of a network is what its holder wrote; the organisation's is read from the
 * registrant's address, which RIPE does not give.
 */
export function rdapSource(options: RdapSourceOptions): ContactSource {
	const hosts = new Set(options.hosts);
	const clients = new Map<string, SourceClient>();
	const clientFor = (host: string): SourceClient => {
		const known = clients.get(host);
		if (known !== undefined) return known;
		const client = sourceClient({ ...options, source, pace: options.paceByHost[host] ?? options.pace });
		clients.set(host, client);
		return client;
	};
	const get = (url: URL, signal: AbortSignal) =>
		fetchJson(url, signal, {
			...options,
			source,
			clientFor: ({ host }) => clientFor(host),
			mayFollow: ({ host }) => hosts.has(host),
		});
	const bootstrap = bootstrapTable({
		fetch: (file, signal) => get(new URL(file, options.bootstrapUrl), signal),
		maxAgeMs: options.bootstrapMaxAgeMs,
		source,
	});
	const ask = async (server: URL | null, path: string, signal: AbortSignal): Promise<unknown> => {
		if (server === null) return null;
		if (!hosts.has(server.host)) {
			throw new SourceFault(source, "refused", "IANA names a server that is no known registry");
		}
		return get(new URL(path, server), signal);
	};
	const toAnswer = (answer: unknown, read: () => Contact): SourceAnswer =>
		answer === null ? { kind: "not-covered" } : { kind: "contact", contact: read() };
	// RDAP asks for an address or a CIDR block (RFC 9082, 3.1.1).
	return {
		name: "rdap",
		find: async (range, signal) => {
			const answer = await ask(await bootstrap.serverFor(range, signal), `ip/${enclosingBlock(range)}`, signal);
			return toAnswer(answer, () => toContact(range, answer, options));
		},
		findAsn: async (asn, signal) => {
			const answer = await ask(await bootstrap.serverForAsn(asn, signal), `autnum/${asn}`, signal);
			return toAnswer(answer, () => toAsnContact(asn, answer, options));
		},
	};
}
