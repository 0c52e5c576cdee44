import { countryCode } from "../country-code.ts";
import type { Organisation } from "./collected.ts";
import { flattenNetworks, type Intervals } from "./flatten-networks.ts";
import type { Nesting } from "./nest-networks.ts";
import type { Resolution } from "./resolve-contacts.ts";
import type { SortedNetworks } from "./sort-networks.ts";

export interface Kept {
	/** Place of each network among the kept ones, from 1; 0 = left out. */
	readonly places: Uint32Array;
	/** Number of networks that are kept. */
	readonly count: number;
	readonly intervals: Intervals;
}

interface Parts {
	readonly networks: SortedNetworks;
	readonly nesting: Nesting;
	readonly resolution: Resolution;
	readonly delegated: Uint16Array;
	readonly organisations: readonly Organisation[];
}

function numbered(kept: Uint8Array): { places: Uint32Array; count: number } {
	const places = new Uint32Array(kept.length);
	let count = 0;
	for (let index = 0; index < kept.length; index++) if (kept[index] === 1) places[index] = ++count;
	return { places, count };
}

/**
 * The networks of one country (as written on the range, of the organisation to show, or of the holder of the block), with everything that is
 * more specific in them: there every address gets what it would get from all networks. The networks above are kept for the climb, and
 * have no addresses of their own: an address outside the wanted networks must not get a wider one's contact. Null = all.
 */
export function keepCountry(country: string | null, parts: Parts): Kept {
	const { networks, nesting, resolution, delegated, organisations } = parts;
	const { count } = networks;
	if (country === null) {
		return { ...numbered(new Uint8Array(count).fill(1)), intervals: flattenNetworks(networks) };
	}
	const code = countryCode(country);
	const isOf = (org: number) => org >= 0 && (organisations[org] as Organisation).country === code;
	const isWanted = (index: number) =>
		networks.country[index] === code ||
		delegated[index] === code ||
		isOf(resolution.organisation[index] as number) ||
		isOf(networks.org[index] as number);
	const intervals = flattenNetworks(networks, isWanted);
	const kept = new Uint8Array(count);
	for (const owner of intervals.owners) if (owner >= 0) kept[owner] = 1;
	for (let index = 0; index < count; index++) if (isWanted(index)) kept[index] = 1;
	// What a network lies in stands before it.
	for (let index = count - 1; index >= 0; index--) {
		const above = nesting.parent[index] as number;
		if (kept[index] === 1 && above >= 0) kept[above] = 1;
	}
	return { ...numbered(kept), intervals };
}
