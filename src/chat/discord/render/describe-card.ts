import type { Card, Line, Progress, Table, Tone } from "../../../core/thread/card.ts";
import type { Language } from "../options.ts";
import { codeBlock, codeBlockOverhead, keepInBlock } from "./code-block.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { fitItems } from "./fit-items.ts";
import { fitMarkdown, fitText } from "./fit-text.ts";
import { layoutTable } from "./layout-table.ts";
import { levelFor } from "./level-for.ts";
import { toDocument, toOneLine, toParagraph } from "./plain-text.ts";

/** Tone as a shape, for who sees no colours. */
const glyphs: Readonly<Record<Tone, string>> = { neutral: "•", busy: "⏳", good: "✅", warn: "⚠️", bad: "❌" };

/** Between two parts or paragraphs. */
const gap = "\n\n";
const barCells = 20;
const longestLabel = 300;
const longestDetail = 200;
/** A line is cut to no less than this. */
const shortLine = 160;
/** Room that each part leaves to each part after it: enough to say how much of that is left out. */
const reserved = 96;

/** A part of the description in at most so many units. */
type Part = (room: number) => string;

/**
 * Body, document, lines, table and progress under each other, in at most `room` units (`head` and 1,000 more); empty when the card has none.
 * Where not all fits, table and document give way first, then lines, then body, and each says how much of it is left out. The lines come
 * right under the body: its last paragraph may be their title. `head` is ready, and stands under the body.
 */
export function describeCard(card: Card, head: string, room: number, language: Language): string {
	const { body = [], lines = [], document = "", table, progress } = card;
	const bar = progress === undefined ? "" : showProgress(progress);
	// In the order of keeping.
	const parts: readonly (Part | null)[] = [
		body.length === 0 ? null : (left) => showBody(body, left, language),
		lines.length === 0 ? null : (left) => showLines(lines, left, language),
		document === "" ? null : (left) => showDocument(document, left, language),
		table === undefined || table.head.length === 0 ? null : (left) => showTable(table, left, language),
	];
	let left = room - bar.length - head.length - 2 * gap.length;
	const [shownBody = "", shownLines = "", shownDocument = "", shownTable = ""] = parts.map((part, index) => {
		const kept = parts.slice(index + 1).filter((later) => later !== null).length * reserved;
		const shown = part === null ? "" : part(left - kept);
		left -= shown === "" ? 0 : shown.length + gap.length;
		return shown;
	});
	// A paragraph that ends in a colon is the lines' title.
	const isTitled = head === "" && shownDocument === "" && shownBody.endsWith(":");
	const top = [shownBody, head, shownDocument].filter((part) => part !== "").join(gap);
	const text = [top, shownLines].filter((part) => part !== "").join(isTitled ? "\n" : gap);
	return [text, shownTable, bar].filter((part) => part !== "").join(gap);
}

function showBody(body: readonly string[], room: number, language: Language): string {
	const paragraphs = body.map(toParagraph).filter((text) => text !== "");
	const { shown, more } = fitItems(
		{
			...{ items: paragraphs.map(escapeMarkdown), count: paragraphs.length, gap, kind: "paragraphs", language },
			cut: (index, left) => fitMarkdown(paragraphs[index] ?? "", left),
		},
		room,
	);
	return [...shown, ...(more === null ? [] : [more])].join(gap);
}

function showLines(lines: readonly Line[], room: number, language: Language): string {
	const whole = lines.slice(0, room).map((line) => showLine(line, room));
	// Each line is a step: before one is left out, the longest are cut.
	const level = levelFor(
		whole.map((line) => line.length),
		room - whole.length,
		shortLine,
	);
	const items = whole.map((line, index) => (line.length <= level ? line : showLine(lines[index] as Line, level)));
	const { shown, more } = fitItems({ items, count: lines.length, gap: "\n", kind: "lines", language, cut: null }, room);
	return [...shown, ...(more === null ? [] : [more])].join("\n");
}

function showLine({ tone, text, detail = "" }: Line, room: number): string {
	const apart = fitMarkdown(toOneLine(detail), Math.min(longestDetail, Math.floor(room / 2)));
	const end = apart === "" ? "" : ` · *${apart}*`;
	const start = `${glyphs[tone]} `;
	return `${start}${fitMarkdown(toParagraph(text) || "–", room - start.length - end.length)}${end}`;
}

function showDocument(document: string, room: number, language: Language): string {
	const text = toDocument(document);
	if (text === "") return "";
	const items = keepInBlock(text).split("\n");
	const { shown, more } = fitItems(
		{
			...{ items, count: items.length, gap: "\n", kind: "lines", language },
			cut: (index, left) => fitText(items[index] ?? "", left),
		},
		room - codeBlockOverhead,
	);
	return showBlock(shown, more);
}

function showTable(table: Table, room: number, language: Language): string {
	const { head, rows: items } = layoutTable(table);
	const rows = { items, count: table.rows.length, gap: "\n", kind: "rows", language, cut: null } as const;
	const left = room - codeBlockOverhead - head.length - 1;
	// Too many columns for any row: that there are rows is all that can be said.
	if (left < reserved) return fitItems({ ...rows, items: [] }, room).more ?? "";
	const { shown, more } = fitItems(rows, left);
	return showBlock([head, ...shown], more);
}

function showBlock(lines: readonly string[], more: string | null): string {
	return `${codeBlock(lines.join("\n"))}${more === null ? "" : `\n${more}`}`;
}

/** Of unknown length: an empty bar. */
function showProgress({ done, total, label }: Progress): string {
	const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
	const filled = Math.floor(share * barCells);
	const bar = "▰".repeat(filled) + "▱".repeat(barCells - filled);
	const percent = total > 0 ? ` ${Math.floor(share * 100)} %` : "";
	const words = fitMarkdown(toParagraph(label), longestLabel);
	return `${bar}${percent}${words === "" ? "" : `\n${words}`}`;
}
