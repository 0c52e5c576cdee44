import { randomBytes } from "node:crypto";
import type { Change } from "./wire.ts";

export interface NumberedChange {
	/** `<run>-<number>`; a page that reconnects says the last one it saw. */
	readonly id: string;
	readonly change: Change;
}

type Listener = (change: NumberedChange) => void;

/**
 * The changes of this run, numbered, the newest `keep` of them remembered. Who comes back with an id that is too old, or of
 * an earlier run, gets one `reset` instead of a gap that nobody notices.
 */
export function createChangeFeed(keep = 1000) {
	const run = randomBytes(4).toString("hex");
	const listeners = new Set<Listener>();
	const recent: Change[] = [];
	let last = 0;

	const numbered = (number: number, change: Change): NumberedChange => ({ id: `${run}-${number}`, change });

	return {
		publish(change: Change): void {
			last += 1;
			recent.push(change);
			if (recent.length > keep) recent.shift();
			for (const listener of listeners) listener(numbered(last, change));
		},
		/** Where a reader that loads everything now stands. */
		head: (): string => `${run}-${last}`,
		/** What was published after `id`, in order. */
		since(id: string): NumberedChange[] {
			const [ofRun, text = ""] = id.split("-");
			const number = /^\d{1,15}$/.test(text) ? Number(text) : -1;
			const oldest = last - recent.length;
			if (ofRun !== run || number < oldest || number > last) return [numbered(last, { kind: "reset" })];
			return recent.slice(number - oldest).map((change, index) => numbered(number + index + 1, change));
		},
		/** Gives the function that ends it. */
		listen(listener: Listener): () => void {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

export type ChangeFeed = ReturnType<typeof createChangeFeed>;
