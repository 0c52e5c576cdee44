/** Something that goes wrong with a share of the requests. */
export interface Chance {
	/** 0 to 1. */
	readonly share: number;
	/** Ends after so many. */
	readonly times?: number;
	/** Only requests whose name holds this text. */
	readonly on?: string;
	/** Seed of the dice. */
	readonly seed?: number;
}

export type ActiveTrouble<Trouble extends Chance> = Trouble & { left: number; readonly dice: () => number };

export function startTroubles<Trouble extends Chance>(list: readonly Trouble[]): ActiveTrouble<Trouble>[] {
	return list.map((trouble, index) => ({
		...trouble,
		left: trouble.times ?? Number.POSITIVE_INFINITY,
		dice: seededDice(trouble.seed ?? index + 1),
	}));
}

/** The trouble that happens to this request, if any. `names` are the ways to say which request it is. */
export function rollTrouble<Trouble extends Chance>(
	troubles: readonly ActiveTrouble<Trouble>[],
	names: readonly string[],
): ActiveTrouble<Trouble> | null {
	for (const trouble of troubles) {
		const { on } = trouble;
		if (trouble.left <= 0 || (on !== undefined && !names.some((name) => name.includes(on)))) continue;
		if (trouble.dice() >= trouble.share) continue;
		trouble.left -= 1;
		return trouble;
	}
	return null;
}

/** mulberry32: the same seed, the same throws. */
function seededDice(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
