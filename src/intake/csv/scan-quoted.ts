/** How a quote is written inside a quoted cell: `""` (RFC 4180), or also `\"`. */
export type Quoting = "doubled" | "backslash";

interface Place {
	readonly at: number;
	readonly delimiter: string;
	readonly newline: string;
	/** No more text will come. */
	readonly last: boolean;
	readonly maxRecord: number;
	readonly quoting: Quoting;
}

export interface QuotedRecord {
	/**
	 * `more`: the record goes on after the end of the text. `broken`: something stands after a closing quote.
	 * `open`: a quote does not close within the longest record that may be.
	 */
	readonly state: "whole" | "more" | "broken" | "open";
	readonly cells: string[];
	/** Position after the record's line end. */
	readonly next: number;
	/** Line ends in it, its own included. */
	readonly lines: number;
}

/** Reads one record that has quotes in it, from `place.at`. */
export function scanQuoted(text: string, place: Place): QuotedRecord {
	const cells: string[] = [];
	let at = place.at;
	let lines = 1;
	const result = (state: QuotedRecord["state"], next: number): QuotedRecord => ({ state, cells, next, lines });
	for (;;) {
		const open = skipBlanks(text, at, place.delimiter);
		let end: number;
		if (text.charCodeAt(open) === 34) {
			const close = findClose(text, open + 1, place);
			if (close < 0) return result(close === -1 && !place.last ? "more" : "open", at);
			const inner = text.slice(open + 1, close);
			lines += countOf(inner, place.newline);
			cells.push(unquote(inner, place.quoting));
			end = skipBlanks(text, close + 1, place.delimiter);
			if (end >= text.length && !place.last) return result("more", at);
			if (
				place.newline !== "\r" &&
				text.charCodeAt(end) === 13 &&
				(end + 1 >= text.length || text[end + 1] === place.newline)
			)
				end++;
		} else {
			end = cellEnd(text, at, place);
			if (end < 0) return result("more", at);
			const atLineEnd = text[end] !== place.delimiter;
			const cut = atLineEnd && text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end;
			cells.push(text.slice(at, cut));
		}
		if (end >= text.length) return place.last ? result("whole", end) : result("more", at);
		const char = text[end];
		if (char === place.newline) return result("whole", end + 1);
		if (char !== place.delimiter) return result("broken", at);
		at = end + 1;
	}
}

/** The closing quote; -1 when the text ends before it, -2 when the record becomes longer than it may be. */
function findClose(text: string, from: number, place: Place): number {
	let at = from;
	for (;;) {
		at = text.indexOf('"', at);
		const reach = at < 0 ? text.length : at;
		if (reach - place.at > place.maxRecord) return -2;
		if (at < 0) return -1;
		if (place.quoting === "backslash" && isEscaped(text, at, from)) at++;
		else if (text.charCodeAt(at + 1) === 34) at += 2;
		else return at;
	}
}

/** An odd number of backslashes right before it. */
function isEscaped(text: string, at: number, from: number): boolean {
	let slashes = 0;
	while (at - 1 - slashes >= from && text.charCodeAt(at - 1 - slashes) === 92) slashes++;
	return slashes % 2 === 1;
}

function unquote(inner: string, quoting: Quoting): string {
	if (quoting === "backslash") return inner.replace(/\\(["\\])|""/g, (_, char: string | undefined) => char ?? '"');
	return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
}

function skipBlanks(text: string, from: number, delimiter: string): number {
	let at = from;
	while (at < text.length && (text[at] === " " || text[at] === "\t") && text[at] !== delimiter) at++;
	return at;
}

function cellEnd(text: string, from: number, place: Place): number {
	for (let at = from; at < text.length; at++) {
		const char = text[at];
		if (char === place.delimiter || char === place.newline) return at;
	}
	return place.last ? text.length : -1;
}

function countOf(text: string, part: string): number {
	let count = 0;
	for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count++;
	return count;
}
