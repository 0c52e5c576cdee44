import { hasKnownHeader } from "../../core/report/columns.ts";
import { parseTarget } from "../../core/report/parse-target.ts";
import { Unreadable } from "../unreadable.ts";
import { RecordScanner } from "./record-scanner.ts";

/** What a text is, judged by its beginning. */
export type TextKind =
	| { readonly format: "csv"; readonly delimiter: string; readonly newline: "\n" | "\r" }
	| { readonly format: "list"; readonly newline: "\n" | "\r" };

const delimiters = [",", ";", "\t", "|"];
const maxRecords = 60;

/**
 * Tells CSV from a plain list by evidence: the delimiter that gives known headers, else the one under which most of the
 * first records have the same number of cells, and more than one (a delimiter inside quotes does not count). Throws `Unreadable`
 * for text that is another format ("unknown-format"), empty, or a list without a single target ("no-target").
 */
export function sniffText(sample: string, complete: boolean): TextKind {
	const newline = !sample.includes("\n") && sample.includes("\r") ? "\r" : "\n";
	// The last line may be cut; a whole short file has none that is.
	const text = complete ? sample : sample.slice(0, sample.lastIndexOf(newline) + 1) || sample;
	if (text.trim() === "") throw new Unreadable("empty");
	refuseOtherFormats(text);
	const delimiter = delimiterBySep(text) ?? delimiterByHeader(text, newline) ?? delimiterByWidth(text, newline);
	if (delimiter !== null) return { format: "csv", delimiter, newline };
	const first = records(text, { delimiter: "\0", newline }, 1)[0] ?? [];
	if (hasKnownHeader(first) || /^\s*"/.test(text)) return { format: "csv", delimiter: ",", newline };
	if (!holdsTarget(text, newline)) throw new Unreadable("no-target");
	return { format: "list", newline };
}

/** Spreadsheet programs may say it in a first line `sep=;`, which `RecordScanner` skips. */
function delimiterBySep(text: string): string | null {
	const stated = /^\ufeff?"?sep=([,;\t|])"?\r?(?:\n|$)/i.exec(text);
	return stated === null ? null : (stated[1] as string);
}

/** The delimiter under which the first record has headers that are known, two cells at least; the most cells win. */
function delimiterByHeader(text: string, newline: "\n" | "\r"): string | null {
	const heads = delimiters.map((delimiter) => ({
		delimiter,
		cells: records(text, { delimiter, newline }, 1)[0] ?? [],
	}));
	const known = heads.filter(({ cells }) => cells.length > 1 && hasKnownHeader(cells));
	return known.sort((a, b) => b.cells.length - a.cells.length)[0]?.delimiter ?? null;
}

function delimiterByWidth(text: string, newline: "\n" | "\r"): string | null {
	let best = { delimiter: "", share: 0, cells: 1 };
	for (const delimiter of delimiters) {
		const found = records(text, { delimiter, newline }, maxRecords);
		const evidence = weigh(found);
		const clearer = evidence.share > best.share + 0.2;
		const wider = evidence.share > best.share - 0.2 && evidence.cells > best.cells;
		const table = evidence.cells > 1 && evidence.share > 0.5 && !isInlineList(found);
		if (table && (clearer || wider)) best = { delimiter, ...evidence };
	}
	return best.delimiter === "" ? null : best.delimiter;
}

/** Whether any line begins with a target, or with what was meant as one. */
function holdsTarget(text: string, newline: string): boolean {
	return text.split(newline).some((line) => {
		const [first = ""] = line.trim().split(/[\s,;]+/);
		const parsed = parseTarget(first);
		return parsed.ok || !["not-a-target", "single-label-host", "empty-target", "too-long"].includes(parsed.reason);
	});
}

function refuseOtherFormats(text: string): void {
	const start = text.trimStart();
	const json = /^(?:\{|\[\s*(?:[{["\]]|-?\d+\s*,))/.test(start) && !/^\[\s*\.?\s*\]/.test(start);
	const mail = /^(?:Return-Path|Received|Delivered-To|From|Date|Message-ID|MIME-Version|Subject|X-[\w-]+): /i.test(
		start,
	);
	if (json || mail || start.startsWith("<") || start.startsWith("%PDF-")) throw new Unreadable("unknown-format");
}

/** The most common number of cells, and which share of the records has it. */
function weigh(found: readonly string[][]): { share: number; cells: number } {
	const widths = new Map<number, number>();
	for (const cells of found) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
	const [cells, count] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
	return { share: found.length === 0 ? 0 : count / found.length, cells };
}

/** Targets and nothing else, set side by side: `192.0.2.1, 192.0.2.2`, not a table. */
function isInlineList(found: readonly string[][]): boolean {
	const widths = new Set(found.map((cells) => cells.length));
	if (found.length > 1 && widths.size < 2) return false;
	return found.flat().every((cell) => {
		const target = parseTarget(cell);
		return cell.trim() === "" || (target.ok && target.target.kind !== "host");
	});
}

const sliceChars = 4096;

/** The first records of a text, as far as they can be read. */
function records(text: string, dialect: { delimiter: string; newline: "\n" | "\r" }, count: number): string[][] {
	const found: string[][] = [];
	const limits = { maxRecord: text.length + 1, maxOpenQuotes: maxRecords };
	const scanner = new RecordScanner(dialect, limits, ({ cells, broken }) => {
		if (!broken) found.push([...cells]);
	});
	try {
		for (let at = 0; at < text.length && found.length < count; at += sliceChars) {
			scanner.push(text.slice(at, at + sliceChars));
		}
		if (found.length < count) scanner.end();
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
	}
	return found.slice(0, count);
}
