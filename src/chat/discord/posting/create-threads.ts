import {
	type APIChannel,
	type APIThreadChannel,
	ChannelType,
	type REST,
	Routes,
	ThreadAutoArchiveDuration,
} from "discord.js";
import type { Card } from "../../../core/thread/card.ts";
import type { MessageRef, PostKey, ThreadRef } from "../../../ports/chat.ts";
import { troubleOf } from "../faults.ts";
import type { DiscordOptions } from "../options.ts";
import { renderMessage } from "../render/render-message.ts";
import { type Messages, toRequest } from "./create-messages.ts";
import { findThread } from "./find-thread.ts";
import { firstWord, threadName } from "./thread-name.ts";

/** The cases' threads. Throws what discord.js throws; each method is safe to repeat. */
export interface Threads {
	/** A post in a forum: the headline and its thread in one. Found again by the case's number. */
	postInForum(forumId: string, card: Card, key: PostKey): Promise<MessageRef>;
	/** The thread of a headline. */
	open(headline: MessageRef, title: string): Promise<ThreadRef>;
	archive(threadId: string, archived: boolean): Promise<void>;
	/** Does what an archived thread does not allow: opens it for that long. */
	whileOpen<T>(threadId: string, work: () => Promise<T>): Promise<T>;
	/** The bot's private thread of a case in the cases channel; null when there is none. */
	findPrivate(caseNumber: string): Promise<string | null>;
}

export interface ThreadDeps {
	readonly rest: REST;
	/** Tries each request once: what makes a thread has no key, and tried again blindly it would make two. */
	readonly once: REST;
	readonly botId: string;
	readonly options: DiscordOptions;
	readonly messages: Messages;
}

const publicThreads = [ChannelType.PublicThread, ChannelType.AnnouncementThread];
const privateThreads = [ChannelType.PrivateThread];
/** The longest that Discord has. */
const auto_archive_duration = ThreadAutoArchiveDuration.OneWeek;
const maxTries = 3;

export function createThreads(deps: ThreadDeps): Threads {
	const { rest, options } = deps;
	const archive = async (threadId: string, archived: boolean): Promise<void> => {
		try {
			await rest.patch(Routes.channel(threadId), { body: { archived } });
		} catch (cause) {
			// It is archived already.
			if (!archived || troubleOf(cause).kind !== "archived") throw cause;
		}
	};
	return {
		archive,
		postInForum: (forumId, card, key) => postInForum(deps, forumId, { card, key }),
		open: (headline, title) => openThread(deps, headline, title),
		async whileOpen(threadId, work) {
			try {
				return await work();
			} catch (cause) {
				if (troubleOf(cause).kind !== "archived") throw cause;
				await archive(threadId, false);
				const result = await work();
				await archive(threadId, true);
				return result;
			}
		},
		async findPrivate(caseNumber) {
			const { guildId, channels } = options;
			const wanted = { guildId, botId: deps.botId, parentId: channels.cases, caseNumber };
			return (await findThread(rest, { ...wanted, types: privateThreads, since: null }))?.id ?? null;
		},
	};
}

async function postInForum(
	deps: ThreadDeps,
	forumId: string,
	{ card, key }: { readonly card: Card; readonly key: PostKey },
): Promise<MessageRef> {
	const { once, options, messages } = deps;
	const name = threadName(card.title ?? key.mark);
	const { body, files } = toRequest(renderMessage(card, { language: options.language, mark: key.mark }));
	let made = false;
	const { id } = await makeOnce(deps, {
		...{ parentId: forumId, caseNumber: firstWord(name), types: publicThreads, since: null },
		async make() {
			const request = { body: { name, auto_archive_duration, message: body }, files };
			const thread = (await once.post(Routes.threads(forumId), request)) as APIThreadChannel;
			made = true;
			return thread;
		},
	});
	// The first message of a post bears the post's own id.
	const first: MessageRef = { channel: id, message: id };
	if (made || (await messages.exists(first))) return first;
	// Somebody deleted that message alone: the thread goes on, with the card at its end.
	return { channel: id, message: await messages.post(id, card, { ...key, again: true }) };
}

async function openThread(deps: ThreadDeps, headline: MessageRef, title: string): Promise<ThreadRef> {
	const { rest, once, options } = deps;
	const name = threadName(title);
	const parentId = headline.channel;
	const place = (await rest.get(Routes.channel(parentId))) as APIChannel;
	if (isThread(place)) {
		// An archived thread takes a new name only as it is opened.
		const body = { name, ...(place.thread_metadata?.archived === true && { archived: false }) };
		if (place.name !== name) await rest.patch(Routes.channel(place.id), { body });
		return { channel: place.parent_id as string, thread: place.id };
	}
	// Where a channel has no private ones Discord refuses it; what was to be private never becomes public.
	const isPrivate = options.threads === "private";
	if (!isPrivate && (await openUnder(rest, headline, name))) return { channel: parentId, thread: headline.message };
	const type = isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread;
	const { id } = await makeOnce(deps, {
		...{ parentId, caseNumber: firstWord(name), since: headline.message },
		types: isPrivate ? privateThreads : publicThreads,
		async make() {
			const body = { name, type, auto_archive_duration, ...(isPrivate && { invitable: false }) };
			return (await once.post(Routes.threads(parentId), { body })) as APIThreadChannel;
		},
	});
	return { channel: parentId, thread: id };
}

/** Opens the message's own thread. False when it had one that was deleted: Discord gives a message one in its life. */
async function openUnder(rest: REST, { channel, message }: MessageRef, name: string): Promise<boolean> {
	try {
		await rest.post(Routes.threads(channel, message), { body: { name, auto_archive_duration } });
		return true;
	} catch (cause) {
		if (troubleOf(cause).kind !== "has-thread") throw cause;
	}
	try {
		await rest.get(Routes.channel(message));
		return true;
	} catch (cause) {
		if (troubleOf(cause).kind !== "unknown-channel") throw cause;
		return false;
	}
}

interface Making {
	readonly parentId: string;
	readonly caseNumber: string;
	readonly types: readonly number[];
	readonly since: string | null;
	make(): Promise<APIThreadChannel>;
}

/** Looks before each try, because a try whose answer was lost may have made it. */
async function makeOnce({ rest, botId, options }: ThreadDeps, making: Making): Promise<APIThreadChannel> {
	for (let tries = 1; ; tries++) {
		const found = await findThread(rest, { ...making, guildId: options.guildId, botId });
		if (found !== null) return found;
		try {
			return await making.make();
		} catch (cause) {
			if (tries === maxTries || troubleOf(cause).kind !== "later") throw cause;
		}
	}
}

function isThread(channel: APIChannel): channel is APIThreadChannel {
	return [...publicThreads, ...privateThreads].includes(channel.type as never);
}
