import { toWords } from "../../core/report/address-words.ts";
import type { AddressRange } from "../../core/report/target.ts";
import type { Version } from "../index-format.ts";
import type { IndexReader } from "./index-reader.ts";

interface Side {
	readonly width: number;
	/** `width` words for each route. */
	readonly first: Uint32Array;
	readonly length: Uint8Array;
	readonly origin: Uint32Array;
	readonly above: Uint32Array;
}

/** Number of routes that begin at or before the address. */
function countUpTo({ first, width, length }: Side, words: Uint32Array): number {
	const skipped = 4 - width;
	let low = 0;
	let high = length.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		let difference = 0;
		for (let word = 0; word < width && difference === 0; word++)
			difference = (first[middle * width + word] as number) - (words[skipped + word] as number);
		if (difference <= 0) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Whether the route holds the address. */
function holds({ first, width, length }: Side, route: number, words: Uint32Array): boolean {
	const bits = length[route] as number;
	for (let word = 0; word * 32 < bits; word++) {
		const here = Math.min(bits - 32 * word, 32);
		const difference = (first[route * width + word] as number) ^ (words[4 - width + word] as number);
		if (difference >>> (32 - here) !== 0) return false;
	}
	return true;
}

const first = new Uint32Array(4);
const last = new Uint32Array(4);

/** Gives the AS that the most specific route around all of a range announces it from; null when there is none, or several do. */
export function readRoutes(reader: IndexReader): (range: AddressRange) => number | null {
	const sideOf = (version: Version): Side => ({
		width: version === 4 ? 1 : 4,
		first: reader.words(`routeFirst${version}`),
		length: reader.bytes(`routeLength${version}`),
		origin: reader.words(`routeOrigin${version}`),
		above: reader.words(`routeAbove${version}`),
	});
	const sides = { 4: sideOf(4), 6: sideOf(6) };
	return (range) => {
		const side = sides[range.version];
		toWords(range.first, first);
		toWords(range.last, last);
		let place = countUpTo(side, first);
		while (place > 0 && !(holds(side, place - 1, first) && holds(side, place - 1, last)))
			place = side.above[place - 1] as number;
		const origin = place === 0 ? 0 : (side.origin[place - 1] as number);
		return origin === 0 ? null : origin;
	};
}
