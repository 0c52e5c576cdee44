import { examineHosts, type HostAnswers } from "../../../core/setup/examine-hosts.ts";
import { bad, type Finding, good } from "../../../core/setup/finding.ts";
import { troubleOf } from "../faults.ts";
import { openClient } from "../open-client.ts";
import type { SlackOptions } from "../options.ts";
import { examineChannels } from "./examine-channels.ts";
import { examineDelivery } from "./examine-delivery.ts";
import { examineManifest } from "./examine-manifest.ts";
import { examineRoles } from "./examine-roles.ts";
import { examineScopes } from "./examine-scopes.ts";
import { fetchBot } from "./fetch-bot.ts";
import { findingWords } from "./finding-words.ts";

type Unneeded = "deleteUploads" | "download" | "log" | "maxUploadBytes" | "onEnded";

/** What the doctor needs of the settings. */
export interface ExamineOptions extends Omit<SlackOptions, Unneeded> {
	/** An app configuration token: with it the app's own configuration is looked at too. */
	readonly configToken: string | null;
	readonly hostAnswers: HostAnswers;
}

/**
 * Looks at everything that the bot needs in Slack, in the order in which it is set up, and stops where nothing more can be seen. Changes
 * nothing, needs no running bot, and throws nothing that Slack can cause.
 */
export async function examine(options: ExamineOptions): Promise<readonly Finding[]> {
	const words = findingWords(options.language);
	const client = openClient(options);
	try {
		const bot = await fetchBot(client);
		const delivery = await examineDelivery(options, bot);
		if (bot === null) return [bad(words.tokenBad, words.makeToken), ...delivery];
		return [
			good(words.tokenGood(bot.name, bot.workspace)),
			...delivery,
			...examineScopes(options, bot),
			...(await examineChannels(options, client, bot)),
			...(await examineRoles(options, client)),
			...(await examineHosts(options.fileHosts, options.hostAnswers, words)),
			...(await examineManifest(options, bot)),
		];
	} catch (cause) {
		if (troubleOf(cause).kind === "too-fast") return [bad(words.tooFast, words.comeBack)];
		return [bad(words.unreachable(options.apiUrl), words.checkLine)];
	}
}
