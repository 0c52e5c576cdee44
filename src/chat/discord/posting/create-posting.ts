import { type APIChannel, REST, Routes } from "discord.js";
import type { Card } from "../../../core/thread/card.ts";
import type { ChannelName, MessageRef, PostKey, ThreadRef } from "../../../ports/chat.ts";
import { type About, createGuard, type GuardDeps } from "../guard.ts";
import { channelKind } from "../setup/permissions.ts";
import { createAdmissions } from "./create-admissions.ts";
import { createMessages } from "./create-messages.ts";
import { createThreads } from "./create-threads.ts";
import { createEditQueue } from "./edit-queue.ts";

/** What the bot posts, over discord.js's queues. Methods throw `ChatFault`. */
export interface Posting {
	post(channel: ChannelName, card: Card, key: PostKey): Promise<MessageRef>;
	openThread(headline: MessageRef, title: string, members?: readonly string[]): Promise<ThreadRef>;
	postInThread(thread: ThreadRef, card: Card, key: PostKey): Promise<MessageRef>;
	edit(message: MessageRef, card: Card): Promise<void>;
	archive(thread: ThreadRef, archived: boolean): Promise<void>;
	/** Adds somebody to a case's private thread, or as soon as there is one; nothing where threads are public. */
	admit(caseNumber: string, userId: string): Promise<void>;
}

export function createPosting(deps: GuardDeps): Posting {
	const { rest, options } = deps;
	const { channels } = options;
	const guard = createGuard(deps);
	const once = new REST({ ...rest.options, retries: 0, hashSweepInterval: 0, handlerSweepInterval: 0 });
	once.setToken(options.token);
	const messages = createMessages(deps);
	const threads = createThreads({ ...deps, once, messages });
	const admissions = createAdmissions(rest, threads);
	const isForum = createForumCheck(rest);

	const inThread = ({ channel }: ThreadRef): About => ({ channelId: channel, inside: "thread" });
	const isOurs = (channelId: string): boolean => Object.values(channels).includes(channelId);
	const edit = createEditQueue((message, card) => {
		const about: About = isOurs(message.channel)
			? { channelId: message.channel, inside: "channel" }
			: { channelId: channels.cases, inside: "thread" };
		return guard(about, () => threads.whileOpen(message.channel, () => messages.edit(message, card)));
	});
	return {
		edit,
		post(channel, card, key) {
			const channelId = channels[channel];
			return guard({ channelId, inside: "channel" }, async () => {
				if (channel === "cases" && (await isForum(channelId))) return threads.postInForum(channelId, card, key);
				return { channel: channelId, message: await messages.post(channelId, card, key) };
			});
		},
		openThread(headline, title, members = []) {
			const about: About = isOurs(headline.channel)
				? { channelId: headline.channel, inside: "channel" }
				: { channelId: channels.cases, inside: "message" };
			return guard(about, async () => {
				const thread = await threads.open(headline, title);
				if (options.threads === "private") await admissions.opened(title, thread.thread, members.flatMap(userIdOf));
				return thread;
			});
		},
		// A post opens an archived thread by itself, but not one that is locked too.
		postInThread: (thread, card, key) =>
			guard(inThread(thread), () =>
				threads.whileOpen(thread.thread, async () => ({
					channel: thread.thread,
					message: await messages.post(thread.thread, card, key),
				})),
			),
		archive: (thread, archived) => guard(inThread(thread), () => threads.archive(thread.thread, archived)),
		async admit(caseNumber, userId) {
			if (options.threads !== "private") return;
			await guard({ channelId: channels.cases, inside: "thread" }, () => admissions.admit(caseNumber, userId));
		},
	};
}

/** Discord's own id of a person, who may be of another platform. */
function userIdOf(person: string): readonly string[] {
	const id = /^discord:(\d+)$/.exec(person)?.[1];
	return id === undefined ? [] : [id];
}

/** A channel does not change from text to forum; asked once. */
function createForumCheck(rest: REST): (channelId: string) => Promise<boolean> {
	const known = new Map<string, boolean>();
	return async (channelId) => {
		const before = known.get(channelId);
		if (before !== undefined) return before;
		const channel = (await rest.get(Routes.channel(channelId))) as APIChannel;
		const isForum = channelKind(channel.type) === "forum";
		known.set(channelId, isForum);
		return isForum;
	};
}
