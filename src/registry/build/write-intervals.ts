import type { Intervals } from "./flatten-networks.ts";
import type { IndexFile } from "./index-file.ts";

const buckets = 65536;

/** `numbers`: the number of each stretch's range; 0 = none. */
export async function writeIntervals4(
	file: IndexFile,
	{ starts, count }: Intervals,
	numbers: Uint32Array,
): Promise<void> {
	const [first] = starts as readonly [Uint32Array];
	const index = new Uint32Array(buckets + 1);
	for (let at = 0; at < count; at++) {
		const bucket = ((first[at] as number) >>> 16) + 1;
		index[bucket] = (index[bucket] as number) + 1;
	}
	for (let bucket = 1; bucket <= buckets; bucket++)
		index[bucket] = (index[bucket] as number) + (index[bucket - 1] as number);
	await file.whole("index4", index);
	await file.whole("starts4", new Uint16Array(first));
	await file.whole("owners4", numbers);
}

/** Nearly all blocks are of 64 bits or fewer, so the low half of an address is written only where it is not zero. */
export async function writeIntervals6(
	file: IndexFile,
	{ starts, count }: Intervals,
	numbers: Uint32Array,
): Promise<void> {
	const [high, middle, third, fourth] = starts as readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
	const lowAt: number[] = [];
	const low: number[] = [];
	for (let at = 0; at < count; at++) {
		if (third[at] === 0 && fourth[at] === 0) continue;
		lowAt.push(at);
		low.push(third[at] as number, fourth[at] as number);
	}
	await file.whole("high6", high);
	await file.whole("middle6", middle);
	await file.whole("owners6", numbers);
	await file.whole("lowAt6", Uint32Array.from(lowAt));
	await file.whole("low6", Uint32Array.from(low));
}
