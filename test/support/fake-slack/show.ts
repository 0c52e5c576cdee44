import type { Act, Shown } from "./act.ts";
import type { World } from "./world.ts";

/** Somebody sees something: it is the answer to `act`, or to the oldest thing they did that still waits for one. */
export function show(world: World, userId: string, shown: Shown, act: Act | null = null): void {
	world.events.emit("changed");
	const waiting = [...world.acts].filter((one) => one.userId === userId);
	const hasFiles = shown.kind === "message" && shown.stored.fileIds.length > 0;
	// A message with files may follow a note of the same act.
	const fitting = hasFiles ? waiting[0] : waiting.find((one) => one.seen === null);
	(act && world.acts.has(act) ? act : fitting)?.events.emit("shown", shown);
}

/** What somebody did may be answered for so long yet: Slack held the answer up, or the bot is at it. */
export function promise(world: World, userId: string, ms: number): void {
	const until = performance.now() + ms;
	for (const act of world.acts) {
		if (act.userId === userId) act.awaitedUntil = Math.max(act.awaitedUntil, until);
	}
}
