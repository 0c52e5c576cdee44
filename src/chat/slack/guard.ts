import type { webApi } from "@slack/bolt";
import { ChatFault } from "../../ports/chat.ts";
import { faultWords } from "./fault-words.ts";
import { type Trouble, troubleOf } from "./faults.ts";
import type { SlackOptions } from "./options.ts";

export interface GuardDeps {
	readonly client: webApi.WebClient;
	readonly options: Pick<SlackOptions, "channels" | "language" | "log">;
	/** Slack lets the bot in no more. */
	readonly ended: (fault: ChatFault) => void;
}

/** Does the work in a channel, and turns what the SDK throws into `ChatFault`s that say what to do. */
export type Guard = <T>(channel: string, work: () => Promise<T>) => Promise<T>;

/** A channel cannot be used as it is. */
const ofChannel: ReadonlySet<Trouble["kind"]> = new Set(["unknown-channel", "not-in-channel", "archived-channel"]);
/** Somebody must change something in Slack first. */
const askAgainMs = 5 * 60_000;

export function createGuard({ client, options, ended }: GuardDeps): Guard {
	const words = faultWords(options.language);
	const waitFor = (message: string, cause: unknown): ChatFault =>
		new ChatFault(message, { retry: true, retryAfterMs: askAgainMs, cause });
	const inUse: readonly string[] = Object.values(options.channels);
	const toFault = async (channel: string, trouble: Trouble, cause: unknown): Promise<ChatFault> => {
		// The settings name another one by now: what stood in the old one is made anew there.
		if (ofChannel.has(trouble.kind) && !inUse.includes(channel))
			return new ChatFault(words.gone.channel, { retry: false, gone: "channel", cause });
		switch (trouble.kind) {
			case "revoked": {
				const fault = new ChatFault(words.revoked, { retry: false, cause });
				ended(fault);
				return fault;
			}
			case "missing-scope":
				return waitFor(words.missingScope(trouble.scope), cause);
			case "unknown-channel":
				return waitFor(words.unknownChannel(channel), cause);
			case "not-in-channel":
				return waitFor(words.notInChannel(await nameOf(client, channel)), cause);
			case "archived-channel":
				return waitFor(words.archivedChannel(await nameOf(client, channel)), cause);
			case "may-not-post":
				return waitFor(words.mayNotPost(await nameOf(client, channel)), cause);
			case "unknown-message":
				return new ChatFault(words.gone.message, { retry: false, gone: "message", cause });
			case "unknown-thread":
				return new ChatFault(words.gone.thread, { retry: false, gone: "thread", cause });
			case "too-fast":
			case "later":
				return new ChatFault(words.later, { retry: true, retryAfterMs: trouble.afterMs, cause });
			default:
				return new ChatFault(words.refused, { retry: false, cause });
		}
	};
	return async (channel, work) => {
		try {
			return await work();
		} catch (cause) {
			if (cause instanceof ChatFault) throw cause;
			const trouble = troubleOf(cause);
			if (trouble.kind !== "later" && trouble.kind !== "too-fast") {
				const what = trouble.kind === "refused" ? trouble.code : trouble.kind;
				options.log.warn("chat.refused", { what, channel });
			}
			throw await toFault(channel, trouble, cause);
		}
	};
}

/** `#cases`; its id when Slack does not say. */
async function nameOf(client: webApi.WebClient, channel: string): Promise<string> {
	try {
		const info = await client.conversations.info({ channel });
		return `#${info.channel?.name ?? channel}`;
	} catch {
		return channel;
	}
}
