import type { IntakeLimits } from "../limits.ts";
import { Unreadable } from "../unreadable.ts";
import type { AddressLane } from "./address-lane.ts";
import { type Quoting, scanQuoted } from "./scan-quoted.ts";

/** One record of a CSV file. */
export interface CsvRecord {
	readonly cells: readonly string[];
	/** 1-based line where it begins. */
	readonly line: number;
	/** Its quotes don't match; `cells` is then the one line as it stands. */
	readonly broken: boolean;
}

/**
 * Cuts text into CSV records (RFC 4180), with what is seen beside it: `\"` for a quote, comment lines (`#`, also after
 * blanks; `sep=;` in the first), blank lines, a lone CR as line end, blanks before an opening quote. Needs no more memory than one record:
 * one that is longer than the limit ends the file ("record-too-long"). A quote that never closes costs its own line
 * only, and is told.
 */
export class RecordScanner {
	private rest = "";
	private line = 1;
	private expected = 0;
	private open = 0;
	private readonly delimiter: string;
	private readonly newline: string;
	private readonly comments: boolean;
	private readonly lane: AddressLane | null;
	private readonly limits: Pick<IntakeLimits, "maxRecord" | "maxOpenQuotes">;
	private readonly onRecord: (record: CsvRecord) => void;

	constructor(
		/** Without `comments` (default: with) a line that begins with `#` is a record. What `lane` takes is not given to `onRecord`. */
		dialect: {
			readonly delimiter: string;
			readonly newline: "\n" | "\r";
			readonly comments?: boolean;
			readonly lane?: AddressLane | null;
		},
		limits: Pick<IntakeLimits, "maxRecord" | "maxOpenQuotes">,
		onRecord: (record: CsvRecord) => void,
	) {
		this.delimiter = dialect.delimiter;
		this.newline = dialect.newline;
		this.comments = dialect.comments ?? true;
		this.lane = dialect.lane ?? null;
		this.limits = limits;
		this.onRecord = onRecord;
	}

	push(text: string): void {
		this.rest = this.scan(this.rest + text, false);
	}

	end(): void {
		this.rest = this.scan(this.rest, true);
	}

	/** Gives what does not yet make a whole record. */
	private scan(text: string, last: boolean): string {
		let at = 0;
		while (at < text.length) {
			if (this.lane !== null) {
				at = this.lane.take(text, at);
				this.line += this.lane.taken;
				if (at === text.length) break;
			}
			const stop = text.indexOf(this.newline, at);
			if (stop < 0 && !last) break;
			const lineEnd = stop < 0 ? text.length : stop;
			const raw = text.slice(at, text.charCodeAt(lineEnd - 1) === 13 && lineEnd > at ? lineEnd - 1 : lineEnd);
			if (raw.length > this.limits.maxRecord) throw new Unreadable("record-too-long", this.line);
			if (!raw.includes('"') || this.isComment(raw)) {
				this.plain(raw);
				at = lineEnd + 1;
			} else {
				const next = this.quoted(text, { at, lineEnd, raw }, last);
				if (next < 0) break;
				at = next;
			}
		}
		if (text.length - at > this.limits.maxRecord && !text.slice(at).includes(this.newline)) {
			throw new Unreadable("record-too-long", this.line);
		}
		return text.slice(at);
	}

	private plain(raw: string): void {
		if (!isBlank(raw) && !this.isComment(raw)) this.give(raw.split(this.delimiter), false);
		this.line++;
	}

	/** The position after the record that begins at `at`, or -1 when more text is needed. */
	private quoted(text: string, first: { at: number; lineEnd: number; raw: string }, last: boolean): number {
		const scan = (quoting: Quoting) =>
			scanQuoted(text, {
				at: first.at,
				delimiter: this.delimiter,
				newline: this.newline,
				last,
				maxRecord: this.limits.maxRecord,
				quoting,
			});
		let record = scan("doubled");
		// Neither way of quoting may win because the other one has not seen enough yet: where a piece ends says nothing.
		if (record.state === "more") return -1;
		const doubtful = record.state !== "whole" || (this.expected > 0 && record.cells.length !== this.expected);
		if (doubtful && first.raw.includes('\\"')) {
			const escaped = scan("backslash");
			if (escaped.state === "more") return -1;
			if (escaped.state === "whole" && (record.state !== "whole" || escaped.cells.length === this.expected)) {
				record = escaped;
			}
		}
		if (record.state !== "whole") {
			// Only an open quote is dear: it is looked for up to the longest record, and then that text is read again.
			if (record.state === "open") this.open++;
			if (this.open > this.limits.maxOpenQuotes) throw new Unreadable("record-too-long", this.line);
			this.give([first.raw], true);
			this.line++;
			return first.lineEnd + 1;
		}
		this.give(record.cells, false);
		this.line += record.lines;
		return record.next;
	}

	private isComment(raw: string): boolean {
		if (this.line === 1 && /^\ufeff?"?sep=.?"?$/i.test(raw)) return true;
		if (!this.comments) return false;
		return raw.charCodeAt(0) === 35 || (raw.charCodeAt(0) <= 32 && raw.trimStart().startsWith("#"));
	}

	private give(cells: readonly string[], broken: boolean): void {
		if (this.expected === 0 && !broken) this.expected = cells.length;
		this.onRecord({ cells, line: this.line, broken });
	}
}

function isBlank(raw: string): boolean {
	return raw === "" || raw.trim() === "";
}
