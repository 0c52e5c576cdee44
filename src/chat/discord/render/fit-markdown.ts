import { cutText } from "../../../core/show/fit-text.ts";
import { escapeMarkdown } from "./escape-markdown.ts";

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
