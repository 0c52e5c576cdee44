import type { Language } from "../language.ts";
import type { Card, Line, Table } from "../thread/card.ts";
import { fitItems } from "./fit-items.ts";
import { fitText } from "./fit-text.ts";
import { layoutTable } from "./layout-table.ts";
import { levelFor } from "./level-for.ts";
import { toDocument, toOneLine, toParagraph } from "./plain-text.ts";
import { toneSigns } from "./tone-signs.ts";

/** How a platform writes what is fitted; lengths count what is sent. */
export interface Notation {
	readonly language: Language;
	/** A text as it is sent, or its beginning and `…`, in at most so many units. */
	readonly write: (text: string, maxLength: number) => string;
	/** A text in letters of one width, as it is sent. */
	readonly keepInBlock: (text: string) => string;
	/** What a block of such letters adds. */
	readonly blockOverhead: number;
	/** Columns of letters of one width that a screen shows before it wraps. */
	readonly columnsShown: number;
	/** A line whole, of what `write` gave. */
	readonly writeLine: (line: FittedLine) => string;
	/** How words on what is left out are written: not what the card says itself. */
	readonly setApart: (words: string) => string;
}

/** What is shown of a part, and words on what is left out of it. */
export interface Fitted<T> {
	readonly shown: readonly T[];
	readonly more: string | null;
}

export interface FittedLine {
	readonly sign: string;
	readonly text: string;
	/** Empty when there is none. */
	readonly detail: string;
}

export interface FittedCard {
	/** Paragraphs. */
	readonly body: Fitted<string>;
	readonly lines: Fitted<FittedLine>;
	/** Lines. */
	readonly document: Fitted<string>;
	/** The head with its rule, then rows of one line or more; nothing where not even the head has room. */
	readonly table: Fitted<string>;
}

interface Measured<T> extends Fitted<T> {
	readonly length: number;
}

const none: Measured<never> = { shown: [], more: null, length: 0 };

/** Between two parts or paragraphs. */
const gap = "\n\n";
const longestDetail = 200;
/** A line is cut to no less than this. */
const shortLine = 160;
/** Room that each part leaves to each part after it: enough to say how much of that is left out. */
const reserved = 96;

/**
 * Body, lines, document and table in at most `room` units (1,000 or more), with a line break between lines and an empty line between parts
 * and paragraphs. Where not all fits, table and document give way first, then lines, then body, and each says how much of it is left out.
 */
export function fitCard(card: Card, notation: Notation, room: number): FittedCard {
	const { body = [], lines = [], table } = card;
	const document = toDocument(card.document ?? "");
	const after = [lines.length > 0, document !== "", table !== undefined && table.head.length > 0];
	let left = room;
	const take = <T>(place: number, measure: (left: number) => Measured<T>): Fitted<T> => {
		const { shown, more, length } = measure(left - after.slice(place).filter(Boolean).length * reserved);
		left -= length === 0 ? 0 : length + gap.length;
		return { shown, more };
	};
	// In the order of keeping.
	return {
		body: take(0, (some) => fitBody(body, notation, some)),
		lines: take(1, (some) => (after[0] ? fitLines(lines, notation, some) : none)),
		document: take(2, (some) => (after[1] ? fitDocument(document, notation, some) : none)),
		table: take(3, (some) => (after[2] && table !== undefined ? fitTable(table, notation, some) : none)),
	};
}

/** How long it is as sent, with that between two. */
function measured<T>(fitted: Fitted<T>, words: readonly string[], between: string): Measured<T> {
	const { shown, more } = fitted;
	return { shown, more, length: [...words, ...(more === null ? [] : [more])].join(between).length };
}

function fitBody(body: readonly string[], { write, language, setApart }: Notation, room: number): Measured<string> {
	const paragraphs = body.map(toParagraph).filter((text) => text !== "");
	const items = paragraphs.map((text) => write(text, Number.POSITIVE_INFINITY));
	const cut = (index: number, left: number): string => write(paragraphs[index] as string, left);
	const fitting = { items, count: items.length, gap, kind: "paragraphs", language, setApart, cut } as const;
	const fitted = fitItems(fitting, room);
	return measured(fitted, fitted.shown, gap);
}

function fitLines(lines: readonly Line[], notation: Notation, room: number): Measured<FittedLine> {
	const { writeLine, language, setApart } = notation;
	const whole = lines.slice(0, room).map((line) => fitLine(line, notation, room));
	// Each line is a step: before one is left out, the longest are cut.
	const level = levelFor(
		whole.map((line) => writeLine(line).length),
		room - whole.length,
		shortLine,
	);
	const cut = whole.map((line, index) =>
		writeLine(line).length <= level ? line : fitLine(lines[index] as Line, notation, level),
	);
	const fitting = {
		items: cut.map(writeLine),
		count: lines.length,
		gap: "\n",
		kind: "lines",
		language,
		setApart,
	} as const;
	const { shown, more } = fitItems({ ...fitting, cut: null }, room);
	return measured({ shown: cut.slice(0, shown.length), more }, shown, "\n");
}

function fitLine({ tone, text, detail = "" }: Line, { write, writeLine }: Notation, room: number): FittedLine {
	const sign = toneSigns[tone];
	const apart = write(toOneLine(detail), Math.min(longestDetail, Math.floor(room / 2)));
	const left = room - writeLine({ sign, text: "", detail: apart }).length;
	return { sign, text: write(toParagraph(text) || "–", left), detail: apart };
}

function fitDocument(document: string, notation: Notation, room: number): Measured<string> {
	const { keepInBlock, blockOverhead, language, setApart } = notation;
	const items = keepInBlock(document).split("\n");
	const cut = (index: number, left: number): string => fitText(items[index] as string, left);
	const fitting = { items, count: items.length, gap: "\n", kind: "lines", language, setApart, cut } as const;
	return inBlock(fitItems(fitting, room - blockOverhead), blockOverhead);
}

function fitTable(table: Table, notation: Notation, room: number): Measured<string> {
	const { keepInBlock, blockOverhead, columnsShown, language, setApart } = notation;
	const laidOut = layoutTable(table, columnsShown);
	const head = keepInBlock(laidOut.head);
	const items = laidOut.rows.map(keepInBlock);
	const rows = { items, count: table.rows.length, gap: "\n", kind: "rows", language, setApart, cut: null } as const;
	const left = room - blockOverhead - head.length - 1;
	// Too many columns for any row: that there are rows is all that can be said.
	if (left < reserved) return measured(fitItems({ ...rows, items: [] }, room), [], "\n");
	const { shown, more } = fitItems(rows, left);
	return inBlock({ shown: [head, ...shown], more }, blockOverhead);
}

function inBlock(fitted: Fitted<string>, overhead: number): Measured<string> {
	const { shown, more, length } = measured(fitted, fitted.shown, "\n");
	return { shown, more, length: length + overhead };
}
