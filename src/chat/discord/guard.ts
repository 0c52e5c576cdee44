import { type REST, Routes } from "discord.js";
import { ChatFault, type Gone } from "../../ports/chat.ts";
import { faultWords } from "./fault-words.ts";
import { type Trouble, troubleOf } from "./faults.ts";
import type { DiscordOptions } from "./options.ts";
import { channelKind, permissionsFor } from "./setup/permissions.ts";
import { botOf, fetchServer, missingIn } from "./setup/server.ts";

export interface GuardDeps {
	readonly rest: REST;
	readonly botId: string;
	readonly options: DiscordOptions;
	/** Discord lets the bot in no more. */
	readonly ended: (fault: ChatFault) => void;
}

/** What a request is about, for the fault when Discord will not have it. */
export interface About {
	/** The channel of the request; of a request in a thread, the channel that the thread is in. */
	readonly channelId: string;
	/** What is gone when Discord does not know the place of the request, though that channel is there. */
	readonly inside: Gone;
}

/** Does the work, and turns what discord.js throws into `ChatFault`s that say what to do. */
export type Guard = <T>(about: About, work: () => Promise<T>) => Promise<T>;

/** Somebody must change something in Discord first. */
const askAgainMs = 5 * 60_000;

export function createGuard(deps: GuardDeps): Guard {
	const words = faultWords(deps.options.language);
	return async (about, work) => {
		try {
			return await work();
		} catch (cause) {
			if (cause instanceof ChatFault) throw cause;
			throw await toFault(deps, about, cause).catch(
				(second: unknown) => new ChatFault(words.later, { retry: true, cause: second }),
			);
		}
	};
}

async function toFault(deps: GuardDeps, about: About, cause: unknown): Promise<ChatFault> {
	const words = faultWords(deps.options.language);
	const trouble = troubleOf(cause);
	const log = (what: string) =>
		deps.options.log.warn("chat.refused", { ...codeOf(cause), what, channel: about.channelId });
	switch (trouble.kind) {
		case "revoked":
		case "unknown-server": {
			const fault = new ChatFault(trouble.kind === "revoked" ? words.revoked : words.removed, { retry: false, cause });
			deps.ended(fault);
			return fault;
		}
		case "unknown-message":
			return new ChatFault(words.gone.message, { retry: false, gone: "message", cause });
		case "unknown-channel": {
			const gone = await whatIsGone(deps.rest, about);
			return new ChatFault(words.gone[gone], { retry: false, gone, cause });
		}
		case "forbidden": {
			const { names, channel } = await whatIsMissing(deps, about.channelId);
			log(names.join(", "));
			const message = names.length === 0 ? words.forbiddenSomehow(channel) : words.forbidden(channel, names);
			return new ChatFault(message, { retry: true, retryAfterMs: askAgainMs, cause });
		}
		case "locked":
		case "tag-required":
		case "too-many-threads":
			log(trouble.kind);
			return new ChatFault(words[trouble.kind], { retry: true, retryAfterMs: askAgainMs, cause });
		case "refused":
			log("refused");
			return new ChatFault(words.refused, { retry: false, cause });
		case "archived":
		case "has-thread":
			// Somebody changed the thread in the same moment.
			return new ChatFault(words.later, { retry: true, cause });
		case "too-fast":
		case "later":
			return new ChatFault(words.later, { retry: true, retryAfterMs: trouble.afterMs, cause });
		default:
			return trouble satisfies never;
	}
}

function codeOf(cause: unknown): { code?: unknown } {
	return cause instanceof Error && "code" in cause ? { code: cause.code } : {};
}

/** A thread goes with its channel, and Discord names neither. */
async function whatIsGone(rest: REST, { channelId, inside }: About): Promise<Gone> {
	if (inside === "channel") return "channel";
	try {
		await rest.get(Routes.channel(channelId));
		return inside;
	} catch (cause) {
		const { kind }: Trouble = troubleOf(cause);
		if (kind === "unknown-channel") return "channel";
		if (kind === "forbidden") return inside;
		throw cause;
	}
}

/** The names of what the bot lacks in a channel, and the channel's; no names when it cannot be told. */
async function whatIsMissing({ rest, botId, options }: GuardDeps, channelId: string) {
	const { guildId, language, channels, threads } = options;
	const unnamed = { names: [], channel: `<#${channelId}>` };
	const server = await fetchServer(rest, guildId, botId).catch(() => null);
	const channel = server?.channels.find(({ id }) => id === channelId);
	if (server === null || channel === undefined) return unnamed;
	const use = channelId === channels.cases ? "cases" : channelId === channels.status ? "status" : "reports";
	const needed = permissionsFor(use, channelKind(channel.type) ?? "text", threads);
	const names = missingIn(server, channel, { needed, holder: botOf(server) }).map(({ name }) => name[language]);
	return { names, channel: `#${channel.name}` };
}
