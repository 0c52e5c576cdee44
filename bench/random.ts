/** Numbers that look random and are the same in every run (mulberry32). */
export interface Random {
	/** 0 ≤ value < `below`; `below` at most 2^32. */
	below(below: number): number;
	/** True in about `share` of calls. */
	chance(share: number): boolean;
}

export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	return {
		below: (below) => Math.floor(next() * below),
		chance: (share) => next() < share,
	};
}
