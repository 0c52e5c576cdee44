/** Where a number stands among others in rising order, each of which is there once; of one that is not there, where it would stand. */
export function placeOf(number: number, sorted: Uint32Array): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((sorted[middle] as number) < number) low = middle + 1;
		else high = middle;
	}
	return low;
}
