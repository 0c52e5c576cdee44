import { setTimeout as wait } from "node:timers/promises";
import type { webApi } from "@slack/bolt";
import type { PostKey } from "../../../ports/chat.ts";
import { troubleOf } from "../faults.ts";
import { isPostOf } from "./post-metadata.ts";

/** Messages in one answer, and answers asked for at most: a thread longer than that has its newest ones looked at last. */
const pageSize = 200;
const maxPages = 20;

export interface PostFinder {
	readonly client: webApi.WebClient;
	readonly botUserId: string;
}

export interface PostPlace {
	readonly channel: string;
	/** Null: in the channel itself. */
	readonly thread: string | null;
}

/** Slack counts these requests by the minute: a search that gave up at each of its refusals would never come to its end. */
const mostWaits = 5;
const longestWaitMs = 15_000;

async function withPatience<T>(ask: () => Promise<T>): Promise<T> {
	for (let waits = 0; ; waits++) {
		try {
			return await ask();
		} catch (cause) {
			const trouble = troubleOf(cause);
			if (trouble.kind !== "too-fast" || trouble.afterMs > longestWaitMs || waits === mostWaits) throw cause;
			await wait(trouble.afterMs, undefined, { ref: false });
		}
	}
}

/** The bot's own post of this key, by the metadata that it carries or by the name of its picture; null when there is none. Throws what the SDK throws. */
export async function findPost(
	{ client, botUserId }: PostFinder,
	{ channel, thread }: PostPlace,
	{ key, mark }: PostKey,
): Promise<string | null> {
	let cursor: string | undefined;
	for (let page = 0; page < maxPages; page++) {
		const asked = { channel, limit: pageSize, include_all_metadata: true, ...(cursor === undefined ? {} : { cursor }) };
		const answer = await withPatience(() =>
			thread === null ? client.conversations.history(asked) : client.conversations.replies({ ...asked, ts: thread }),
		);
		const found = (answer.messages ?? []).find(
			(message) =>
				message.user === botUserId &&
				(isPostOf(key, message) || (message.files ?? []).some(({ title }) => title?.endsWith(` · ${mark}`) === true)),
		);
		if (found?.ts !== undefined) return found.ts;
		cursor = answer.response_metadata?.next_cursor;
		// A channel's history begins with the newest: what may have been posted a moment ago is in its first page.
		if (cursor === undefined || cursor === "" || thread === null) return null;
	}
	return null;
}
