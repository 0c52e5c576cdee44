import type { Card } from "../../src/core/thread/card.ts";
import { ChatFault, type ChatPlatform } from "../../src/ports/chat.ts";

export interface Posted {
	readonly id: string;
	readonly channel: string;
	readonly key: string;
	card: Card;
	edits: number;
}

/** A chat platform that keeps what it is told, posts once per key as a real one does, and fails when asked to. */
export interface RecordingPlatform extends ChatPlatform {
	readonly posted: Posted[];
	/** Threads by headline id: title and whether archived. */
	readonly threads: Map<string, { title: string; archived: boolean }>;
	/** Called before (`"before"`) and after (`"after"`) each post; may throw. */
	onPost: (moment: "before" | "after", key: string) => void;
	/** Somebody deletes a message. */
	deleteMessage(id: string): void;
	/** Somebody deletes a thread with all that is in it. */
	deleteThread(id: string): void;
	/** Cards in a channel or a thread, in order. */
	cards(channel: string): Card[];
	/** Every line and title of a thread, in order. */
	told(thread: string): string[];
}

export function createRecordingPlatform(name = "local"): RecordingPlatform {
	const posted: Posted[] = [];
	const threads = new Map<string, { title: string; archived: boolean }>();
	const gone = new Set<string>();
	const missing = (what: "message" | "thread") => new ChatFault(`no such ${what}`, { retry: false, gone: what });
	const post = (channel: string, card: Card, key: string): string => {
		platform.onPost("before", key);
		const known = posted.find((message) => message.key === key);
		const message = known ?? { id: String(posted.length + 1), channel, key, card, edits: 0 };
		if (known === undefined) posted.push(message);
		platform.onPost("after", key);
		return message.id;
	};
	const platform: RecordingPlatform = {
		name,
		posted,
		threads,
		onPost: () => {},
		progressIntervalMs: 0,
		progressIsShared: false,
		threadGoesWithHeadline: false,
		async start() {},
		async stop() {},
		async post(channel, card, { key }) {
			return { channel, message: post(channel, card, key) };
		},
		async openThread(headline, title) {
			if (gone.has(headline.message)) throw missing("message");
			const thread = gone.has(`thread ${headline.message}`) ? `${headline.message}-2` : headline.message;
			if (!threads.has(thread)) threads.set(thread, { title, archived: false });
			return { channel: headline.channel, thread };
		},
		async postInThread(thread, card, { key }) {
			if (gone.has(`thread ${thread.thread}`)) throw missing("thread");
			return { channel: `thread:${thread.thread}`, message: post(`thread:${thread.thread}`, card, key) };
		},
		async edit(ref, card) {
			const message = posted.find((candidate) => candidate.id === ref.message);
			if (message === undefined || gone.has(message.id)) throw missing("message");
			message.card = card;
			message.edits += 1;
		},
		async archive(thread, archived) {
			const known = threads.get(thread.thread);
			if (gone.has(`thread ${thread.thread}`)) throw missing("thread");
			if (known !== undefined) known.archived = archived;
		},
		deleteMessage: (id) => void gone.add(id),
		deleteThread(id) {
			gone.add(`thread ${id}`);
			threads.delete(id);
			for (const message of posted) if (message.channel === `thread:${id}`) gone.add(message.id);
		},
		cards: (channel) =>
			posted.filter((message) => message.channel === channel && !gone.has(message.id)).map((message) => message.card),
		told: (thread) =>
			posted
				.filter((message) => message.channel === `thread:${thread}` && !gone.has(message.id))
				.flatMap(({ card }) => [
					...(card.title === null ? [] : [card.title]),
					...(card.title === null ? (card.lines ?? []).map((line) => line.text) : []),
				]),
	};
	return platform;
}
