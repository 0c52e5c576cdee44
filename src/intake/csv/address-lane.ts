import { parseWordsIn, type Words } from "../../core/report/address-words.ts";

/** Takes an address with its port and protocol. `words` and `place` are filled anew for the next one. */
export interface AddressSink {
	/** False: not taken, and the row must be read as any other. */
	add(version: 4 | 6, words: Words, place: Readonly<Place>): boolean;
}

interface Place {
	port: number | null;
	protocol: string | null;
}

/** Where the cells of a row are that count. */
export interface LanePlan {
	/** Cells of a row. */
	readonly width: number;
	readonly target: number;
	readonly port: number | null;
	readonly protocol: number | null;
	/** What a cell means as a protocol; null = none. */
	readonly readProtocol: (cell: string) => string | null;
}

const maxSpellings = 8;
const [carriageReturn, space, quote, hash, backslash] = [13, 32, 34, 35, 92] as const;

/** One cell of the row in hand; -1 = it has no such cell. */
interface Cell {
	from: number;
	to: number;
}

/**
 * Reads the rows that most reports are made of (one line, an address written plainly, the usual number of cells) without making cells of them. Takes a
 * row only when `RecordScanner`, `CsvRows` and `parseTarget` would come to the same, and leaves every other one to them: comments, blanks
 * around a quote, quotes with line ends or backslashes, ports that are none, networks, names, problems.
 */
export class AddressLane {
	/** Rows that the last `take` took; each was one line. */
	taken = 0;
	private plan: LanePlan | null = null;
	private readonly words = new Uint32Array(4);
	private readonly place: Place = { port: null, protocol: null };
	private readonly target: Cell = { from: -1, to: -1 };
	private readonly port: Cell = { from: -1, to: -1 };
	private readonly protocol: Cell = { from: -1, to: -1 };
	/** Cells as they were written, and what they mean. */
	private readonly spellings: { readonly cell: string; readonly protocol: string | null }[] = [];
	private readonly delimiter: number;
	private readonly maxRecord: number;
	private readonly sink: AddressSink;

	constructor(delimiter: string, maxRecord: number, sink: AddressSink) {
		this.delimiter = delimiter.charCodeAt(0);
		this.maxRecord = maxRecord;
		this.sink = sink;
	}

	/** From now on rows are taken; before, the columns are not settled. */
	begin(plan: LanePlan): void {
		this.plan = plan;
	}

	/** Takes rows from `from` on, where a record begins, and gives the place where the first one begins that it does not take. */
	take(text: string, from: number): number {
		this.taken = 0;
		if (this.plan === null) return from;
		let at = from;
		for (;;) {
			const end = text.indexOf("\n", at);
			if (end < 0 || end - at > this.maxRecord || !this.row(text, { from: at, to: end }, this.plan)) return at;
			this.taken++;
			at = end + 1;
		}
	}

	private row(text: string, line: Cell, plan: LanePlan): boolean {
		// A comment, a blank line, blanks before one: not looked at more closely.
		if (line.from === line.to || text.charCodeAt(line.from) <= space || text.charCodeAt(line.from) === hash)
			return false;
		if (!this.findCells(text, line, plan)) return false;
		const version = parseWordsIn(text, this.target, this.words);
		if (version === 0 || !this.readPort(text) || !this.readProtocol(text, plan)) return false;
		return this.sink.add(version, this.words, this.place);
	}

	/** Finds the cells that count; false when the line is not `plan.width` cells, plain or between quotes. */
	private findCells(text: string, line: Cell, plan: LanePlan): boolean {
		const { delimiter, target, port, protocol } = this;
		const { from: lineFrom, to: lineEnd } = line;
		let cell = 0;
		let at = lineFrom;
		for (;;) {
			let from = at;
			let to: number;
			if (at < lineEnd && text.charCodeAt(at) === quote) {
				from = at + 1;
				to = closingQuote(text, from, lineEnd);
				if (to < 0) return false;
				at = to + 1;
				if (at === lineEnd - 1 && text.charCodeAt(at) === carriageReturn) at++;
				if (at < lineEnd && text.charCodeAt(at) !== delimiter) return false;
			} else {
				for (; at < lineEnd; at++) {
					const code = text.charCodeAt(at);
					if (code === delimiter) break;
					// After blanks it would begin a quoted cell, elsewhere it is a part of the text.
					if (code === quote) return false;
				}
				to = at === lineEnd && at > from && text.charCodeAt(at - 1) === carriageReturn ? at - 1 : at;
			}
			if (cell === plan.target) setCell(target, from, to);
			if (cell === plan.port) setCell(port, from, to);
			if (cell === plan.protocol) setCell(protocol, from, to);
			cell++;
			if (at === lineEnd) return cell === plan.width;
			if (cell === plan.width) return false;
			at++;
		}
	}

	/** As `parsePort`; a port that is none is for the ordinary way. */
	private readPort(text: string): boolean {
		const { from, to } = this.port;
		this.place.port = null;
		if (from === to) return true;
		if (to - from > 5 || (text.charCodeAt(from) === 48 && to - from > 1)) return false;
		let port = 0;
		for (let at = from; at < to; at++) {
			const digit = text.charCodeAt(at) - 48;
			if (digit < 0 || digit > 9) return false;
			port = port * 10 + digit;
		}
		this.place.port = port;
		return port <= 65_535;
	}

	private readProtocol(text: string, plan: LanePlan): boolean {
		const { from, to } = this.protocol;
		this.place.protocol = null;
		if (from === to) return true;
		for (const known of this.spellings) {
			if (known.cell.length !== to - from || !text.startsWith(known.cell, from)) continue;
			this.place.protocol = known.protocol;
			return true;
		}
		const cell = text.slice(from, to);
		if (cell.includes('"') || this.spellings.length === maxSpellings) return false;
		const protocol = cell.trim() === "" ? null : plan.readProtocol(cell.trim());
		// A copy: a slice would keep the piece of the file that it was cut from.
		this.spellings.push({ cell: Buffer.from(cell).toString(), protocol });
		this.place.protocol = protocol;
		return true;
	}
}

function setCell(cell: Cell, from: number, to: number): void {
	cell.from = from;
	cell.to = to;
}

/** The quote that ends a cell which begins at `from`; -1 when the line ends before it, or has a backslash in the cell. */
function closingQuote(text: string, from: number, lineEnd: number): number {
	for (let at = from; at < lineEnd; at++) {
		const code = text.charCodeAt(at);
		if (code === backslash) return -1;
		if (code !== quote) continue;
		if (at + 1 === lineEnd || text.charCodeAt(at + 1) !== quote) return at;
		at++;
	}
	return -1;
}
