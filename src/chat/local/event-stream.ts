import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { isVisible } from "./board.ts";
import type { ChangeFeed, NumberedChange } from "./change-feed.ts";

/** Idle proxies and sleeping laptops cut silent lines; a comment now and then keeps one open or shows that it is dead. */
const heartbeatMs = 20_000;
const maxWaiting = 2000;

/**
 * The changes that `as` may see, as Server-Sent Events; each carries the number to come back with. The first event, `hello`,
 * says from where the stream goes on. `ended` aborts when the server stops.
 */
export function streamChanges(c: Context, feed: ChangeFeed, ended: AbortSignal): Response {
	const as = c.req.query("as") ?? "";
	const since = c.req.header("last-event-id") ?? c.req.query("since");
	return streamSSE(c, async (stream) => {
		let waiting: NumberedChange[] = [];
		let wake: () => void = () => {};
		const add = (change: NumberedChange): void => {
			waiting.push(change);
			if (waiting.length > maxWaiting) waiting = [{ id: change.id, change: { kind: "reset" } }];
			wake();
		};
		const unlisten = feed.listen(add);
		const stop = (): void => {
			unlisten();
			wake();
		};
		stream.onAbort(stop);
		ended.addEventListener("abort", stop);
		const head = feed.head();
		const missed = since === undefined ? [] : feed.since(since);
		await stream.writeSSE({ event: "hello", data: "{}", ...(missed.length === 0 && { id: head }) });
		missed.forEach(add);
		while (!stream.aborted && !ended.aborted) {
			for (const { id, change } of waiting.splice(0)) {
				if (change.kind === "message" && !isVisible(change.message, as)) continue;
				await stream.writeSSE({ event: "change", id, data: JSON.stringify(change) });
			}
			await new Promise<void>((resolve) => {
				const beat = (): void => void stream.write(": still here\n\n").finally(resolve);
				const timer = setTimeout(beat, heartbeatMs);
				wake = () => {
					clearTimeout(timer);
					resolve();
				};
				if (waiting.length > 0 || stream.aborted || ended.aborted) wake();
			});
		}
		stop();
		ended.removeEventListener("abort", stop);
	});
}
