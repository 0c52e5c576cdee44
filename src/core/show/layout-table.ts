import type { Table } from "../thread/card.ts";
import { fitText } from "./fit-text.ts";
import { toOneLine } from "./plain-text.ts";
import { fitWidth, textWidth } from "./text-width.ts";

/** A column of texts gives way first to the one width, and only when heads of numbers have given way, to the other. */
const narrow = 14;
const narrowest = 8;
/** A number always shows whole; the word above it may give way. */
const narrowestNumber = 7;
/** Over more lines a cell ends in `…`. */
const mostLines = 3;
const mostMailboxLines = 8;
/** More than fits over all lines of all columns; the rest needs no measuring. */
const longestCell = 400;
/** `203.0.113.128/25` and `NSM-2026-0042` are shorter. */
const longestKey = 20;
/** More rows than this fit in no message; they are not measured. */
const rowsMeasured = 1000;

const between = " │ ";
/** Between cells that go on from the line above. */
const betweenMore = " ┊ ";
const ruleBetween = "─┼─";

/** Letters from right to left are kept to their own cell: they would turn the columns round them. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/**
 * A table in letters of one width, in `columnsShown` columns where it can be: the head with its rule, and the rows, each of one line or, where a text wraps in its column, of more. Columns
 * give way where the whole is too wide; a mailbox, a case number and the like always show whole.
 */
export function layoutTable(
	{ head, rows, numeric }: Table,
	columnsShown: number,
): {
	readonly head: string;
	readonly rows: readonly string[];
} {
	const cells = rows.slice(0, rowsMeasured).map((row) => head.map((_, column) => toCell(row[column] ?? "")));
	const heads = head.map(toCell);
	const natural = heads.map((cell, column) => Math.max(1, ...[cell, ...columnOf(cells, column)].map(textWidth)));
	const leastOf = (text: number): readonly number[] =>
		heads.map((_, column) => {
			const isNumeric = numeric.includes(column);
			const whole = columnOf(cells, column).flatMap((cell) => (isNumeric ? cell : keysIn(cell)));
			return Math.max(isNumeric ? narrowestNumber : text, ...whole.map(textWidth));
		});
	const afterTexts = narrowed(natural, leastOf(narrow), columnsShown);
	const widths = narrowed(afterTexts, leastOf(narrowest), columnsShown);
	const show = (row: readonly string[], lines: number): string => {
		const wrapped = row.map((cell, column) => {
			const most = numeric.includes(column) ? 1 : cell.includes("@") ? mostMailboxLines : lines;
			return wrap(cell, widths[column] as number, most);
		});
		return Array.from({ length: Math.max(...wrapped.map(({ length }) => length)) }, (_, line) =>
			wrapped
				.map((cell, column) => pad(cell[line] ?? "", widths[column] as number, numeric.includes(column)))
				.join(line === 0 ? between : betweenMore)
				.trimEnd(),
		).join("\n");
	};
	const rule = widths.map((width) => "─".repeat(width)).join(ruleBetween);
	return {
		head: `${show(heads, 1)}\n${rule}`,
		rows: cells.map((row) => show(row, mostLines)),
	};
}

const toCell = (text: string): string => fitText(toOneLine(text).replace(/[│┊]/g, "|"), longestCell);
const columnOf = (cells: readonly (readonly string[])[], column: number): readonly string[] =>
	cells.map((row) => row[column] as string);
/** Mailboxes, and words with a digit in them such as case and AS numbers: what somebody types over. A longer one is none of these. */
const keysIn = (cell: string): readonly string[] =>
	cell.split(" ").filter((word) => word.includes("@") || (/\d/.test(word) && word.length <= longestKey));

/** Takes columns from the widest that may give way, until all fits or none may. */
function narrowed(natural: readonly number[], least: readonly number[], columnsShown: number): readonly number[] {
	const widths = [...natural];
	let over = widths.reduce((sum, width) => sum + width, 0) + between.length * (widths.length - 1) - columnsShown;
	while (over > 0) {
		const free = widths.map((width, column) => (width > (least[column] as number) ? width : 0));
		const widest = Math.max(...free);
		if (widest === 0) break;
		const column = free.indexOf(widest);
		// Down to the next widest at once: a cell of a thousand letters takes no thousand turns.
		const next = Math.max(least[column] as number, ...free.filter((width) => width < widest));
		const step = Math.max(1, Math.min(widest - next, over));
		widths[column] = widest - step;
		over -= step;
	}
	return widths;
}

/** A cell's lines, broken between words; a word that is too wide, or what is over the last line, ends in `…`. */
function wrap(cell: string, width: number, most: number): readonly string[] {
	if (textWidth(cell) <= width) return [cell];
	const lines: string[] = [];
	const words = cell.split(" ");
	for (const [index, word] of words.entries()) {
		const line = lines.at(-1);
		const longer = line === undefined ? word : `${line} ${word}`;
		if (line !== undefined && textWidth(longer) <= width) lines[lines.length - 1] = longer;
		else if (lines.length === most) {
			lines[most - 1] = fitWidth(`${line} ${words.slice(index).join(" ")}`, width);
			return lines;
		} else lines.push(fitWidth(word, width));
	}
	return lines;
}

function pad(cell: string, width: number, toTheRight: boolean): string {
	const space = " ".repeat(Math.max(0, width - textWidth(cell)));
	const shown = rightToLeft.test(cell) ? `\u2068${cell}\u2069` : cell;
	return toTheRight ? `${space}${shown}` : `${shown}${space}`;
}
