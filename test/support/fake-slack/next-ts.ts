let lastMicros = 0;

/** A message's `ts`: seconds with six decimals, later than every one before. */
export function nextTs(): string {
	lastMicros = Math.max(lastMicros + 1, Date.now() * 1_000);
	const seconds = Math.floor(lastMicros / 1_000_000);
	return `${seconds}.${String(lastMicros % 1_000_000).padStart(6, "0")}`;
}
