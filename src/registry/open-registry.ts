import type { Contact } from "../core/contact/contact.ts";
import type { Instant } from "../core/instant.ts";
import { renderAddress, renderRange } from "../core/report/range.ts";
import type { AddressRange } from "../core/report/target.ts";
import type { LocalRegistry, RangeContents, SourceAnswer } from "../ports/contact-source.ts";
import { findAbuseContact } from "./find-abuse-contact.ts";
import { loadObjects, type Network, type RegistryObjects, type Route } from "./load-objects.ts";
import { type RangeTable, rangeTable } from "./range-table.ts";

interface Index {
	readonly objects: RegistryObjects;
	readonly networks: RangeTable<Network>;
	readonly routes: RangeTable<Route>;
	readonly asOf: Instant;
}

/** The AS that the most specific routes announce the range from; null when there is none, or they differ. */
function originOf(range: AddressRange, { routes }: Index): number | null {
	const [first, ...wider] = routes.chain(range);
	if (first === undefined) return null;
	const same = wider.filter(
		(route) => route.range.first === first.range.first && route.range.last === first.range.last,
	);
	return same.every((route) => route.origin === first.origin) ? first.origin : null;
}

/** As the database writes it: `first - last` for IPv4, `address/length` for IPv6. */
function labelOf({ range }: Network): string {
	const { version, first, last } = range;
	if (version === 6) return `inet6num ${renderRange(range)}`;
	return `inetnum ${renderAddress(version, first)} - ${renderAddress(version, last)}`;
}

/** `asked`: the part that the origin AS is looked up for. `chain`: the network and those above it. */
function contactFor(chain: readonly [Network, ...Network[]], asked: AddressRange, index: Index): Contact {
	const [network] = chain;
	const steps = chain.map((resource) => ({ label: labelOf(resource), resource }));
	const { mailboxes, organisation, path } = findAbuseContact(steps, index.objects);
	return {
		range: network.range,
		leaf: index.networks.isLeaf(network),
		operator: organisation?.name ?? (network.name || labelOf(network)),
		mailboxes,
		unreadable: null,
		suspect: false,
		others: [],
		netname: null,
		delegatedCountry: null,
		organisationCountry: organisation?.country ?? null,
		rangeCountry: network.country,
		asn: originOf(asked, index),
		source: "registry",
		path,
		asOf: index.asOf,
	};
}

function find(range: AddressRange, index: Index): SourceAnswer {
	const [network, ...above] = index.networks.chain(range);
	if (network === undefined) return { kind: "not-covered" };
	return { kind: "contact", contact: contactFor([network, ...above], range, index) };
}

function findAsn(asn: number, index: Index): SourceAnswer {
	const resource = index.objects.autNums.get(asn);
	if (resource === undefined) return { kind: "not-covered" };
	const label = `aut-num AS${asn}`;
	const { mailboxes, organisation, path } = findAbuseContact([{ label, resource }], index.objects);
	const contact: Contact = {
		// An AS number has no range; this one says nothing and is never shown or stored.
		range: { version: 4, first: 0n, last: 0n },
		leaf: false,
		operator: organisation?.name ?? (resource.name || `AS${asn}`),
		mailboxes,
		unreadable: null,
		suspect: false,
		others: [],
		netname: null,
		delegatedCountry: null,
		organisationCountry: organisation?.country ?? null,
		rangeCountry: null,
		asn,
		source: "registry",
		path,
		asOf: index.asOf,
	};
	return { kind: "contact", contact };
}

function inside(range: AddressRange, index: Index): RangeContents {
	const { items, gaps } = index.networks.cover(range);
	const contacts = items.map((network) => {
		const chain = index.networks.chain(network.range);
		return contactFor([network, ...chain.slice(chain.indexOf(network) + 1)], network.range, index);
	});
	return { contacts, gaps };
}

/**
 * Reads the RIPE database's split files (`ripe.db.inetnum.gz` and so on, plain or packed) from a folder into memory and
 * answers from it. Throws a `RegistryFault` when the folder or a file cannot be read or holds no networks.
 */
export async function openRegistry(directory: string): Promise<LocalRegistry> {
	const objects = await loadObjects(directory);
	const index: Index = {
		objects,
		networks: rangeTable(objects.networks),
		routes: rangeTable(objects.routes),
		asOf: new Date(objects.oldestMs).toISOString(),
	};
	return {
		name: "registry",
		asOf: index.asOf,
		objects: objects.count,
		find: async (range) => find(range, index),
		findAsn: async (asn) => findAsn(asn, index),
		inside: (range) => inside(range, index),
		attribute: () => {
			throw new Error("not built yet");
		},
		contactOf: () => {
			throw new Error("not built yet");
		},
	};
}
