import { createOneLife } from "../../core/one-life.ts";
import { ChatFault, type ChatHandlers, type ChatPlatform } from "../../ports/chat.ts";
import { connect } from "./connect.ts";
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
	const life = createOneLife((handlers: ChatHandlers, stopped) => connect(options, handlers, stopped));
	const posting = (): Posting => {
		const connection = life.now();
		if (connection === null) throw new ChatFault(faultWords(options.language).later, { retry: true });
		return connection.posting;
	};
	return {
		name: "discord",
		progressIntervalMs,
		progressIsShared: false,
		threadGoesWithHeadline: false,
		start: life.start,
		stop: life.stop,
		post: async (channel, card, key) => posting().post(channel, card, key),
		openThread: async (headline, title, members) => posting().openThread(headline, title, members),
		postInThread: async (thread, card, key) => posting().postInThread(thread, card, key),
		edit: async (message, card) => posting().edit(message, card),
		archive: async (thread, archived) => posting().archive(thread, archived),
	};
}
