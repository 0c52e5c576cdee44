/** Random choices that can be had again by their seed (mulberry32). */
export interface Random {
	/** From 0 up to, not including, 1. */
	next(): number;
	/** A whole number from `min` to `max`, both included. */
	between(min: number, max: number): number;
	pick<T>(items: readonly T[]): T;
}

export function seeded(seed: number): Random {
	let state = seed | 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
	const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
	return {
		next,
		between,
		pick(items) {
			const item = items[between(0, items.length - 1)];
			if (item === undefined) throw new Error("nothing to pick from");
			return item;
		},
	};
}
