import { containsRange, renderAddress, renderRange } from "../../src/core/report/range.ts";
import type { AddressRange } from "../../src/core/report/target.ts";

/** A made-up registry in the form of the RIPE database. */
export interface RipeDatabase {
	readonly networks: readonly RipeNetwork[];
	readonly organisations: readonly RipeOrganisation[];
	/** By handle. Without a mailbox: a role that is no abuse contact. */
	readonly roles: ReadonlyMap<string, RipeRole>;
	readonly routes: readonly { readonly range: AddressRange; readonly origin: string }[];
}

export interface RipeNetwork {
	readonly range: AddressRange;
	readonly netname: string;
	readonly country: string;
	readonly org?: string;
	readonly abuseC?: string;
	readonly mntBy: string;
}

interface RipeOrganisation {
	readonly handle: string;
	readonly name: string;
	readonly country: string;
	readonly abuseC?: string;
}

interface RipeRole {
	readonly mailbox: string | null;
	readonly suspect?: boolean;
}

/** What the database says of a resource's abuse contact. */
export interface RipeAbuse {
	readonly key: string;
	readonly email: string;
	readonly suspect: boolean;
}

const same = (a: AddressRange, b: AddressRange) => containsRange(a, b) && containsRange(b, a);
const width = (range: AddressRange) => range.last - range.first;

/** `first - last`, or a block of IPv6. */
export function renderKey(range: AddressRange): string {
	const { version, first, last } = range;
	return version === 6 ? renderRange(range) : `${renderAddress(4, first)} - ${renderAddress(4, last)}`;
}

/** Those that hold `range`, the widest first, as the database lists them. */
export function holding<T extends { readonly range: AddressRange }>(items: readonly T[], range: AddressRange): T[] {
	return items
		.filter((item) => containsRange(item.range, range))
		.sort((a, b) => (width(a.range) > width(b.range) ? -1 : 1));
}

/** Those inside `range` but for one of the same ends: each before what lies in it, else in order of address. */
export function inside<T extends { readonly range: AddressRange }>(items: readonly T[], range: AddressRange): T[] {
	return items
		.filter((item) => containsRange(range, item.range) && !same(range, item.range))
		.sort((a, b) => {
			if (a.range.first !== b.range.first) return a.range.first < b.range.first ? -1 : 1;
			return width(a.range) > width(b.range) ? -1 : 1;
		});
}

/** Those inside `range` that lie in no other one inside it. */
export function firstInside<T extends { readonly range: AddressRange }>(items: readonly T[], range: AddressRange): T[] {
	const all = inside(items, range);
	return all.filter((item) => !all.some((other) => other !== item && containsRange(other.range, item.range)));
}

const registryMaintainers = new Set(["RIPE-NCC-HM-MNT", "RIPE-NCC-END-MNT", "RIPE-NCC-LEGACY-MNT"]);

/** The climb, one network after the other: its own contact, its organisation's, then the network round it. */
export function abuseOf(database: RipeDatabase, network: RipeNetwork): RipeAbuse | null {
	const read = (handle: string | undefined): RipeAbuse | null => {
		const role = handle === undefined ? undefined : database.roles.get(handle);
		if (handle === undefined || role === undefined || role.mailbox === null) return null;
		return { key: handle, email: role.mailbox, suspect: role.suspect ?? false };
	};
	const organisation = database.organisations.find(({ handle }) => handle === network.org);
	const found = read(network.abuseC) ?? read(organisation?.abuseC);
	if (found !== null || registryMaintainers.has(network.mntBy)) return found;
	const parent = holding(database.networks, network.range)
		.filter(({ range }) => !same(range, network.range))
		.at(-1);
	return parent === undefined ? null : abuseOf(database, parent);
}
