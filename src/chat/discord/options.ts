import type { CommandSpec } from "../../core/command/command-spec.ts";
import type { Language } from "../../core/language.ts";
import type { ChannelName, ChatFault, ThreadRef } from "../../ports/chat.ts";
import type { Download } from "../../ports/download.ts";
import type { Log } from "../../ports/log.ts";

/** What the adapter needs to know of one Discord server. Ids are Discord's snowflakes. */
export interface DiscordOptions {
	readonly token: string;
	readonly guildId: string;
	/** Role ids; a person with one of them has that role. */
	readonly roles: { readonly volunteer: readonly string[]; readonly coordinator: readonly string[] };
	/** Channel ids. The cases channel may be a forum. */
	readonly channels: Readonly<Record<ChannelName, string>>;
	/** Who sees a case's thread in a text channel: everybody in the channel, or those who are added. */
	readonly threads: "public" | "private";
	/** Hosts, with port where it is not the usual one, that attachments are fetched from. Over https, or http on loopback. */
	readonly fileHosts: readonly string[];
	readonly download: Download;
	/** Without version: `https://discord.com/api`. */
	readonly apiUrl: string;
	readonly language: Language;
	readonly commands: readonly CommandSpec[];
	readonly maxUploadBytes: number;
	readonly caseOfThread: (thread: ThreadRef) => Promise<string | null>;
	readonly log: Log;
	/** Discord lets the bot in no more (a revoked token, thrown out of the server): no later try will help. */
	readonly onEnded: (fault: ChatFault) => void;
}
