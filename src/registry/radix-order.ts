const digits = 65536;

/**
 * The order that sorts rows by their keys: each key is a column of unsigned 32-bit numbers, the most significant key first. Stable.
 * `descending[k]` turns a key round. Gives positions; a linear pass per 16 bits that differ somewhere.
 */
export function radixOrder(
	keys: readonly Uint32Array[],
	count: number,
	descending: readonly boolean[] = [],
): Uint32Array<ArrayBuffer> {
	let order = new Uint32Array(count);
	for (let at = 0; at < count; at++) order[at] = at;
	let other = new Uint32Array(count);
	const counts = new Uint32Array(digits);
	for (let at = keys.length - 1; at >= 0; at--) {
		const key = keys[at] as Uint32Array;
		const flip = descending[at] === true ? 0xffff : 0;
		for (const shift of [0, 16]) {
			counts.fill(0);
			for (let row = 0; row < count; row++) {
				const digit = (((key[row] as number) >>> shift) & 0xffff) ^ flip;
				counts[digit] = (counts[digit] as number) + 1;
			}
			const first = count === 0 ? 0 : (((key[0] as number) >>> shift) & 0xffff) ^ flip;
			if (counts[first] === count) continue;
			let sum = 0;
			for (let digit = 0; digit < digits; digit++) {
				const here = counts[digit] as number;
				counts[digit] = sum;
				sum += here;
			}
			for (let place = 0; place < count; place++) {
				const row = order[place] as number;
				const digit = (((key[row] as number) >>> shift) & 0xffff) ^ flip;
				const to = counts[digit] as number;
				counts[digit] = to + 1;
				other[to] = row;
			}
			[order, other] = [other, order];
		}
	}
	return order;
}
