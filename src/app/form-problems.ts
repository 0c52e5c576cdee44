import { fieldRefusal } from "../core/case/field-refusal.ts";
import type { OptionSpec } from "../core/command/command-spec.ts";
import type { OptionValues } from "../ports/chat.ts";
import type { Texts } from "../text/texts.ts";
import { refusalSentence } from "./say.ts";

/** A sentence for each option that would be refused whatever else is said, by its name. */
export function formProblems(
	options: readonly OptionSpec[],
	values: OptionValues,
	texts: Texts,
): Readonly<Record<string, string>> {
	const problems = options.flatMap(({ name, holds }): [string, string][] => {
		const value = values[name];
		if (holds === undefined || typeof value !== "string") return [];
		const refused = fieldRefusal(holds, value);
		return refused === null ? [] : [[name, refusalSentence({ refused, status: null }, texts)]];
	});
	return Object.fromEntries(problems);
}
