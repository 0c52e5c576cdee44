import { setTimeout as wait } from "node:timers/promises";
import type { webApi } from "@slack/bolt";
import { uploadFiles } from "../posting/upload-files.ts";
import type { RenderedMessage } from "../render/render-message.ts";
import type { Place } from "./place.ts";

/** How a message stands where it goes. */
export type Manner =
	/** Only the asker sees it. */
	| "private"
	/** The same, in place of the private message that was pressed. */
	| "instead"
	| "everyone";

export interface Saying {
	readonly client: webApi.WebClient;
	/** Waits between tries after the line broke. */
	readonly retryDelaysMs: readonly number[];
}

const answerTimeoutMs = 10_000;

/** Says it where the asker is: by the response URL, or, when there is none or it is used up, in a direct message. Throws what the SDK throws. */
export async function sayThere(saying: Saying, place: Place, message: RenderedMessage, manner: Manner): Promise<void> {
	if (place.responseUrl !== null && (await respond(saying, place.responseUrl, bodyOf(place, message, manner)))) return;
	const { text, blocks } = message;
	await saying.client.chat.postMessage({ channel: place.userId, text, blocks, unfurl_links: false });
}

/** Sends files to the asker in a direct message; an answer that only they see takes none. Throws what the SDK throws. */
export async function sendDirectly(client: webApi.WebClient, userId: string, message: RenderedMessage): Promise<void> {
	const { channel } = await client.conversations.open({ users: userId });
	await uploadFiles(client, { ...message, channel: channel?.id ?? "", mark: null });
}

function bodyOf({ thread, onPrivate }: Place, { text, blocks }: RenderedMessage, manner: Manner) {
	return {
		...{ text, blocks, unfurl_links: false },
		response_type: manner === "everyone" ? "in_channel" : "ephemeral",
		replace_original: manner === "instead" && onPrivate,
		// Without it an answer to a press in a thread stands in the channel.
		...(thread === null ? {} : { thread_ts: thread }),
	};
}

/** False when Slack takes no answer there any more. An answer shown twice is better than none, so a broken line is tried again. */
async function respond({ retryDelaysMs }: Saying, url: string, body: object): Promise<boolean> {
	for (const delayMs of [...retryDelaysMs, null]) {
		const outcome = await tryOnce(url, body);
		if (outcome !== "later") return outcome === "said";
		if (delayMs !== null) await wait(delayMs);
	}
	return false;
}

async function tryOnce(url: string, body: object): Promise<"said" | "over" | "later"> {
	try {
		const response = await fetch(url, {
			method: "POST",
			redirect: "error",
			headers: { "content-type": "application/json; charset=utf-8" },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(answerTimeoutMs),
		});
		const words = await response.text();
		if (response.status === 429 || response.status >= 500) return "later";
		return response.ok && !/"ok"\s*:\s*false/.test(words) ? "said" : "over";
	} catch {
		return "later";
	}
}
