import { radixOrder } from "../radix-order.ts";
import type { IndexReader } from "./index-reader.ts";

/** Stretches of one version: which range an address belongs to. */
export interface Intervals4 {
	/** Number of the most specific range; 0 = none. */
	find(address: number): number;
	/** The same for many, in any order. */
	findAll(addresses: Uint32Array): Uint32Array;
	/** Calls `use` for each stretch that has a part of `first`..`last`, in order; 0 = registered to nobody. */
	each(first: number, last: number, use: (number: number) => void): void;
}

const isSorted = (values: Uint32Array) => {
	for (let at = 1; at < values.length; at++) if ((values[at - 1] as number) > (values[at] as number)) return false;
	return true;
};

export function readIntervals4(reader: IndexReader): Intervals4 {
	const index = reader.words("index4");
	const starts = new Uint16Array(reader.bytes("starts4").buffer);
	const owners = reader.words("owners4");
	/** Position of the stretch that holds the address; -1 = before the first one. */
	const position = (address: number): number => {
		const bucket = address >>> 16;
		const rest = address & 0xffff;
		let low = index[bucket] as number;
		let high = index[bucket + 1] as number;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((starts[middle] as number) <= rest) low = middle + 1;
			else high = middle;
		}
		return low - 1;
	};
	const find = (address: number): number => {
		const at = position(address);
		return at < 0 ? 0 : (owners[at] as number);
	};
	/** Sorted addresses: the stretches are passed by once. */
	const merge = (addresses: Uint32Array, order: Uint32Array | null): Uint32Array => {
		const found = new Uint32Array(addresses.length);
		let bucket = -1;
		let at = 0;
		let end = 0;
		for (let place = 0; place < addresses.length; place++) {
			const row = order === null ? place : (order[place] as number);
			const address = addresses[row] as number;
			if (address >>> 16 !== bucket) {
				bucket = address >>> 16;
				at = index[bucket] as number;
				end = index[bucket + 1] as number;
			}
			const rest = address & 0xffff;
			// Long jumps in a full block by halves, short ones step by step.
			if (at + 16 < end && (starts[at + 16] as number) <= rest) at = position(address) + 1;
			else while (at < end && (starts[at] as number) <= rest) at++;
			found[row] = at === 0 ? 0 : (owners[at - 1] as number);
		}
		return found;
	};
	return {
		find,
		findAll: (addresses) => merge(addresses, isSorted(addresses) ? null : radixOrder([addresses], addresses.length)),
		each(first, last, use) {
			const end = position(last);
			let at = position(first);
			if (at < 0) {
				use(0);
				at = 0;
			}
			for (; at <= end; at++) use(owners[at] as number);
		},
	};
}
