import { radixOrder } from "../radix-order.ts";
import type { IndexReader } from "./index-reader.ts";

type Address6 = readonly [w0: number, w1: number, w2: number, w3: number];

/** As `Intervals4`, with four unsigned words for an address. */
export interface Intervals6 {
	find(w0: number, w1: number, w2: number, w3: number): number;
	/** Four words for each address. */
	findAll(addresses: Uint32Array): Uint32Array;
	each(first: Address6, last: Address6, use: (number: number) => void): void;
}

const maxBuckets = 1 << 19;

/** Where each block of addresses begins among the stretches. The blocks are as small as the table may be large. */
function bucketTable(high: Uint32Array): { base: number; shift: number; table: Uint32Array } {
	const count = high.length;
	const base = count === 0 ? 0 : (high[0] as number);
	const span = count === 0 ? 0 : (high[count - 1] as number) - base;
	let shift = 0;
	while (span / 2 ** shift >= maxBuckets) shift++;
	const buckets = Math.floor(span / 2 ** shift) + 1;
	const table = new Uint32Array(buckets + 1);
	for (let at = 0; at < count; at++) {
		const bucket = (((high[at] as number) - base) >>> shift) + 1;
		table[bucket] = (table[bucket] as number) + 1;
	}
	for (let bucket = 1; bucket <= buckets; bucket++)
		table[bucket] = (table[bucket] as number) + (table[bucket - 1] as number);
	return { base, shift, table };
}

export function readIntervals6(reader: IndexReader): Intervals6 {
	const high = reader.words("high6");
	const middle = reader.words("middle6");
	const owners = reader.words("owners6");
	const lowAt = reader.words("lowAt6");
	const low = reader.words("low6");
	const { base, shift, table } = bucketTable(high);
	const buckets = table.length - 1;

	/** Number of stretches in `from`..`to` whose top words are below (`orSame`: or the same as) `w0`, `w1`; counted from 0. */
	const above = (w0: number, w1: number, orSame: boolean, from: number, to: number): number => {
		let start = from;
		let end = to;
		while (start < end) {
			const at = (start + end) >>> 1;
			const a = high[at] as number;
			const isBelow = a < w0 || (a === w0 && (orSame ? (middle[at] as number) <= w1 : (middle[at] as number) < w1));
			if (isBelow) start = at + 1;
			else end = at;
		}
		return start;
	};
	/** Among stretches with the same top words the last that begins at or before the low ones; `at` is the last of them. */
	const byLowWords = (at: number, from: number, address: Address6): number => {
		const [w0, w1, w2, w3] = address;
		const run = above(w0, w1, false, from, at);
		let start = 0;
		let end = lowAt.length;
		while (start < end) {
			const place = (start + end) >>> 1;
			if ((lowAt[place] as number) < run) start = place + 1;
			else end = place;
		}
		const begin = start;
		end = begin + (at + 1 - (lowAt[begin] as number));
		const firstAt = lowAt[begin] as number;
		while (start < end) {
			const place = (start + end) >>> 1;
			const a = low[2 * place] as number;
			if (a < w2 || (a === w2 && (low[2 * place + 1] as number) <= w3)) start = place + 1;
			else end = place;
		}
		return firstAt + (start - begin) - 1;
	};
	const position = (w0: number, w1: number, w2: number, w3: number): number => {
		if (w0 < base) return -1;
		const bucket = Math.min((w0 - base) >>> shift, buckets - 1);
		const from = table[bucket] as number;
		const at = above(w0, w1, true, from, table[bucket + 1] as number) - 1;
		if (at < from || high[at] !== w0 || middle[at] !== w1 || lowAt.length === 0) return at;
		return hasLow(at) ? byLowWords(at, from, [w0, w1, w2, w3]) : at;
	};
	const lowBits = new Uint32Array(Math.ceil(high.length / 32));
	for (const at of lowAt) lowBits[at >>> 5] = (lowBits[at >>> 5] as number) | (1 << (at & 31));
	const hasLow = (at: number) => (((lowBits[at >>> 5] as number) >>> (at & 31)) & 1) === 1;
	const find = (w0: number, w1: number, w2: number, w3: number): number => {
		const at = position(w0, w1, w2, w3);
		return at < 0 ? 0 : (owners[at] as number);
	};
	return {
		find,
		findAll(addresses) {
			const count = addresses.length / 4;
			const found = new Uint32Array(count);
			const tops = new Uint32Array(count);
			for (let row = 0; row < count; row++) tops[row] = addresses[4 * row] as number;
			// Neighbours together, so that what one search touched is near for the next.
			const order = radixOrder([tops], count);
			for (const row of order) {
				const at = 4 * row;
				found[row] = find(
					addresses[at] as number,
					addresses[at + 1] as number,
					addresses[at + 2] as number,
					addresses[at + 3] as number,
				);
			}
			return found;
		},
		each(first, last, use) {
			const end = position(...last);
			let at = position(...first);
			if (at < 0) {
				use(0);
				at = 0;
			}
			for (; at <= end; at++) use(owners[at] as number);
		},
	};
}
