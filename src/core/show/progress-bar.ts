import type { Progress } from "../thread/card.ts";

const cells = 20;

/** `▰▰▱▱ 37 %`; of unknown length: an empty bar. */
export function progressBar({ done, total }: Progress): string {
	const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
	const filled = Math.floor(share * cells);
	const bar = "▰".repeat(filled) + "▱".repeat(cells - filled);
	return total > 0 ? `${bar} ${Math.floor(share * 100)} %` : bar;
}
