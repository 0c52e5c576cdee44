import { setTimeout as wait } from "node:timers/promises";
import type { Card } from "../../../core/thread/card.ts";
import { ChatFault, type MessageRef, type PostKey } from "../../../ports/chat.ts";
import { faultWords } from "../fault-words.ts";
import { troubleOf } from "../faults.ts";
import type { SlackOptions } from "../options.ts";
import { renderMessage } from "../render/render-message.ts";
import { findPost, type PostFinder, type PostPlace } from "./find-post.ts";
import { metadataOf } from "./post-metadata.ts";
import { uploadFiles } from "./upload-files.ts";

/** Messages in a channel or a thread. Throws what the SDK throws. */
export interface Messages {
	/** Posts a card once per key and place; gives the message's ts. Throws `ChatFault` while the channel takes no posts, without asking. */
	post(place: PostPlace, card: Card, key: PostKey): Promise<string>;
	edit(message: MessageRef, card: Card): Promise<void>;
}

export interface MessageDeps extends PostFinder {
	readonly options: Pick<SlackOptions, "language" | "log">;
}

/** Looks for a message with files; Slack makes it in the background. */
const looks = 5;
const lookAgainMs = 400;
const noUnfurling = { unfurl_links: false, unfurl_media: false } as const;

export function createMessages(deps: MessageDeps): Messages {
	const { client, options } = deps;
	/** Keys whose last try may have been carried out; Slack has no key of its own for a post. */
	const unsure = new Set<string>();
	/** Keys that are surely not there: looked for, or refused with an answer. To look each time would cost more than the posts do. */
	const absent = new Set<string>();
	/** When a channel takes posts again, as Slack said (`performance.now()`). Each step of a case asks; who goes on asking is held up for longer. */
	const opensAt = new Map<string, number>();
	const requireOpen = (channel: string): void => {
		const leftMs = (opensAt.get(channel) ?? 0) - performance.now();
		if (leftMs <= 0) return;
		throw new ChatFault(faultWords(options.language).later, { retry: true, retryAfterMs: Math.ceil(leftMs) });
	};
	const postOnce = async ({ channel, thread }: PostPlace, card: Card, key: PostKey): Promise<string> => {
		const { text, blocks } = renderMessage(card, options.language);
		const inThread = thread === null ? {} : { thread_ts: thread };
		const posted = await client.chat.postMessage({
			...{ channel, text, blocks, metadata: metadataOf(key) },
			...{ ...inThread, ...noUnfurling },
		});
		return posted.ts ?? "";
	};
	const postWithFiles = async (place: PostPlace, card: Card, key: PostKey): Promise<string> => {
		const { blocks, files } = renderMessage(card, options.language);
		try {
			await uploadFiles(client, { channel: place.channel, blocks, files, mark: key.mark });
		} catch (cause) {
			const trouble = troubleOf(cause);
			if (trouble.kind !== "refused" && trouble.kind !== "missing-scope") throw cause;
			// The words say what the picture shows.
			options.log.warn("slack.picture-refused", { code: trouble.kind === "refused" ? trouble.code : trouble.kind });
			return postOnce(place, card, key);
		}
		for (let look = 0; look < looks; look++) {
			// It is made; where it stands is nice to know.
			const found = await findPost(deps, place, key).catch(() => null);
			if (found !== null) return found;
			await wait(lookAgainMs);
		}
		return "";
	};
	return {
		async post(place, card, key) {
			requireOpen(place.channel);
			const name = key.key;
			const mayBeThere = unsure.has(name) || (key.again && !absent.has(name));
			const found = mayBeThere ? await findPost(deps, place, key) : null;
			unsure.delete(name);
			absent.delete(name);
			if (found !== null) return found;
			const withPicture = card.image !== undefined && place.thread === null;
			try {
				return await (withPicture ? postWithFiles : postOnce)(place, card, key);
			} catch (cause) {
				const trouble = troubleOf(cause);
				if (trouble.kind === "too-fast") opensAt.set(place.channel, performance.now() + trouble.afterMs);
				(trouble.kind === "later" ? unsure : absent).add(name);
				throw cause;
			}
		},
		async edit({ channel, message }, card) {
			const { text, blocks } = renderMessage(card, options.language);
			// The metadata stays as it is (docs, chat.update).
			await client.chat.update({ channel, ts: message, text, blocks });
		},
	};
}
