import type { webApi } from "@slack/bolt";
import { bad, type Finding, good } from "../../../core/setup/finding.ts";
import { ask, codeOf } from "./ask.ts";
import type { ExamineOptions } from "./examine.ts";
import type { Bot } from "./fetch-bot.ts";
import { findingWords } from "./finding-words.ts";

/** Reports come by the command or the shortcut, from anywhere, and have no channel of their own. */
type Use = "cases" | "status";

const settingOf: Readonly<Record<Use, string>> = {
	cases: "SLACK_CASES_CHANNEL",
	status: "SLACK_STATUS_CHANNEL",
};

/** Whether each channel is there, open, and has the bot in it. */
export async function examineChannels(
	options: ExamineOptions,
	client: webApi.WebClient,
	bot: Bot,
): Promise<readonly Finding[]> {
	const { cases, status } = options.channels;
	const uses: readonly Use[] = status === cases ? ["cases"] : ["cases", "status"];
	const findings = await Promise.all(uses.map((use) => examineChannel(options, client, { use, bot })));
	return findings.flat();
}

async function examineChannel(
	{ channels, language }: ExamineOptions,
	client: webApi.WebClient,
	{ use, bot }: { readonly use: Use; readonly bot: Bot },
): Promise<readonly Finding[]> {
	const words = findingWords(language);
	const label = words.channelUse[use];
	const id = channels[use];
	const { answer, trouble } = await ask(client.conversations.info({ channel: id }));
	if (trouble?.kind === "unknown-channel")
		return [bad(words.channelMissing(label, id), words.copyChannel(settingOf[use], bot.name))];
	if (trouble?.kind === "missing-scope")
		return [bad(words.channelUnseen(label, trouble.scope), words.addScope(trouble.scope))];
	if (trouble !== null)
		return [bad(words.channelRefused(label, id, codeOf(trouble)), words.copyChannel(settingOf[use], bot.name))];
	const { channel = {} } = answer;
	const shown = `#${channel.name ?? id}`;
	if (channel.is_archived === true) return [bad(words.channelArchived(label, shown), words.unarchive(settingOf[use]))];
	const isShared = channel.is_ext_shared === true || channel.is_pending_ext_shared === true;
	return [
		channel.is_member === true
			? good(words.channelGood(label, shown))
			: bad(words.channelWithoutBot(label, shown), words.inviteBot(shown, bot.name)),
		...(isShared ? [good(words.channelShared(shown), words.unshare(settingOf[use]))] : []),
	];
}
