/** Discord's epoch: 2015-01-01, in ms. */
const epoch = 1_420_070_400_000n;
let last = 0n;

/** A new id: its time in ms above 22 bits, and higher than every one before it. */
export function snowflake(): string {
	const now = (BigInt(Date.now()) - epoch) << 22n;
	last = now > last ? now : last + 1n;
	return last.toString();
}

/** Discord's notation of a moment: microseconds and a numeric zone. */
export function timestamp(ms: number = Date.now()): string {
	return new Date(ms).toISOString().replace("Z", "000+00:00");
}
