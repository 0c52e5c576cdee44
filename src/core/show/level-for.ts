/** The length to which all longer ones are to be cut so that together they take at most `room`; never under `least`, even if that is too much. */
export function levelFor(lengths: readonly number[], room: number, least: number): number {
	const sorted = [...lengths].sort((a, b) => a - b);
	let left = room;
	for (const [index, length] of sorted.entries()) {
		const share = Math.floor(left / (sorted.length - index));
		if (length > share) return Math.max(least, share);
		left -= length;
	}
	return Number.POSITIVE_INFINITY;
}
