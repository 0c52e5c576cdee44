import { escapeMarkdown } from "./escape-markdown.ts";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Longest character as a person sees it that is kept whole: families of emoji are about 25 units; longer ones are made to harm. */
const longestGrapheme = 64;

/** The first `maxLength` units at most, with no character as a person sees it cut in half. */
export function cutText(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	const index = graphemes.segment(text.slice(0, maxLength + longestGrapheme)).containing(maxLength)?.index ?? maxLength;
	const end = maxLength - index < longestGrapheme ? index : maxLength;
	return text.slice(0, end).replace(/[\ud800-\udbff]$/, "");
}

/** The text, or its beginning and `…`. */
export function fitText(text: string, maxLength: number): string {
	return text.length <= maxLength ? text : `${cutText(text, maxLength - 1).trimEnd()}…`;
}

/** The text escaped, or as much of its beginning as fits escaped, and `…`. */
export function fitMarkdown(text: string, maxLength: number): string {
	// Escaping makes nothing shorter, so a beginning of this length is enough to see.
	const start = text.slice(0, maxLength + 1);
	const escaped = escapeMarkdown(start);
	if (escaped.length <= maxLength && start.length === text.length) return escaped;
	let low = 0;
	let high = Math.min(text.length, maxLength) - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (escapeMarkdown(`${text.slice(0, middle)}…`).length <= maxLength) low = middle;
		else high = middle - 1;
	}
	return escapeMarkdown(`${cutText(text, low).trimEnd()}…`);
}
