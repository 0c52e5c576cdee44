import type { Card } from "../core/thread/card.ts";

const mark = { neutral: "·", busy: "…", good: "✓", warn: "!", bad: "✗" } as const;

/** A card as plain lines for a terminal: what a person would read in the thread. */
export function renderCardText(card: Card): string[] {
	const lines: string[] = [];
	if (card.title !== null) lines.push(`${mark[card.tone]} ${card.title}`);
	for (const paragraph of card.body ?? []) lines.push(...paragraph.split("\n").map((line) => `  ${line}`));
	for (const { tone, text, detail } of card.lines ?? [])
		lines.push(`${card.title === null ? "" : "  "}${mark[tone]} ${text}${detail === undefined ? "" : `  [${detail}]`}`);
	const fields = (card.fields ?? []).map(({ label, value }) => `${label}: ${value}`);
	if (fields.length > 0) lines.push(`  ${fields.join(" | ")}`);
	if (card.document !== undefined) lines.push(...card.document.split("\n").map((line) => `  ${line}`));
	if (card.table !== undefined) lines.push(...tableLines(card.table.head, card.table.rows, card.table.numeric));
	if (card.image !== undefined) lines.push(`  ${card.image.alt}`);
	for (const { fileName } of card.files ?? []) lines.push(`  ${fileName}`);
	if (card.progress !== undefined && card.progress.label !== "") lines.push(`  ${card.progress.label}`);
	const labels = [
		...(card.buttons ?? []).flat().map((button) => button.label),
		...(card.menu ? [`${card.menu.label} ▾`] : []),
	];
	if (labels.length > 0) lines.push(`  ${labels.map((label) => `[ ${label} ]`).join(" ")}`);
	if (card.note !== undefined) lines.push(`  ${card.note}`);
	return lines;
}

function tableLines(
	head: readonly string[],
	rows: readonly (readonly string[])[],
	numeric: readonly number[],
): string[] {
	const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
	const line = (cells: readonly string[]) => {
		const padded = cells.map((cell, column) => {
			const width = widths[column] ?? 0;
			return numeric.includes(column) ? cell.padStart(width) : cell.padEnd(width);
		});
		return `  ${padded.join("  ").trimEnd()}`;
	};
	return [line(head), ...rows.map(line)];
}
