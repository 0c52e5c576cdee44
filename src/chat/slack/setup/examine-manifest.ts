import { bad, type Finding, good } from "../../../core/setup/finding.ts";
import { openClient } from "../open-client.ts";
import { ask, codeOf } from "./ask.ts";
import { compareManifest } from "./compare-manifest.ts";
import type { ExamineOptions } from "./examine.ts";
import { appIdOf } from "./examine-delivery.ts";
import type { Bot } from "./fetch-bot.ts";
import { findingWords } from "./finding-words.ts";
import { renderManifest } from "./manifest.ts";

/** Whether the app is configured as the manifest says; needs an app configuration token. */
export async function examineManifest(options: ExamineOptions, bot: Bot): Promise<readonly Finding[]> {
	const { configToken, commands, delivery, language } = options;
	const words = findingWords(language);
	if (configToken === null) return [good(words.manifestUnseen, words.makeConfigToken)];
	const appId = bot.appId ?? (delivery.mode === "socket" ? appIdOf(delivery.appToken) : null);
	if (appId === null) return [good(words.appUnknown)];
	const client = openClient({ ...options, token: configToken });
	const { answer, trouble } = await ask(client.apps.manifest.export({ app_id: appId }));
	if (trouble?.kind === "revoked") return [bad(words.configTokenBad, words.makeConfigToken)];
	if (trouble !== null) return [bad(words.manifestRefused(appId, codeOf(trouble)), words.makeConfigToken)];
	// Only whether there is an address counts; where Slack finds the bot it knows better.
	const url = delivery.mode === "http" ? "https://bot.example" : null;
	const wanted = (["nl", "en"] as const).map((each) => renderManifest({ commands, language: each, url }));
	const differences = compareManifest(answer.manifest ?? {}, wanted);
	if (differences.length === 0) return [good(words.manifestGood)];
	return differences.map((difference) => {
		// Other words do no harm.
		if (difference === "other-words") return good(words.otherWords, words.paste(delivery.mode));
		const { what, todo } = words.differences[difference];
		return bad(what, words.orPaste(todo, delivery.mode));
	});
}
