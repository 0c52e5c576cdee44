import { openStack } from "./open-stack.ts";
import { compareWords, type SortedNetworks } from "./sort-networks.ts";

/** Disjoint stretches of addresses that cover everything from the first start on. */
export interface Intervals {
	/** Words of the first address of each, strictly increasing. */
	readonly starts: readonly Uint32Array[];
	/** The most specific network that holds the stretch; -1 = none. */
	readonly owners: Int32Array;
	readonly count: number;
}

interface Growing {
	starts: Uint32Array[];
	owners: Int32Array;
	count: number;
}

function grown(intervals: Growing): void {
	const length = Math.ceil(intervals.owners.length * 1.5);
	intervals.starts = intervals.starts.map((words) => {
		const wider = new Uint32Array(length);
		wider.set(words);
		return wider;
	});
	const owners = new Int32Array(length);
	owners.set(intervals.owners);
	intervals.owners = owners;
}

function add(intervals: Growing, start: readonly Uint32Array[], owner: number): void {
	const { count } = intervals;
	if (count > 0 && intervals.owners[count - 1] === owner) return;
	if (count > 0 && compareWords(start, 0, intervals.starts, count - 1) <= 0)
		throw new Error("the starts of the registry's ranges do not increase");
	if (count === intervals.owners.length) grown(intervals);
	for (let word = 0; word < start.length; word++)
		(intervals.starts[word] as Uint32Array)[count] = (start[word] as Uint32Array)[0] as number;
	intervals.owners[count] = owner;
	intervals.count = count + 1;
}

/** Puts the address after `last[index]` into `at`; gives false where there is none. */
function setAfter(at: readonly Uint32Array[], last: readonly Uint32Array[], index: number): boolean {
	let carry = 1;
	for (let word = at.length - 1; word >= 0; word--) {
		const sum = ((last[word] as Uint32Array)[index] as number) + carry;
		carry = sum > 0xffffffff ? 1 : 0;
		(at[word] as Uint32Array)[0] = sum;
	}
	return carry === 0;
}

/**
 * Makes nested networks one layer: each address belongs to the narrowest network that holds it (see `openStack` for crossings).
 * `isWanted`: only stretches that one of these networks holds get an owner; null = all.
 */
export function flattenNetworks(
	networks: SortedNetworks,
	isWanted: ((index: number) => boolean) | null = null,
): Intervals {
	const { count, first, last } = networks;
	const stack = openStack(networks);
	const length = Math.max(16, Math.ceil(count * 1.5));
	const intervals: Growing = {
		starts: first.map(() => new Uint32Array(length)),
		owners: new Int32Array(length),
		count: 0,
	};
	const at = first.map(() => new Uint32Array(1));
	/** Gives the stretches from `at` up to the first address of `next`, or to the end. */
	const emitUpTo = (next: number) => {
		while (next === count || compareWords(at, 0, first, next) < 0) {
			const owner = stack.topAt(at);
			add(intervals, at, owner >= 0 && (isWanted === null || stack.some(at, isWanted)) ? owner : -1);
			if (owner < 0) return;
			// Where networks cross, a wanted one may end inside the owner.
			if (!setAfter(at, last, isWanted === null ? owner : stack.firstToEnd(at))) return;
		}
	};
	for (let index = 0; index < count; index++) {
		if (index > 0) emitUpTo(index);
		for (let word = 0; word < at.length; word++)
			(at[word] as Uint32Array)[0] = (first[word] as Uint32Array)[index] as number;
		stack.open(index);
	}
	if (count > 0) emitUpTo(count);
	return {
		starts: intervals.starts.map((words) => words.subarray(0, intervals.count)),
		owners: intervals.owners.subarray(0, intervals.count),
		count: intervals.count,
	};
}
