/** One measured thing beside a peer that was measured in the same run. */
export interface Figure {
	/** `bench.what`, e.g. `intake.parsed`. */
	readonly name: string;
	readonly value: number;
	/** What both values count; with `/s` or `%` more is better, with anything else less. */
	readonly unit: string;
	/** Who or what did the same work. */
	readonly peer: string;
	readonly peerValue: number;
	/** `value / peerValue`. */
	readonly ratio: number;
}

export type Measured = Omit<Figure, "ratio">;

/** Rounds to four digits that count, so that a line does not claim more than was measured. */
function rounded(value: number): number {
	return Number(value.toPrecision(4));
}

/** Throws when a value cannot have been measured: a bench that counts nothing must not look like one that does. */
export function toFigure(measured: Measured): Figure {
	const { name, value, unit, peer, peerValue } = measured;
	if (!(Number.isFinite(value) && value >= 0 && Number.isFinite(peerValue) && peerValue > 0))
		throw new Error(`${name} was not measured: ${value} beside ${peerValue}`);
	return { name, value: rounded(value), unit, peer, peerValue: rounded(peerValue), ratio: rounded(value / peerValue) };
}

/** Ours and the peer's value of one round. */
export interface Pair {
	readonly ours: number;
	readonly peer: number;
}

/**
 * The round with the median ratio. Both values of a round were taken one right after the other, so a machine that is slower for a
 * while slows both; medians of each apart would compare different whiles. Throws for an empty list.
 */
export function medianPair(pairs: readonly Pair[]): Pair {
	const sorted = [...pairs].sort((a, b) => a.ours / a.peer - b.ours / b.peer);
	const middle = sorted[(sorted.length - 1) >> 1];
	if (middle === undefined) throw new Error("no rounds were measured");
	return middle;
}

/** The value below which `share` (0 to 1) of the sample lies, by nearest rank. Throws for an empty sample. */
export function percentile(sample: readonly number[], share: number): number {
	const sorted = [...sample].sort((a, b) => a - b);
	const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
	if (value === undefined) throw new Error("an empty sample has no percentile");
	return value;
}
