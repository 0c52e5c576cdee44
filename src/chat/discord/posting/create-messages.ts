import { createHash } from "node:crypto";
import { type APIMessage, type REST, Routes } from "discord.js";
import type { Card } from "../../../core/thread/card.ts";
import type { MessageRef, PostKey } from "../../../ports/chat.ts";
import { troubleOf } from "../faults.ts";
import { postingLimits } from "../limits.ts";
import type { DiscordOptions } from "../options.ts";
import { type MessageBody, renderMessage } from "../render/render-message.ts";
import { findMarkedMessage } from "./find-marked-message.ts";

/** Messages in a channel or a thread. Throws what discord.js throws. */
export interface Messages {
	/** Posts a card once per key and place; gives the message's id. */
	post(channelId: string, card: Card, key: PostKey): Promise<string>;
	edit(message: MessageRef, card: Card): Promise<void>;
	exists(message: MessageRef): Promise<boolean>;
}

export interface MessageDeps {
	readonly rest: REST;
	readonly botId: string;
	readonly options: DiscordOptions;
}

export function createMessages({ rest, botId, options }: MessageDeps): Messages {
	const { language } = options;
	// Discord forgets a nonce after some minutes; what may have been posted before that is looked for.
	const unsure = new Set<string>();
	return {
		async post(channelId, card, { key, mark, again }) {
			const nonce = nonceOf(channelId, key);
			if (again || unsure.has(nonce)) {
				const found = await findMarkedMessage(rest, channelId, { botId, mark });
				if (found !== null) {
					unsure.delete(nonce);
					return found;
				}
			}
			const { body, files } = toRequest(renderMessage(card, { language, mark }));
			try {
				const request = { body: { ...body, nonce, enforce_nonce: true }, files };
				const { id } = (await rest.post(Routes.channelMessages(channelId), request)) as APIMessage;
				unsure.delete(nonce);
				return id;
			} catch (cause) {
				if (troubleOf(cause).kind === "later") unsure.add(nonce);
				throw cause;
			}
		},
		async edit({ channel, message }, card) {
			// Its reference is stored by now: nobody looks for the mark any more.
			await rest.patch(
				Routes.channelMessage(channel, message),
				toRequest(renderMessage(card, { language, mark: null })),
			);
		},
		async exists({ channel, message }) {
			try {
				await rest.get(Routes.channelMessage(channel, message));
				return true;
			} catch (cause) {
				if (troubleOf(cause).kind === "unknown-message") return false;
				throw cause;
			}
		},
	};
}

/** A rendered message as discord.js sends it: JSON, or a form when there are files. */
export function toRequest({ files, ...body }: MessageBody) {
	return { body, files: [...files] };
}

/** The same for the same key in the same place; the key itself may be longer than Discord takes. */
export function nonceOf(channelId: string, key: string): string {
	return createHash("sha256").update(`${channelId}\n${key}`).digest("base64url").slice(0, postingLimits.nonce);
}
