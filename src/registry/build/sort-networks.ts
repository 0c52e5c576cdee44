import { radixOrder } from "../radix-order.ts";
import type { Networks } from "./collected.ts";

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** Puts values in order where they are: one column at a time is there twice. */
function sorted<T extends Numbers>(values: T, order: Uint32Array): T {
	const copy = values.slice();
	for (let at = 0; at < order.length; at++) values[at] = copy[order[at] as number] as number;
	return values;
}

/** Networks in order of address, where each network stands before what lies in it. */
export interface SortedNetworks extends Networks {
	/** Where each network's name lies in `names`. */
	readonly nameEnd: Uint32Array;
}

/**
 * Sorts by first address, the wider before the narrower. Of two networks of the same range the one that was read later stands later,
 * and counts as the more specific one. The columns are sorted where they are.
 */
export function sortNetworks(networks: Networks): SortedNetworks {
	const { first, last, count, nameAt } = networks;
	const nameEnd = nameAt.slice(1);
	const descending = [...first.map(() => false), ...last.map(() => true)];
	const order = radixOrder([...first, ...last], count, descending);
	return {
		...networks,
		first: first.map((values) => sorted(values, order)),
		last: last.map((values) => sorted(values, order)),
		org: sorted(networks.org, order),
		role: sorted(networks.role, order),
		country: sorted(networks.country, order),
		ends: sorted(networks.ends, order),
		nameAt: sorted(nameAt.subarray(0, count), order),
		nameEnd: sorted(nameEnd, order),
	};
}

/** Below 0, 0 or above 0: how address `i` of `a` compares with address `j` of `b`. */
export function compareWords(a: readonly Uint32Array[], i: number, b: readonly Uint32Array[], j: number): number {
	for (let word = 0; word < a.length; word++) {
		const difference = ((a[word] as Uint32Array)[i] as number) - ((b[word] as Uint32Array)[j] as number);
		if (difference !== 0) return difference;
	}
	return 0;
}

/** Number of addresses, less one. */
export function widthAt({ first, last }: Networks, index: number): bigint {
	const value = (words: readonly Uint32Array[]) =>
		words.reduce((sum, word) => (sum << 32n) | BigInt(word[index] as number), 0n);
	return value(last) - value(first);
}
