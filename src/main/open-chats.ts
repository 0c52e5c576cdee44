import { openDiscord } from "../chat/discord/discord.ts";
import type { LocalChat } from "../chat/local/local-chat.ts";
import { soleOwnership } from "../db/postgres-ownership.ts";
import { ChatFault, type ChatHandlers, type ChatPlatform } from "../ports/chat.ts";
import { discordSettings } from "./discord-settings.ts";
import { type LocalChatParts, localChatOf } from "./local-chat.ts";
import { type ServedChat, serveChat } from "./serve-chat.ts";

export interface ChatParts extends LocalChatParts {
	/** Filled with the platforms that are connected; a standby's is not among them. */
	readonly platforms: Map<string, ChatPlatform>;
}

/** The chat platforms of this process, as the settings name them. */
export interface Chats {
	readonly localChat: LocalChat | null;
	discord(): "connected" | "standby" | null;
	/** Resolves when a platform lets the bot in no more. */
	readonly ended: Promise<ChatFault>;
	/** Connects them, or waits as a standby. `onServing` is called each time that one is connected. Throws a platform's `ChatFault`. */
	start(handlers: ChatHandlers, onServing: () => Promise<void>): Promise<void>;
	stop(): Promise<void>;
}

/** Makes the platforms; nothing is connected yet. */
export async function openChats(parts: ChatParts): Promise<Chats> {
	const { config, log, database, commands, platforms } = parts;
	const settings = discordSettings(config, commands);
	const withLocalChat = config.LOCAL_CHAT === "auto" ? settings === null : config.LOCAL_CHAT === "on";
	const localChat = withLocalChat ? await localChatOf(parts) : null;
	let end: (fault: ChatFault) => void = () => {};
	const ended = new Promise<ChatFault>((resolve) => {
		end = resolve;
	});
	const { caseOf: caseOfThread } = database.threads;
	const discord = settings === null ? null : openDiscord({ ...settings, caseOfThread, log, onEnded: end });
	const served: ServedChat[] = [];
	return {
		localChat,
		discord: () => (discord === null ? null : platforms.has(discord.name) ? "connected" : "standby"),
		ended,
		async start(handlers, onServing) {
			for (const platform of [localChat, discord]) {
				if (platform === null) continue;
				const chat = await serveChat({
					...{ platform, handlers, log },
					// The page is this computer's own; others may have theirs.
					ownership: platform === localChat ? soleOwnership : database.ownership,
					onServing() {
						platforms.set(platform.name, platform);
						return onServing();
					},
					onLeft: () => platforms.delete(platform.name),
					onFault: (fault) => end(asChatFault(fault)),
				});
				served.push(chat);
			}
		},
		async stop() {
			for (const chat of served) await chat.stop();
		},
	};
}

function asChatFault(fault: unknown): ChatFault {
	if (fault instanceof ChatFault) return fault;
	return new ChatFault("the chat could not be taken over; start the bot again", { retry: false, cause: fault });
}
