import type { APIEmbedField } from "discord.js";
import type { Field } from "../../../core/thread/card.ts";
import { embedLimits } from "../limits.ts";
import type { Language } from "../options.ts";
import { fitMarkdown } from "./fit-text.ts";
import { leftOut } from "./left-out.ts";
import { levelFor } from "./level-for.ts";
import { toLabel, toParagraph } from "./plain-text.ts";

/** A label or value up to this long stands beside others; Discord sets three to a row. */
const short = 30;
/** No text is shortened to less than this. */
const least = 16;

/** The fields in at most `room` units (1,000 or more) together: the longest texts give way. More than Discord takes are counted in the last. */
export function renderFields(fields: readonly Field[], room: number, language: Language): APIEmbedField[] {
	const plain = fields.map(({ label, value }) => ({ label: toLabel(label), value: toParagraph(value) || "–" }));
	const kept = plain.length <= embedLimits.fields ? plain : plain.slice(0, embedLimits.fields - 1);
	const left = plain.length - kept.length;
	const shown = left === 0 ? kept : [...kept, { label: "…", value: leftOut(left, "fields", language) }];
	const whole = shown.map((field) => renderField(field, embedLimits.fieldValue));
	const level = levelFor(
		whole.flatMap(({ name, value }) => [name.length, value.length]),
		room,
		least,
	);
	return level >= embedLimits.fieldValue ? whole : shown.map((field) => renderField(field, level));
}

function renderField({ label, value }: Field, longest: number): APIEmbedField {
	return {
		name: fitMarkdown(label, Math.min(embedLimits.fieldName, longest)),
		value: fitMarkdown(value, longest),
		inline: label.length <= short && value.length <= short && !value.includes("\n"),
	};
}
