import { ChannelFlags, ChannelType } from "discord.js";
import { bad, type Finding, good } from "../../../core/setup/finding.ts";
import type { ChannelName } from "../../../ports/chat.ts";
import type { ExamineOptions } from "./examine.ts";
import { findingWords } from "./finding-words.ts";
import { channelKind, type Permission, permissionsFor } from "./permissions.ts";
import { botOf, missingIn, type Server, type ServerChannel } from "./server.ts";

const settingOf: Readonly<Record<ChannelName, string>> = {
	reports: "DISCORD_REPORTS_CHANNEL",
	cases: "DISCORD_CASES_CHANNEL",
	status: "DISCORD_STATUS_CHANNEL",
};

/** Whether each channel is there and of a kind that serves, and what the bot may do in it. */
export function examineChannels(options: ExamineOptions, server: Server): readonly Finding[] {
	const { cases, reports, status } = options.channels;
	// One channel may serve for two things; it is looked at once for each permission.
	const uses: readonly ChannelName[] = [
		"cases",
		...(reports === cases ? [] : ["reports" as const]),
		...(status === cases || status === reports ? [] : ["status" as const]),
	];
	return uses.flatMap((use) => examineChannel(options, server, use));
}

function examineChannel(options: ExamineOptions, server: Server, use: ChannelName): readonly Finding[] {
	const words = findingWords(options.language);
	const setting = settingOf[use];
	const id = options.channels[use];
	const label = words.channelUse[use];
	const channel = server.channels.find((each) => each.id === id);
	if (channel === undefined) return [bad(words.channelMissing(label, id), words.copyChannel(setting))];
	const shown = `#${channel.name}`;
	const kind = channelKind(channel.type);
	if (kind === null || (kind === "forum" && use !== "cases")) {
		const todo = use === "cases" ? words.chooseTextOrForum(setting) : words.chooseText(setting);
		return [bad(words.channelWrongKind(label, shown), todo)];
	}
	return [
		good(words.channelGood(label, shown)),
		...(use === "cases" ? examineThreads(options, channel) : []),
		...examinePermissions(options, { server, channel }, permissionsFor(use, kind, options.threads)),
	];
}

function examineThreads({ language, threads }: ExamineOptions, channel: ServerChannel): readonly Finding[] {
	const words = findingWords(language);
	const shown = `#${channel.name}`;
	if (channel.type === ChannelType.GuildAnnouncement && threads === "private")
		return [bad(words.noPrivateThreads(shown), words.choosePublic)];
	if (channelKind(channel.type) !== "forum") return [];
	const needsTag = (channel.flags & ChannelFlags.RequireTag) !== 0;
	return [
		...(threads === "private" ? [good(words.forumIsPublic(shown), words.hideForum)] : []),
		...(needsTag ? [bad(words.tagRequired(shown), words.dropTag)] : []),
	];
}

function examinePermissions(
	{ language }: ExamineOptions,
	{ server, channel }: { readonly server: Server; readonly channel: ServerChannel },
	needed: readonly Permission[],
): readonly Finding[] {
	const words = findingWords(language);
	const shown = `#${channel.name}`;
	const missing = new Set(missingIn(server, channel, { needed, holder: botOf(server) }));
	return needed.map((permission) => {
		const name = permission.name[language];
		if (!missing.has(permission)) return good(words.may(name, shown));
		return bad(words.mayNot(name, shown), words.grant(name, shown));
	});
}
