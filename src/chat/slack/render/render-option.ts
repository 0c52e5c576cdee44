import type { PlainTextOption } from "@slack/types";
import { fitText } from "../../../core/show/fit-text.ts";
import { toOneLine } from "../../../core/show/plain-text.ts";
import { controlLimits } from "../limits.ts";
import { plainLabel, plainText } from "./plain-text.ts";

export interface Choosable {
	/** At most 150 units. */
	readonly value: string;
	readonly label: string;
	readonly hint?: string;
}

/** Something to choose; label and hint in at most `longest` units each. */
export function renderOption(
	{ value, label, hint = "" }: Choosable,
	longest = Number.POSITIVE_INFINITY,
): PlainTextOption {
	const description = fitText(toOneLine(hint), Math.min(controlLimits.optionHint, longest));
	return {
		text: plainLabel(label, Math.min(controlLimits.optionLabel, longest)),
		value,
		...(description === "" ? {} : { description: plainText(description) }),
	};
}
