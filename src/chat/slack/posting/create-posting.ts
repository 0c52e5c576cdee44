import type { webApi } from "@slack/bolt";
import type { ChatPlatform } from "../../../ports/chat.ts";
import { createGuard, type GuardDeps } from "../guard.ts";
import type { SlackOptions } from "../options.ts";
import { createMessages } from "./create-messages.ts";

/** What the bot posts. Methods throw `ChatFault`. */
export type Posting = Pick<ChatPlatform, "post" | "openThread" | "postInThread" | "edit" | "archive">;

export interface PostingDeps extends GuardDeps {
	readonly botUserId: string;
	readonly options: Pick<SlackOptions, "channels" | "language" | "log">;
}

/** On the headline of a case whose thread is done: Slack has no threads that are closed. */
export const doneReaction = "white_check_mark";

export function createPosting(deps: PostingDeps): Posting {
	const { client, options } = deps;
	const guard = createGuard(deps);
	const messages = createMessages(deps);
	return {
		post(name, card, key) {
			const channel = options.channels[name];
			return guard(channel, async () => ({
				channel,
				message: await messages.post({ channel, thread: null }, card, key),
			}));
		},
		// In Slack every message may have one, and it begins with its first reply.
		openThread: async ({ channel, message }) => ({ channel, thread: message }),
		postInThread: ({ channel, thread }, card, key) =>
			guard(channel, async () => ({ channel, message: await messages.post({ channel, thread }, card, key) })),
		edit: (message, card) => guard(message.channel, () => messages.edit(message, card)),
		archive: ({ channel, thread }, archived) =>
			guard(channel, () => react(client, { channel, timestamp: thread, name: doneReaction }, archived)),
	};
}

interface Reaction {
	readonly channel: string;
	readonly timestamp: string;
	readonly name: string;
}

async function react({ reactions }: webApi.WebClient, reaction: Reaction, wanted: boolean): Promise<void> {
	try {
		await (wanted ? reactions.add(reaction) : reactions.remove(reaction));
	} catch (cause) {
		const code: unknown = cause instanceof Error && "data" in cause ? Reflect.get(cause.data as object, "error") : null;
		// It is as it should be already.
		if (code !== "already_reacted" && code !== "no_reaction") throw cause;
	}
}
