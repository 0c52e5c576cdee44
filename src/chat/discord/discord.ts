import { ChatFault, type ChatPlatform } from "../../ports/chat.ts";
import { type Connection, connect } from "./connect.ts";
import { faultWords } from "./fault-words.ts";
import type { DiscordOptions } from "./options.ts";
import type { Posting } from "./posting/create-posting.ts";

/** Discord takes 5 edits of a channel's messages in 5 seconds; this leaves room for the steps. */
const progressIntervalMs = 1500;

/**
 * The bot in one Discord server. `start` connects, registers the commands and resolves once the server is there; it throws `ChatFault` when
 * Discord does not let the bot in or cannot be reached, or when `stop` comes first. May be started again after `stop`.
 */
export function openDiscord(options: DiscordOptions): ChatPlatform {
	let connection: Connection | null = null;
	let starting = new AbortController();
	const posting = (): Posting => {
		if (connection === null) throw new ChatFault(faultWords(options.language).later, { retry: true });
		return connection.posting;
	};
	return {
		name: "discord",
		progressIntervalMs,
		progressIsShared: false,
		threadGoesWithHeadline: false,
		async start(handlers) {
			starting = new AbortController();
			connection = await connect(options, handlers, starting.signal);
		},
		async stop() {
			starting.abort();
			const closing = connection;
			connection = null;
			await closing?.close();
		},
		post: async (channel, card, key) => posting().post(channel, card, key),
		openThread: async (headline, title, members) => posting().openThread(headline, title, members),
		postInThread: async (thread, card, key) => posting().postInThread(thread, card, key),
		edit: async (message, card) => posting().edit(message, card),
		archive: async (thread, archived) => posting().archive(thread, archived),
	};
}
