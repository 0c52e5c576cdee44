import { setTimeout } from "node:timers/promises";

/** Waits until `condition` holds, looking every few milliseconds; throws after `timeoutMs`. */
export async function waitUntil(condition: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
	const end = performance.now() + timeoutMs;
	while (!(await condition())) {
		if (performance.now() > end) throw new Error(`not within ${timeoutMs} ms: ${condition}`);
		await setTimeout(5);
	}
}
