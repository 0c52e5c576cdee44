import { compareWords, type SortedNetworks, widthAt } from "./sort-networks.ts";

/**
 * The networks that are open at a place while one walks over sorted networks: the narrowest on top. Networks that cross instead of
 * nesting are put in by width, so that everywhere the narrowest one counts; of two as wide, the one that begins later.
 */
export interface OpenStack {
	/** Opens the next network. Gives whether it crosses one that is open: begins inside it and ends outside. */
	open(index: number): boolean;
	/** The narrowest open network that holds all of `index`, itself excepted; -1 = none. */
	parentOf(index: number): number;
	/** The narrowest one that still holds the address, after those that end before it are gone; -1 = none. */
	topAt(address: readonly Uint32Array[]): number;
	/** Whether `test` holds for a network that holds the address. */
	some(address: readonly Uint32Array[], test: (index: number) => boolean): boolean;
	/** Of the networks that hold the address the one that ends first; -1 = none. */
	firstToEnd(address: readonly Uint32Array[]): number;
	/** Networks that cross `index`, which was opened last. */
	crossedBy(index: number): number[];
}

export function openStack(networks: SortedNetworks): OpenStack {
	const { first, last } = networks;
	const stack: number[] = [];
	const endsBefore = (index: number, at: readonly Uint32Array[], place: number) =>
		compareWords(last, index, at, place) < 0;
	const drop = (at: readonly Uint32Array[], place: number) => {
		while (stack.length > 0 && endsBefore(stack[stack.length - 1] as number, at, place)) stack.pop();
	};
	const crosses = (other: number, index: number) =>
		other !== index && !endsBefore(other, first, index) && compareWords(last, other, last, index) < 0;
	/** Since a crossing network was put in the one on top need not be the one that ends first. */
	let mixed = false;
	const crossesAny = (index: number) => {
		if (mixed) return stack.some((other) => crosses(other, index));
		const top = stack[stack.length - 1];
		return top !== undefined && crosses(top, index);
	};
	return {
		open(index) {
			drop(first, index);
			if (stack.length === 0) mixed = false;
			if (!crossesAny(index)) {
				stack.push(index);
				return false;
			}
			mixed = true;
			const width = widthAt(networks, index);
			let at = stack.length;
			while (
				at > 0 &&
				(endsBefore(stack[at - 1] as number, first, index) || widthAt(networks, stack[at - 1] as number) < width)
			)
				at--;
			stack.splice(at, 0, index);
			return true;
		},
		parentOf(index) {
			for (let at = stack.length - 1; at >= 0; at--) {
				const other = stack[at] as number;
				if (other !== index && compareWords(last, other, last, index) >= 0) return other;
			}
			return -1;
		},
		topAt(address) {
			drop(address, 0);
			return stack[stack.length - 1] ?? -1;
		},
		some(address, test) {
			for (const index of stack) if (!endsBefore(index, address, 0) && test(index)) return true;
			return false;
		},
		firstToEnd(address) {
			let found = -1;
			for (const index of stack) {
				if (endsBefore(index, address, 0)) continue;
				if (found < 0 || compareWords(last, index, last, found) < 0) found = index;
			}
			return found;
		},
		crossedBy: (index) => stack.filter((other) => crosses(other, index)),
	};
}
