import type { IntakeLimits } from "../limits.ts";
import { Unreadable } from "../unreadable.ts";

export interface JsonElement {
	/** As it stands; not checked to be JSON. */
	readonly text: string;
	/** 1-based line where it begins. */
	readonly line: number;
}

/** Where the elements are: `values`: the file's own values, or those in its array; `inside`: the objects in arrays that only objects stand round. */
type Place = "values" | "inside";

const maxDepth = 200;
const [quote, backslash, lineFeed, comma] = [0x22, 0x5c, 0x0a, 0x2c];
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Cuts JSON into the values that are rows of a report, as the text comes, with no more in memory than one of them: the elements of an array, or one value
 * after another. An object that is larger than a row may be holds them itself: then the elements of the arrays within it are given
 * (`{"results": [...]}`). Throws `Unreadable` for one element that is too long ("record-too-long") and for more levels than any report has ("too-nested").
 */
export class JsonElements {
	private text = "";
	/** What was looked at of `text`. */
	private at = 0;
	private line = 1;
	private place: Place = "values";
	private readonly stack: number[] = [];
	private inString = false;
	/** Where the element that is under way begins, and how many levels there are round it. */
	private begun: { readonly at: number; readonly line: number; readonly depth: number } | null = null;
	private readonly maxRecord: number;
	private readonly onElement: (element: JsonElement) => void;

	constructor(limits: Pick<IntakeLimits, "maxRecord">, onElement: (element: JsonElement) => void) {
		this.maxRecord = limits.maxRecord;
		this.onElement = onElement;
	}

	push(text: string): void {
		this.text += text;
		this.scan();
		// What is done with is forgotten.
		const keep = this.begun?.at ?? this.at;
		this.text = this.text.slice(keep);
		this.at -= keep;
		if (this.begun !== null) this.begun = { ...this.begun, at: 0 };
	}

	/** Gives what was cut off in the midst of an element, or null; what came before was given. */
	end(): JsonElement | null {
		if (this.begun === null) return null;
		const { at, line, depth } = this.begun;
		const cut = { text: this.text.slice(at), line };
		if (this.stack.length > depth || this.inString) return cut;
		this.give(this.text.length);
		return null;
	}

	private scan(): void {
		for (; this.at < this.text.length; this.at++) {
			if (this.begun !== null && this.at - this.begun.at > this.maxRecord) this.tooLong(this.begun);
			const code = this.text.charCodeAt(this.at);
			if (code === lineFeed) this.line++;
			if (this.inString) {
				if (code === backslash) {
					// The next character is not looked at; where it has not come yet, this one waits.
					if (this.at + 1 === this.text.length) return;
					this.at++;
				} else if (code === quote) this.inString = false;
				continue;
			}
			this.take(code);
		}
	}

	private take(code: number): void {
		const isSpace = code === 0x20 || code === lineFeed || code === 0x0d || code === 0x09;
		const isClose = code === closeArray || code === closeObject;
		// A number or a word ends where something else begins.
		if (this.begun?.depth === this.stack.length && (isSpace || isClose || code === comma)) this.give(this.at);
		if (isSpace || code === comma) return;
		if (isClose) {
			this.stack.pop();
			if (this.begun?.depth === this.stack.length) this.give(this.at + 1);
			return;
		}
		const isContainer = code === openArray && this.stack.length === 0 && this.place === "values";
		if (this.begun === null && !isContainer && this.isElement(code))
			this.begun = { at: this.at, line: this.line, depth: this.stack.length };
		if (code === quote) this.inString = true;
		else if (code === openArray || code === openObject) {
			if (this.stack.length === maxDepth) throw new Unreadable("too-nested", this.line);
			this.stack.push(code);
		}
	}

	private isElement(code: number): boolean {
		const { stack } = this;
		if (this.place === "values") return stack.length === 0 || (stack.length === 1 && stack[0] === openArray);
		return code === openObject && stack.at(-1) === openArray && stack.indexOf(openArray) === stack.length - 1;
	}

	private give(end: number): void {
		const { at, line } = this.begun as { at: number; line: number };
		this.begun = null;
		this.onElement({ text: this.text.slice(at, end), line });
	}

	/** One object that is all of the file may hold the rows: it is looked at anew, for what is inside. */
	private tooLong(begun: { readonly at: number; readonly line: number; readonly depth: number }): void {
		const holds = this.place === "values" && begun.depth === 0 && this.text.charCodeAt(begun.at) === openObject;
		if (!holds) throw new Unreadable("record-too-long", begun.line);
		this.place = "inside";
		this.text = this.text.slice(begun.at);
		this.at = 0;
		this.line = begun.line;
		this.stack.length = 0;
		this.inString = false;
		this.begun = null;
	}
}
