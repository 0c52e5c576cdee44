import { parseUnits, type Words } from "../../core/report/address-words.ts";

/** Takes targets with their port and protocol. `words` and `place` are filled anew for the next one. */
export interface AddressSink {
	/** False: not taken, and the text must be looked at. */
	add(version: 4 | 6, words: Words, place: Readonly<Place>): boolean;
	/** Any other target, or what was meant as one. */
	addText(text: string, place: Readonly<Place>): void;
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
 * Reads the rows that most reports are made of (one line, the usual number of cells, a target with a digit in it) without making cells of
 * them. Takes a row only when `RecordScanner` and `CsvRows` would come to the same, and leaves every other one to them: comments, blanks
 * around a quote, quotes with line ends or backslashes, ports that are none, empty targets, most names.
 */
export class AddressLane {
	/** Rows that the last `take` took; each was one line. */
	taken = 0;
	private plan: LanePlan | null = null;
	private text = "";
	/** The text, unit by unit. */
	private units = new Uint16Array(0);
	private readonly words = new Uint32Array(4);
	private readonly place: Place = { port: null, protocol: null };
	private readonly target: Cell = { from: -1, to: -1 };
	private readonly port: Cell = { from: -1, to: -1 };
	private readonly protocol: Cell = { from: -1, to: -1 };
	/** Cells as they were written, and what they mean. */
	private readonly spellings: { readonly cell: Uint16Array; readonly protocol: string | null }[] = [];
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
		this.fill(text);
		let at = from;
		for (;;) {
			const end = text.indexOf("\n", at);
			if (end < 0 || end - at > this.maxRecord || !this.row(at, end, this.plan)) return at;
			this.taken++;
			at = end + 1;
		}
	}

	/** Units are far faster to look at one by one than a text that was put together. */
	private fill(text: string): void {
		if (text === this.text) return;
		this.text = text;
		if (text.length > this.units.length) this.units = new Uint16Array(text.length + 65_536);
		Buffer.from(this.units.buffer).write(text, "utf16le");
	}

	private row(lineFrom: number, lineEnd: number, plan: LanePlan): boolean {
		const first = this.units[lineFrom] as number;
		// A comment, a blank line, blanks before one: not looked at more closely.
		if (lineFrom === lineEnd || first <= space || first === hash) return false;
		if (!this.findCells(lineFrom, lineEnd, plan)) return false;
		const version = parseUnits(this.units, this.target, this.words);
		if (version === 0 && !this.isSurelyMeant()) return false;
		if (!this.readPort() || !this.readProtocol(plan)) return false;
		if (version === 0 || !this.sink.add(version, this.words, this.place))
			this.sink.addText(this.text.slice(this.target.from, this.target.to).trim(), this.place);
		return true;
	}

	/** A digit stands in no word for "nothing", so that the cell counts and no other column is asked; doubled quotes are for the ordinary way. */
	private isSurelyMeant(): boolean {
		const { from, to } = this.target;
		let hasDigit = false;
		for (let at = from; at < to; at++) {
			const code = this.units[at] as number;
			if (code === quote) return false;
			if (code >= 48 && code <= 57) hasDigit = true;
		}
		return hasDigit;
	}

	/** Finds the cells that count; false when the line is not `plan.width` cells, plain or between quotes. */
	private findCells(lineFrom: number, lineEnd: number, plan: LanePlan): boolean {
		const { units, delimiter, target, port, protocol } = this;
		let cell = 0;
		let at = lineFrom;
		for (;;) {
			let from = at;
			let to: number;
			if (at < lineEnd && units[at] === quote) {
				from = at + 1;
				to = closingQuote(units, from, lineEnd);
				if (to < 0) return false;
				at = to + 1;
				if (at === lineEnd - 1 && units[at] === carriageReturn) at++;
				if (at < lineEnd && units[at] !== delimiter) return false;
			} else {
				for (; at < lineEnd; at++) {
					const code = units[at] as number;
					if (code === delimiter) break;
					// After blanks it would begin a quoted cell, elsewhere it is a part of the text.
					if (code === quote) return false;
				}
				to = at === lineEnd && at > from && units[at - 1] === carriageReturn ? at - 1 : at;
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
	private readPort(): boolean {
		const { units } = this;
		const { from, to } = this.port;
		this.place.port = null;
		if (from === to) return true;
		if (to - from > 5 || (units[from] === 48 && to - from > 1)) return false;
		let port = 0;
		for (let at = from; at < to; at++) {
			const digit = (units[at] as number) - 48;
			if (digit < 0 || digit > 9) return false;
			port = port * 10 + digit;
		}
		this.place.port = port;
		return port <= 65_535;
	}

	private readProtocol(plan: LanePlan): boolean {
		const { from, to } = this.protocol;
		this.place.protocol = null;
		if (from === to) return true;
		for (const known of this.spellings) {
			if (!this.isAt(known.cell, from, to)) continue;
			this.place.protocol = known.protocol;
			return true;
		}
		const cell = this.text.slice(from, to);
		if (cell.includes('"') || this.spellings.length === maxSpellings) return false;
		const protocol = cell.trim() === "" ? null : plan.readProtocol(cell.trim());
		this.spellings.push({
			cell: Uint16Array.from({ length: to - from }, (_, at) => this.units[from + at] as number),
			protocol,
		});
		this.place.protocol = protocol;
		return true;
	}

	private isAt(cell: Uint16Array, from: number, to: number): boolean {
		if (cell.length !== to - from) return false;
		for (let at = 0; at < cell.length; at++) if (cell[at] !== this.units[from + at]) return false;
		return true;
	}
}

function setCell(cell: Cell, from: number, to: number): void {
	cell.from = from;
	cell.to = to;
}

/** The quote that ends a cell which begins at `from`; -1 when the line ends before it, or has a backslash in the cell. */
function closingQuote(units: Uint16Array, from: number, lineEnd: number): number {
	for (let at = from; at < lineEnd; at++) {
		const code = units[at] as number;
		if (code === backslash) return -1;
		if (code !== quote) continue;
		if (at + 1 === lineEnd || units[at + 1] !== quote) return at;
		at++;
	}
	return -1;
}
