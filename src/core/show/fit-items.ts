import type { Language } from "../language.ts";
import { type Kind, leftOut } from "./left-out.ts";

export interface Fitting {
	readonly items: readonly string[];
	/** How many there are, where `items` holds only the first. */
	readonly count: number;
	/** Between two items, and before the words on what is left out. */
	readonly gap: string;
	readonly kind: Kind;
	readonly language: Language;
	/** How the words on what is left out are written. */
	readonly setApart: (words: string) => string;
	/** The beginning of an item in that room, or null where it is not to be cut. */
	readonly cut: ((index: number, room: number) => string) | null;
}

/** Less of a text than this says nothing. */
const leastShown = 40;

/** The first items whole, one more cut where there is room for it, and words for how many are left out; null when none is. */
export function fitItems(
	fitting: Fitting,
	room: number,
): { readonly shown: readonly string[]; readonly more: string | null } {
	const { items, count, gap, kind, language, setApart, cut } = fitting;
	let used = 0;
	let whole = 0;
	const ends: number[] = [];
	for (const item of items) {
		used += item.length + (whole === 0 ? 0 : gap.length);
		if (used > room) break;
		ends.push(used);
		whole += 1;
	}
	if (whole === count) return { shown: items, more: null };
	const left = room - gap.length - setApart(leftOut(count, kind, language)).length;
	const end = (): number => ends[whole - 1] ?? 0;
	while (whole > 0 && end() > left) whole -= 1;
	const shown = items.slice(0, whole);
	const rest = left - end() - (whole === 0 ? 0 : gap.length);
	if (cut !== null && whole < items.length && rest >= leastShown) shown.push(cut(whole, rest));
	const more = count - shown.length;
	return { shown, more: more === 0 ? null : setApart(leftOut(more, kind, language)) };
}
