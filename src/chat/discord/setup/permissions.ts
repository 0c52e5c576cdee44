import { ChannelType, PermissionFlagsBits } from "discord.js";
import type { Language } from "../../../core/language.ts";
import type { ChannelName } from "../../../ports/chat.ts";
import type { DiscordOptions } from "../options.ts";

/** One permission, with its name as Discord's settings show it. With the Dutch name stands the English one: many servers are in English. */
export interface Permission {
	readonly bit: bigint;
	readonly name: Readonly<Record<Language, string>>;
}

/** A forum takes posts only; every other kind that the bot can use takes messages. */
export type ChannelKind = "text" | "forum";

/** Null for a channel that the bot cannot use: a voice channel, a category … */
export function channelKind(type: number): ChannelKind | null {
	if (type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement) return "text";
	return type === ChannelType.GuildForum ? "forum" : null;
}

const viewChannel = {
	bit: PermissionFlagsBits.ViewChannel,
	name: { en: "View Channels", nl: "Kanalen bekijken (View Channels)" },
};
const sendMessages = {
	bit: PermissionFlagsBits.SendMessages,
	name: {
		en: "Send Messages and Create Posts",
		nl: "Berichten versturen en posts maken (Send Messages and Create Posts)",
	},
};
const sendInThreads = {
	bit: PermissionFlagsBits.SendMessagesInThreads,
	name: {
		en: "Send Messages in Threads and Posts",
		nl: "Berichten versturen in threads en posts (Send Messages in Threads and Posts)",
	},
};
const createPublicThreads = {
	bit: PermissionFlagsBits.CreatePublicThreads,
	name: { en: "Create Public Threads", nl: "Openbare threads maken (Create Public Threads)" },
};
const createPrivateThreads = {
	bit: PermissionFlagsBits.CreatePrivateThreads,
	name: { en: "Create Private Threads", nl: "Privéthreads maken (Create Private Threads)" },
};
const manageThreads = {
	bit: PermissionFlagsBits.ManageThreads,
	name: { en: "Manage Threads and Posts", nl: "Threads en posts beheren (Manage Threads and Posts)" },
};
const embedLinks = {
	bit: PermissionFlagsBits.EmbedLinks,
	name: { en: "Embed Links", nl: "Links insluiten (Embed Links)" },
};
const attachFiles = {
	bit: PermissionFlagsBits.AttachFiles,
	name: { en: "Attach Files", nl: "Bestanden toevoegen (Attach Files)" },
};
const readHistory = {
	bit: PermissionFlagsBits.ReadMessageHistory,
	name: { en: "Read Message History", nl: "Berichtgeschiedenis lezen (Read Message History)" },
};

const toPost: readonly Permission[] = [viewChannel, sendMessages, embedLinks, attachFiles, readHistory];
/** Manage Threads: to archive a thread that is done, and to find private ones again (docs, Modify Channel; List Private Archived Threads). */
const toKeepThreads: readonly Permission[] = [sendInThreads, manageThreads];

/**
 * What people need, to see the commands and to talk along in a case's thread: the commands show themselves to whoever may write in threads
 * (`render-commands.ts`).
 */
export const permissionsOfPeople: readonly Permission[] = [
	viewChannel,
	{
		bit: PermissionFlagsBits.UseApplicationCommands,
		name: { en: "Use Application Commands", nl: "App-opdrachten gebruiken (Use Application Commands)" },
	},
	sendInThreads,
];

/** What the bot needs in a channel, in the order in which Discord lists it. A forum's posts are its threads, whatever the setting. */
export function permissionsFor(
	channel: ChannelName,
	kind: ChannelKind,
	threads: DiscordOptions["threads"],
): readonly Permission[] {
	if (channel !== "cases") return toPost;
	if (kind === "forum") return [...toPost, ...toKeepThreads];
	return [...toPost, ...toKeepThreads, threads === "private" ? createPrivateThreads : createPublicThreads];
}

/** Everything that the bot needs anywhere, as the number in an invite link. */
export function invitePermissions(threads: DiscordOptions["threads"]): bigint {
	return permissionsFor("cases", "text", threads).reduce((all, { bit }) => all | bit, 0n);
}
