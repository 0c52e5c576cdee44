import { openDiscord } from "../chat/discord/discord.ts";
import type { LocalChat } from "../chat/local/local-chat.ts";
import { openSlack } from "../chat/slack/slack.ts";
import { soleOwnership } from "../db/postgres-ownership.ts";
import { createDownload } from "../download/create-download.ts";
import { ChatFault, type ChatHandlers, type ChatPlatform } from "../ports/chat.ts";
import { discordSettings } from "./discord-settings.ts";
import { type LocalChatParts, localChatOf } from "./local-chat.ts";
import { type ServedChat, serveChat } from "./serve-chat.ts";
import { slackSettings } from "./slack-settings.ts";

export interface ChatParts extends LocalChatParts {
	/** Filled with the platforms that are connected; a standby's is not among them. */
	readonly platforms: Map<string, ChatPlatform>;
	/** A platform lets the bot in no more, and the bot goes on with the others. */
	readonly onLost: (platform: string, fault: ChatFault) => void;
}

/** A platform of the settings: connected, or served by another process that this one waits to take over from. */
export interface ChatState {
	readonly name: string;
	readonly state: "connected" | "standby";
}

/** The chat platforms of this process, as the settings name them. */
export interface Chats {
	readonly localChat: LocalChat | null;
	/** Without the local chat. */
	states(): readonly ChatState[];
	/** Resolves when the last platform of the settings lets the bot in no more. */
	readonly ended: Promise<ChatFault>;
	/** Connects them, or waits as a standby. `onServing` is called each time that one is connected. Throws a platform's `ChatFault`. */
	start(handlersFor: (platform: string) => ChatHandlers, onServing: () => Promise<void>): Promise<void>;
	stop(): Promise<void>;
}

/** Makes the platforms; nothing is connected yet. */
export async function openChats(parts: ChatParts): Promise<Chats> {
	const { config, log, database, commands, platforms } = parts;
	let end: (fault: ChatFault) => void = () => {};
	const ended = new Promise<ChatFault>((resolve) => {
		end = resolve;
	});
	const served = new Map<string, ServedChat>();
	/** Their token was revoked, or the like; nothing but a person helps. */
	const lost = new Set<string>();
	const lose = (name: string, fault: ChatFault): void => {
		lost.add(name);
		const isLast = outside.every((each) => lost.has(each.name));
		if (isLast) end(fault);
		else {
			parts.onLost(name, fault);
			void served.get(name)?.stop();
		}
	};
	const { caseOf: caseOfThread } = database.threads;
	const common = { download: createDownload(), log };
	const [discord, slack] = [discordSettings(config, commands), slackSettings(config, commands)];
	const outside: readonly ChatPlatform[] = [
		...(discord === null
			? []
			: [openDiscord({ ...discord, ...common, caseOfThread, onEnded: (fault) => lose("discord", fault) })]),
		...(slack === null ? [] : [openSlack({ ...slack, ...common, onEnded: (fault) => lose("slack", fault) })]),
	];
	const withLocalChat = config.LOCAL_CHAT === "auto" ? outside.length === 0 : config.LOCAL_CHAT === "on";
	const localChat = withLocalChat ? await localChatOf(parts) : null;
	return {
		localChat,
		states: () => outside.map(({ name }) => ({ name, state: platforms.has(name) ? "connected" : "standby" })),
		ended,
		async start(handlersFor, onServing) {
			for (const platform of [...(localChat === null ? [] : [localChat]), ...outside]) {
				const chat = await serveChat({
					...{ platform, handlers: handlersFor(platform.name), log },
					// The page is this computer's own; others may have theirs.
					ownership: platform === localChat ? soleOwnership : database.ownership,
					onServing() {
						platforms.set(platform.name, platform);
						return onServing();
					},
					onLeft: () => platforms.delete(platform.name),
					onFault: (fault) => lose(platform.name, asChatFault(fault)),
				});
				served.set(platform.name, chat);
			}
		},
		async stop() {
			await Promise.all([...served.values()].map((chat) => chat.stop()));
		},
	};
}

function asChatFault(fault: unknown): ChatFault {
	if (fault instanceof ChatFault) return fault;
	return new ChatFault("the chat could not be taken over; start the bot again", { retry: false, cause: fault });
}
