import { containsRange } from "../core/report/range.ts";
import type { AddressRange, AddressVersion } from "../core/report/target.ts";

/** Something that is registered for a range. */
export interface Ranged {
	readonly range: AddressRange;
}

/** Ranges of both versions, nested (or, against the rules, crossing), to be asked which of them hold an address. */
export interface RangeTable<T extends Ranged> {
	readonly size: number;
	/** All items that hold all of `range` and each other, the most specific first. */
	chain(range: AddressRange): T[];
	/** Whether no other item begins inside the item's range. */
	isLeaf(item: T): boolean;
	/** The most specific items for every part of `range`, in order of address, and whether a part has none. */
	cover(range: AddressRange): { readonly items: readonly T[]; readonly gaps: boolean };
}

interface Side<T extends Ranged> {
	/** By first address, the wider before the narrower. */
	readonly items: readonly T[];
	/** For each item the nearest one before it that reaches at least to its first address; -1 = none. */
	readonly before: Int32Array;
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
const size = (range: AddressRange) => range.last - range.first;

function buildSide<T extends Ranged>(unsorted: readonly T[]): Side<T> {
	const items = [...unsorted].sort(
		(a, b) => compare(a.range.first, b.range.first) || compare(b.range.last, a.range.last),
	);
	const before = new Int32Array(items.length);
	const open: number[] = [];
	for (const [index, item] of items.entries()) {
		// What ends before this item begins can hold nothing that comes later either.
		while (open.length > 0 && (items[open.at(-1) as number] as T).range.last < item.range.first) open.pop();
		before[index] = open.at(-1) ?? -1;
		open.push(index);
	}
	return { items, before };
}

/** Index of the first item that begins after `address`. */
function firstAfter<T extends Ranged>(side: Side<T>, address: bigint): number {
	let low = 0;
	let high = side.items.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((side.items[middle] as T).range.first <= address) low = middle + 1;
		else high = middle;
	}
	return low;
}

function chainOf<T extends Ranged>(side: Side<T>, range: AddressRange): T[] {
	const holding: { readonly item: T; readonly index: number }[] = [];
	for (let index = firstAfter(side, range.first) - 1; index >= 0; index = side.before[index] as number) {
		const item = side.items[index] as T;
		if (containsRange(item.range, range)) holding.push({ item, index });
	}
	// Without crossings this order is there already, and sorting costs one pass.
	holding.sort((a, b) => compare(size(a.item.range), size(b.item.range)) || b.index - a.index);
	const chain: T[] = [];
	for (const { item } of holding) {
		const inner = chain.at(-1);
		if (inner === undefined || containsRange(item.range, inner.range)) chain.push(item);
	}
	return chain;
}

/** Walks over the items inside `range`, keeping the ones that are open, and notes which one owns each stretch. */
function coverOf<T extends Ranged>(side: Side<T>, range: AddressRange): { items: T[]; gaps: boolean } {
	const owners = new Set<T>();
	let gaps = false;
	let at = range.first;
	const open = chainOf(side, { ...range, last: range.first }).reverse();
	const ownUpTo = (end: bigint) => {
		while (at <= end) {
			while (open.length > 0 && (open.at(-1) as T).range.last < at) open.pop();
			const owner = open.at(-1);
			if (owner === undefined) gaps = true;
			else owners.add(owner);
			at = (owner === undefined || owner.range.last > end ? end : owner.range.last) + 1n;
		}
	};
	for (let index = firstAfter(side, range.first); index < side.items.length; index++) {
		const item = side.items[index] as T;
		if (item.range.first > range.last) break;
		ownUpTo(item.range.first - 1n);
		open.push(item);
	}
	ownUpTo(range.last);
	return { items: [...owners], gaps };
}

/** Builds the table. Sorting once; each question is a binary search and a walk up the ranges that overlap. */
export function rangeTable<T extends Ranged>(items: readonly T[]): RangeTable<T> {
	const sideOf = (version: AddressVersion) => buildSide(items.filter((item) => item.range.version === version));
	const sides = { 4: sideOf(4), 6: sideOf(6) };
	return {
		size: items.length,
		chain: (range) => chainOf(sides[range.version], range),
		isLeaf: (item) => {
			const side = sides[item.range.version];
			let index = firstAfter(side, item.range.first) - 1;
			while (side.items[index] !== item) index--;
			const next = side.items[index + 1];
			return next === undefined || next.range.first > item.range.last;
		},
		cover: (range) => coverOf(sides[range.version], range),
	};
}
