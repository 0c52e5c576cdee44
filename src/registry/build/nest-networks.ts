import { openStack } from "./open-stack.ts";
import { compareWords, type SortedNetworks } from "./sort-networks.ts";

export interface Nesting {
	/** The narrowest network that holds each one wholly; -1 = none. It always stands before it. */
	readonly parent: Int32Array;
	/** 1 = no other network begins or ends inside it. */
	readonly leaf: Uint8Array;
	/** Networks that cross another one, in order. */
	readonly crossing: readonly number[];
}

export function nestNetworks(networks: SortedNetworks): Nesting {
	const { count, first, last } = networks;
	const parent = new Int32Array(count);
	const leaf = new Uint8Array(count);
	const crossing = new Set<number>();
	const stack = openStack(networks);
	for (let index = 0; index < count; index++) {
		const crosses = stack.open(index);
		parent[index] = stack.parentOf(index);
		const next = index + 1;
		leaf[index] = next === count || compareWords(first, next, last, index) > 0 ? 1 : 0;
		if (!crosses) continue;
		for (const other of [index, ...stack.crossedBy(index)]) crossing.add(other);
		leaf[index] = 0;
	}
	return { parent, leaf, crossing: [...crossing].sort((a, b) => a - b) };
}
