import type { Card } from "../../core/thread/card.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LocalChatStore, LocalMessage, LocalThread } from "../../ports/local-chat-store.ts";
import type { ChangeFeed } from "./change-feed.ts";
import type { MessagePage } from "./wire.ts";

const channelPattern = /^(?:reports|cases|status|thread:(\d{1,15}))$/;
const pageSize = 50;

export interface NewMessage {
	readonly channel: string;
	readonly author: string | null;
	readonly visibleTo: string | null;
	readonly card: Card;
	readonly key: string;
}

/** The store, with each change told to the pages. */
export function createBoard(store: LocalChatStore, feed: ChangeFeed, clock: Clock) {
	const tellThread = (thread: LocalThread): void => feed.publish({ kind: "thread", thread });

	return {
		async post(message: NewMessage): Promise<LocalMessage> {
			const posted = await store.post({ ...message, at: clock() });
			feed.publish({ kind: "message", message: posted });
			const headline = headlineOf(posted.channel);
			const thread = headline === null ? null : await store.thread(headline);
			if (thread !== null) tellThread(thread);
			return posted;
		},
		async edit(id: number, card: Card): Promise<LocalMessage> {
			const edited = await store.edit(id, card, clock());
			feed.publish({ kind: "message", message: edited });
			return edited;
		},
		async openThread(headline: number, title: string): Promise<void> {
			tellThread(await store.openThread(headline, title));
		},
		async archive(headline: number, archived: boolean): Promise<void> {
			tellThread(await store.archive(headline, archived));
		},
		threads: (): Promise<LocalThread[]> => store.threads(),
		/** A message that `as` may see, or null. */
		async message(id: number, as: string): Promise<LocalMessage | null> {
			const message = await store.message(id);
			return message !== null && isVisible(message, as) ? message : null;
		},
		async page(channel: string, before: number | null, as: string): Promise<MessagePage> {
			const rows = await store.messages(channel, before, pageSize);
			const older = rows.length < pageSize ? null : (rows[0]?.id ?? null);
			return { messages: rows.filter((row) => isVisible(row, as)), older };
		},
		/** True for a channel that things can be posted in: a fixed one, or the thread of a message that exists. */
		async hasChannel(channel: string): Promise<boolean> {
			if (!channelPattern.test(channel)) return false;
			const headline = headlineOf(channel);
			return headline === null || (await store.thread(headline)) !== null;
		},
	};
}

export type Board = ReturnType<typeof createBoard>;

/** What only one person sees goes to that person alone. */
export function isVisible(message: LocalMessage, as: string): boolean {
	return message.visibleTo === null || message.visibleTo === as;
}

/** The id of the headline message of a thread's channel; null for another channel. */
export function headlineOf(channel: string): number | null {
	const id = channelPattern.exec(channel)?.[1];
	return id === undefined ? null : Number(id);
}
