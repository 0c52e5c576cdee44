import { createOneLife } from "../../core/one-life.ts";
import { ChatFault, type ChatHandlers, type ChatPlatform } from "../../ports/chat.ts";
import { connect } from "./connect.ts";
import { faultWords } from "./fault-words.ts";
import type { SlackOptions } from "./options.ts";
import type { Posting } from "./posting/create-posting.ts";

/** Slack takes about 50 edits a minute from an app, in all channels together; a look of a running case is at most two. */
const progressIntervalMs = 3_000;

/**
 * The bot in one Slack workspace. `start` resolves once what people do reaches it; it throws `ChatFault` when Slack does not let the bot in or
 * cannot be reached, or when `stop` comes first. May be started again after `stop`.
 */
export function openSlack(options: SlackOptions): ChatPlatform {
	const life = createOneLife((handlers: ChatHandlers, stopped) => connect(options, handlers, stopped));
	const posting = (): Posting => {
		const connection = life.now();
		if (connection === null) throw new ChatFault(faultWords(options.language).later, { retry: true });
		return connection.posting;
	};
	return {
		name: "slack",
		progressIntervalMs,
		progressIsShared: true,
		threadGoesWithHeadline: true,
		start: life.start,
		stop: life.stop,
		post: async (...given) => posting().post(...given),
		openThread: async (...given) => posting().openThread(...given),
		postInThread: async (...given) => posting().postInThread(...given),
		edit: async (...given) => posting().edit(...given),
		archive: async (...given) => posting().archive(...given),
	};
}
