import { overlapsRange } from "../../core/report/range.ts";
import type { AddressRange } from "../../core/report/target.ts";

/** A part of a block and what holds it, the most specific first; the same for each address in it. */
export interface Segment<T> {
	readonly part: AddressRange;
	readonly chain: readonly T[];
}

/**
 * Cuts `block` into parts, in order, that cover all of it, by ranges that lie inside one another or apart. Null when two of them
 * cross: then none is the more specific one. Of two equal ranges the later one counts as the more specific.
 */
export function flattenNested<T extends { readonly range: AddressRange }>(
	items: readonly T[],
	block: AddressRange,
): Segment<T>[] | null {
	const { version } = block;
	const sorted = items.filter(({ range }) => overlapsRange(range, block)).sort(byNesting);
	const segments: Segment<T>[] = [];
	const open: T[] = [];
	let at = block.first;
	const emit = (last: bigint) => {
		if (last < at) return;
		segments.push({ part: { version, first: at, last }, chain: open.toReversed() });
		at = last + 1n;
	};
	const closeBefore = (first: bigint) => {
		for (let top = open.at(-1); top !== undefined && top.range.last < first; top = open.at(-1)) {
			emit(top.range.last);
			open.pop();
		}
	};
	for (const item of sorted) {
		closeBefore(item.range.first);
		const around = open.at(-1);
		if (around !== undefined && around.range.last < item.range.last) return null;
		if (item.range.first > at) emit(item.range.first - 1n);
		open.push(item);
	}
	closeBefore(block.last);
	emit(block.last);
	return segments;
}

function byNesting(a: { readonly range: AddressRange }, b: { readonly range: AddressRange }): number {
	if (a.range.first !== b.range.first) return a.range.first < b.range.first ? -1 : 1;
	return a.range.last > b.range.last ? -1 : a.range.last < b.range.last ? 1 : 0;
}
