/**
 * The cells of RFC 4180 text, row by row. Reads what our own attachments hold, for checking them: a quote in the midst
 * of a bare cell is part of it, a quote that never closes runs to the end.
 */
export function parseCells(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = 0;
	while (at < text.length) {
		const [cell, end] = text[at] === '"' ? quotedCell(text, at + 1) : bareCell(text, at);
		row.push(cell);
		at = end;
		if (text[at] === ",") {
			at += 1;
			if (at === text.length) row.push("");
			continue;
		}
		if (text[at] === "\r") at += 1;
		if (text[at] === "\n") at += 1;
		rows.push(row);
		row = [];
	}
	if (row.length > 0) rows.push(row);
	return rows;
}

function bareCell(text: string, start: number): [string, number] {
	let end = start;
	while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") end += 1;
	return [text.slice(start, end), end];
}

function quotedCell(text: string, start: number): [string, number] {
	let cell = "";
	let at = start;
	for (;;) {
		const quote = text.indexOf('"', at);
		if (quote < 0) return [cell + text.slice(at), text.length];
		cell += text.slice(at, quote);
		if (text[quote + 1] !== '"') {
			const [rest, end] = bareCell(text, quote + 1);
			return [cell + rest, end];
		}
		cell += '"';
		at = quote + 2;
	}
}
