import type { webApi } from "@slack/bolt";
import type { PostKey } from "../../../ports/chat.ts";
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

/** The bot's own post of this key, by the metadata that it carries or by the name of its picture; null when there is none. Throws what the SDK throws. */
export async function findPost(
	{ client, botUserId }: PostFinder,
	{ channel, thread }: PostPlace,
	{ key, mark }: PostKey,
): Promise<string | null> {
	let cursor: string | undefined;
	for (let page = 0; page < maxPages; page++) {
		const asked = { channel, limit: pageSize, include_all_metadata: true, ...(cursor === undefined ? {} : { cursor }) };
		const answer =
			thread === null
				? await client.conversations.history(asked)
				: await client.conversations.replies({ ...asked, ts: thread });
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
