import type { TableRow } from "../core/contact/table-row.ts";
import type { Table, TableReader, TableUnreadable } from "../ports/table-reader.ts";
import { RecordScanner } from "./csv/record-scanner.ts";
import { decodeText } from "./decode-text.ts";
import { defaultLimits } from "./limits.ts";
import { Unreadable } from "./unreadable.ts";

export interface TableLimits {
	readonly maxBytes: number;
	readonly maxRows: number;
}

/** What a team keeps by hand is a thousandth of that; what is larger is another file. */
const defaultTableLimits: TableLimits = { maxBytes: 8_000_000, maxRows: 20_000 };
const delimiters = [",", ";", "\t"];
const headChars = 65_536;
const known: ReadonlySet<string> = new Set<TableUnreadable>(["empty", "binary", "too-large", "record-too-long"]);
const isKnown = (reason: string): reason is TableUnreadable => known.has(reason);

type Newline = "\n" | "\r";

/** A reader of small tables, in this thread. */
export function createTableReader(limits: TableLimits = defaultTableLimits): TableReader {
	return {
		async read(bytes, columns): Promise<Table> {
			try {
				const text = await wholeText(bytes, limits.maxBytes);
				if (text.trim() === "") throw new Unreadable("empty");
				const newline = !text.includes("\n") && text.includes("\r") ? "\r" : "\n";
				const delimiter = statedDelimiter(text) ?? likelyDelimiter(text, newline, columns);
				return { kind: "table", rows: scan(text, { delimiter, newline }, limits.maxRows) };
			} catch (fault) {
				if (!(fault instanceof Unreadable) || !isKnown(fault.reason)) throw fault;
				return { kind: "unreadable", reason: fault.reason, line: fault.line };
			}
		},
	};
}

async function wholeText(bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
	const decoded = await decodeText(counted(bytes, maxBytes));
	const parts: string[] = [];
	for await (const part of decoded.text) parts.push(part);
	return parts.join("");
}

async function* counted(bytes: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
	let total = 0;
	for await (const chunk of bytes) {
		total += chunk.length;
		if (total > maxBytes) throw new Unreadable("too-large");
		yield chunk;
	}
}

/** Spreadsheet programs may say it in a first line `sep=;`, which `RecordScanner` skips. */
function statedDelimiter(text: string): string | null {
	return /^"?sep=([,;\t])"?\r?(?:\n|$)/i.exec(text)?.[1] ?? null;
}

function likelyDelimiter(text: string, newline: Newline, columns: readonly string[]): string {
	const wanted = new Set(columns);
	const head = text.slice(0, headChars);
	const scores = delimiters.map((delimiter) => {
		const cells = firstCells(head, { delimiter, newline });
		return { delimiter, score: cells.filter((cell) => wanted.has(cell.trim().toLowerCase())).length };
	});
	return scores.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

interface Dialect {
	readonly delimiter: string;
	readonly newline: Newline;
}

/** A line that begins with `#` is a row as any other here: a reason may begin so, and no row is passed over in silence. */
const options = { comments: false } as const;

function firstCells(head: string, dialect: Dialect): readonly string[] {
	let first: readonly string[] | null = null;
	const scanner = new RecordScanner(
		{ ...dialect, ...options },
		{ maxRecord: headChars, maxOpenQuotes: 1 },
		(record) => {
			first ??= record.cells;
		},
	);
	try {
		scanner.push(head);
		scanner.end();
	} catch (fault) {
		if (!(fault instanceof Unreadable)) throw fault;
	}
	return first ?? [];
}

function scan(text: string, dialect: Dialect, maxRows: number): TableRow[] {
	const rows: TableRow[] = [];
	const scanner = new RecordScanner({ ...dialect, ...options }, defaultLimits, ({ cells, line, broken }) => {
		if (rows.length > maxRows) throw new Unreadable("too-large", line);
		rows.push({ cells: [...cells], line, broken });
	});
	scanner.push(text);
	scanner.end();
	return rows;
}
