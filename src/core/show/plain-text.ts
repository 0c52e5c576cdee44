/**
 * What nobody sees and may harm: controls, marks that turn the order of all that follows, and zero-width spaces (adapters
 * keep signs of markup apart with them). The joiners of emoji and of Persian stay.
 */
const unseen = /(?![\n\t])[\p{Cc}\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const breaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const halfCharacter = /\p{Surrogate}/gu;

/** Text of several lines, each as typed. */
export function toPlainText(text: string): string {
	return text.replace(breaks, "\n").replace(halfCharacter, "\ufffd").replace(unseen, "");
}

/** Lines under each other with no empty ones between, and nothing round them. */
export function toParagraph(text: string): string {
	const lines = toPlainText(text).replaceAll("\t", " ").split("\n");
	return lines
		.map((line) => line.trimEnd())
		.filter((line) => line !== "")
		.join("\n")
		.trim();
}

/** Lines as typed, without the empty ones before and after. */
export function toDocument(text: string): string {
	const lines = toPlainText(text).replaceAll("\t", "    ").split("\n");
	const first = lines.findIndex((line) => line.trim() !== "");
	return first === -1 ? "" : lines.slice(first).join("\n").trimEnd();
}

/** All on one line. */
export function toOneLine(text: string): string {
	return toPlainText(text).replace(/\s+/g, " ").trim();
}

/** As `toOneLine`, and something to see where a platform wants a text. */
export function toLabel(text: string): string {
	return toOneLine(text) || "–";
}
