import { bad, type Finding, good } from "../../../core/setup/finding.ts";
import { openClient } from "../open-client.ts";
import { ask, codeOf } from "./ask.ts";
import type { ExamineOptions } from "./examine.ts";
import type { Bot } from "./fetch-bot.ts";
import { findingWords } from "./finding-words.ts";
import { lookAtPort } from "./look-at-port.ts";
import { requestPath } from "./manifest.ts";

/** Whether what people do reaches the bot, as far as that can be seen from here. No connection is opened. */
export async function examineDelivery(options: ExamineOptions, bot: Bot | null): Promise<readonly Finding[]> {
	const { delivery } = options;
	if (delivery.mode === "socket") return [await examineAppToken(options, delivery.appToken, bot)];
	return [await examinePort(options, delivery), unseen(options)];
}

/** The app's id, which stands in an app-level token: `xapp-1-A…-`. */
export function appIdOf(appToken: string): string | null {
	return /^xapp-\d+-(A[A-Z0-9]+)-/.exec(appToken)?.[1] ?? null;
}

async function examineAppToken(options: ExamineOptions, appToken: string, bot: Bot | null): Promise<Finding> {
	const words = findingWords(options.language);
	const { answer, trouble } = await ask(openClient({ ...options, token: appToken }).apps.connections.open());
	if (trouble !== null) {
		const code = codeOf(trouble);
		if (code === "revoked") return bad(words.appTokenBad, words.makeAppToken);
		if (code === "missing-scope") return bad(words.appTokenScope, words.makeAppToken);
		if (code === "socket_mode_not_enabled") return bad(words.socketModeOff, words.turnSocketModeOn);
		return bad(words.appTokenRefused(code), words.makeAppToken);
	}
	// Slack gives an address all the same, and delivers nothing there.
	const warned = answer.response_metadata?.messages?.some((message) => /socket mode is not turned on/i.test(message));
	if (warned === true) return bad(words.socketModeOff, words.turnSocketModeOn);
	const appId = appIdOf(appToken);
	if (bot !== null && bot.appId !== null && appId !== null && bot.appId !== appId)
		return bad(words.otherApp(appId, bot.appId), words.sameApp);
	return good(words.appTokenGood);
}

async function examinePort(
	{ language }: ExamineOptions,
	{ host, port }: { readonly host: string; readonly port: number },
): Promise<Finding> {
	const words = findingWords(language);
	const place = `${host}:${port}`;
	const state = await lookAtPort(host, port, requestPath);
	if (state === "free") return good(words.portFree(place));
	if (state === "ours") return good(words.portOurs(place));
	return state === "taken"
		? bad(words.portTaken(place), words.choosePort)
		: bad(words.portImpossible(place), words.choosePlace);
}

function unseen({ language }: ExamineOptions): Finding {
	const words = findingWords(language);
	return good(words.deliveryUnseen, words.lookAtUrls);
}
