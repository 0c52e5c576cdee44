import type { Card } from "../../../core/thread/card.ts";
import type { MessageRef } from "../../../ports/chat.ts";

interface Waiting {
	readonly card: Card;
	readonly run: () => Promise<void>;
	readonly drop: () => void;
}

/**
 * One edit at a time per message, in order, so that an older look never comes last. A card with a progress bar that still waits when a
 * newer card comes is dropped: its promise resolves, for what it would have shown is past.
 */
export function createEditQueue(
	send: (message: MessageRef, card: Card) => Promise<void>,
): (message: MessageRef, card: Card) => Promise<void> {
	const lines = new Map<string, Waiting[]>();

	const work = async (key: string, line: Waiting[]): Promise<void> => {
		for (let next = line.shift(); next !== undefined; next = line.shift()) await next.run();
		lines.delete(key);
	};
	return (message, card) =>
		new Promise<void>((resolve, reject) => {
			const key = `${message.channel}/${message.message}`;
			const run = () => send(message, card).then(resolve, reject);
			const line = lines.get(key);
			if (line === undefined) {
				const begun: Waiting[] = [{ card, run, drop: resolve }];
				lines.set(key, begun);
				void work(key, begun);
				return;
			}
			for (const stale of line.filter((waiting) => waiting.card.progress !== undefined)) stale.drop();
			const left = line.filter((waiting) => waiting.card.progress === undefined);
			line.splice(0, line.length, ...left, { card, run, drop: resolve });
		});
}
