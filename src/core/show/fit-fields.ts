import type { Language } from "../language.ts";
import type { Field } from "../thread/card.ts";
import { leftOut } from "./left-out.ts";
import { levelFor } from "./level-for.ts";
import { toLabel, toParagraph } from "./plain-text.ts";

export interface FieldRoom {
	/** All labels and values together; at least 32 for each of `count`. */
	readonly sum: number;
	readonly count: number;
	readonly label: number;
	readonly value: number;
}

/** A field as it is written, beside its whole text. */
export interface FittedField extends Field {
	readonly plain: Field;
}

/** No text is shortened to less than this. */
const least = 16;

/** The fields within `room`: the longest texts give way (`write` gives them as they are sent). More than `count` are counted in the last. */
export function fitFields(
	fields: readonly Field[],
	room: FieldRoom,
	{ write, language }: { readonly write: (text: string, maxLength: number) => string; readonly language: Language },
): FittedField[] {
	const plain = fields.map(({ label, value }) => ({ label: toLabel(label), value: toParagraph(value) || "–" }));
	const kept = plain.length <= room.count ? plain : plain.slice(0, room.count - 1);
	const left = plain.length - kept.length;
	const shown = left === 0 ? kept : [...kept, { label: "…", value: leftOut(left, "fields", language) }];
	const upTo = (longest: number): FittedField[] =>
		shown.map((field) => ({
			label: write(field.label, Math.min(room.label, longest)),
			value: write(field.value, Math.min(room.value, longest)),
			plain: field,
		}));
	const whole = upTo(Number.POSITIVE_INFINITY);
	const level = levelFor(
		whole.flatMap(({ label, value }) => [label.length, value.length]),
		room.sum,
		least,
	);
	return level >= room.value ? whole : upTo(level);
}
