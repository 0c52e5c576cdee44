import { type APIInteraction, ChannelType } from "discord.js";
import type { DiscordOptions } from "../options.ts";

const threadTypes: ReadonlySet<ChannelType> = new Set([
	ChannelType.PublicThread,
	ChannelType.PrivateThread,
	ChannelType.AnnouncementThread,
]);

/** The case in whose thread something was typed; null anywhere else. */
export async function caseTypedIn(
	{ caseOfThread }: Pick<DiscordOptions, "caseOfThread">,
	{ channel }: Pick<APIInteraction, "channel">,
): Promise<string | null> {
	if (channel === undefined || !threadTypes.has(channel.type)) return null;
	const parent = "parent_id" in channel ? channel.parent_id : null;
	return typeof parent === "string" ? caseOfThread({ channel: parent, thread: channel.id }) : null;
}
