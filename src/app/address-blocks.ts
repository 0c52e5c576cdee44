import { addressBits, containsRange, renderRange } from "../core/report/range.ts";
import type { AddressRange } from "../core/report/target.ts";

/** Ranges in one block are looked at together: a /16 (IPv4) or a /32 (IPv6), about the size of what registries hand out. */
const blockLength = { 4: 16, 6: 32 } as const;

function blockAt(range: AddressRange, length: number): AddressRange {
	const bits = BigInt(addressBits(range.version) - length);
	const first = (range.first >> bits) << bits;
	return { version: range.version, first, last: first + (1n << bits) - 1n };
}

/** The block that `range` begins in; `range` can be wider. */
export function blockOf(range: AddressRange): AddressRange {
	return blockAt(range, blockLength[range.version]);
}

/** The smallest CIDR block that holds all of `ranges`, which have one version and of which there is at least one. */
export function smallestBlock(ranges: readonly AddressRange[]): AddressRange {
	const [start] = ranges as readonly [AddressRange];
	let { first, last } = start;
	for (const range of ranges) {
		if (range.first < first) first = range.first;
		if (range.last > last) last = range.last;
	}
	const difference = first ^ last;
	const bits = difference === 0n ? 0 : difference.toString(2).length;
	return blockAt({ ...start, first }, addressBits(start.version) - bits);
}

/** The two halves of a block of at least two addresses. */
export function halvesOf({ version, first, last }: AddressRange): readonly [AddressRange, AddressRange] {
	const middle = first + (last - first) / 2n;
	return [
		{ version, first, last: middle },
		{ version, first: middle + 1n, last },
	];
}

/** `items` by their range, each range once, in the order of the first of each. */
export function groupByRange<T extends { readonly range: AddressRange }>(
	items: readonly T[],
): readonly (readonly [T, ...T[]])[] {
	const groups = new Map<string, [T, ...T[]]>();
	for (const item of items) {
		const key = renderRange(item.range);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [item]);
		else group.push(item);
	}
	return [...groups.values()];
}

/** Whether a range lies in `block`. */
export const liesIn = (block: AddressRange) => (range: AddressRange) => containsRange(block, range);
