import type { Card } from "../core/thread/card.ts";

/** A message in the built-in chat. */
export interface LocalMessage {
	/** Grows with each post. */
	readonly id: number;
	/** `reports`, `cases`, `status`, or `thread:<id of the headline message>`. */
	readonly channel: string;
	/** Who wrote it; null for the bot. */
	readonly author: string | null;
	/** Only this person sees it; null = everyone. */
	readonly visibleTo: string | null;
	readonly card: Card;
	readonly postedAt: string;
	readonly editedAt: string | null;
	/** Grows with each post and each edit over all messages, so that a page can ask what changed. */
	readonly revision: number;
}

export interface LocalThread {
	readonly id: number;
	readonly title: string;
	readonly archived: boolean;
	readonly messages: number;
	readonly revision: number;
	/** Of its headline. */
	readonly tone: Card["tone"];
}

export interface LocalChatStore {
	/** Posts once per key; a repeated key gives the first message unchanged. */
	post(message: {
		channel: string;
		author: string | null;
		visibleTo: string | null;
		card: Card;
		key: string;
		at: string;
	}): Promise<LocalMessage>;
	edit(id: number, card: Card, at: string): Promise<LocalMessage>;
	/** Makes the thread of a headline message, or gives the one that is there. */
	openThread(headline: number, title: string): Promise<LocalThread>;
	archive(headline: number, archived: boolean): Promise<LocalThread>;
	/** In order of posting, the newest `limit` with `id < before` (null = from the end). */
	messages(channel: string, before: number | null, limit: number): Promise<LocalMessage[]>;
	message(id: number): Promise<LocalMessage | null>;
	thread(headline: number): Promise<LocalThread | null>;
	threads(): Promise<LocalThread[]>;
	/** Deletes messages that only one person sees and that are older than `before`. */
	dropPrivate(before: string): Promise<number>;
}
