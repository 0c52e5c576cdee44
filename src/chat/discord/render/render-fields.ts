import type { APIEmbedField } from "discord.js";
import type { Language } from "../../../core/language.ts";
import { fitFields } from "../../../core/show/fit-fields.ts";
import type { Field } from "../../../core/thread/card.ts";
import { embedLimits } from "../limits.ts";
import { fitMarkdown } from "./fit-markdown.ts";

/** A label or value up to this long stands beside others; Discord sets three to a row. */
const short = 30;

/** The fields in at most `sum` units (1,000 or more) together: the longest texts give way. More than Discord takes are counted in the last. */
export function renderFields(fields: readonly Field[], sum: number, language: Language): APIEmbedField[] {
	const { fields: count, fieldName: label, fieldValue: value } = embedLimits;
	const fitted = fitFields(fields, { sum, count, label, value }, { write: fitMarkdown, language });
	return fitted.map(({ label: name, value: text, plain }) => ({
		...{ name, value: text },
		inline: plain.label.length <= short && plain.value.length <= short && !plain.value.includes("\n"),
	}));
}
