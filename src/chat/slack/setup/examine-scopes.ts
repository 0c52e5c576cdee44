import { bad, type Finding, good } from "../../../core/setup/finding.ts";
import type { ExamineOptions } from "./examine.ts";
import type { Bot } from "./fetch-bot.ts";
import { findingWords } from "./finding-words.ts";
import { botScopes } from "./scopes.ts";

/** Which scopes the token lacks, each with what it is for, and which it has for nothing. */
export function examineScopes({ language }: ExamineOptions, { scopes }: Bot): readonly Finding[] {
	const words = findingWords(language);
	if (scopes === null) return [good(words.scopesUnseen)];
	const needed = Object.entries(botScopes);
	const missing = needed.filter(([scope]) => !scopes.includes(scope));
	const idle = scopes.filter((scope) => !(scope in botScopes));
	return [
		...(missing.length === 0 ? [good(words.scopesGood(needed.length))] : []),
		...missing.map(([scope, why]) => bad(words.scopeMissing(scope, why[language]), words.addScope(scope))),
		...(idle.length === 0 ? [] : [good(words.scopesIdle(idle), words.dropScopes)]),
	];
}
