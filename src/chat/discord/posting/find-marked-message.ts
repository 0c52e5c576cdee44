import { type APIMessage, type REST, Routes } from "discord.js";
import { postingLimits } from "../limits.ts";

/** The bot's own message with this mark among the newest of a channel or thread. An edited message bears no mark any more. */
export async function findMarkedMessage(
	rest: REST,
	channelId: string,
	{ botId, mark }: { readonly botId: string; readonly mark: string },
): Promise<string | null> {
	const query = new URLSearchParams({ limit: String(postingLimits.page) });
	const messages = (await rest.get(Routes.channelMessages(channelId), { query })) as readonly APIMessage[];
	const bearsMark = ({ embeds }: APIMessage): boolean =>
		(embeds ?? []).some(({ footer }) => isMarked(footer?.text, mark));
	return messages.find((message) => message.author.id === botId && bearsMark(message))?.id ?? null;
}

/** A footer is the mark alone, or a note, ` · ` and the mark (`render-message.ts`). */
function isMarked(footer: string | undefined, mark: string): boolean {
	return footer === mark || footer?.endsWith(` · ${mark}`) === true;
}
