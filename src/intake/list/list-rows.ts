import { parseTarget } from "../../core/report/parse-target.ts";
import type { ProblemReason } from "../../core/report/problem.ts";
import type { IntakeLimits } from "../limits.ts";
import type { RowSink } from "../row-collector.ts";
import { Unreadable } from "../unreadable.ts";

/** Reasons that say "this was meant as something else", so that such a word begins a comment. */
const ordinaryWords: readonly ProblemReason[] = ["not-a-target", "single-label-host", "too-long", "empty-target"];

/**
 * Reads a plain list: a target per line, or several with blanks, commas or semicolons between. What follows the first word
 * that is no target is a comment, as is all after `#` or `//`. The first word of a line always counts: a finding or a problem.
 */
export class ListRows {
	private rest = "";
	private line = 1;
	private readonly newline: string;
	private readonly limits: Pick<IntakeLimits, "maxRecord">;
	private readonly collector: RowSink;

	constructor(newline: "\n" | "\r", limits: Pick<IntakeLimits, "maxRecord">, collector: RowSink) {
		this.newline = newline;
		this.limits = limits;
		this.collector = collector;
	}

	push(text: string): void {
		const lines = (this.rest + text).split(this.newline);
		this.rest = lines.pop() as string;
		for (const line of lines) this.take(line);
		if (this.rest.length > this.limits.maxRecord) throw new Unreadable("record-too-long", this.line);
	}

	end(): void {
		this.take(this.rest);
	}

	private take(raw: string): void {
		const text = raw.replace(/(?:^|\s)(?:#|\/\/).*$/s, "").trim();
		if (text !== "") this.row(text);
		this.line++;
	}

	private row(text: string): void {
		// A range may be written with blanks, so the whole line goes first.
		if (parseTarget(text).ok) {
			this.add(text);
			return;
		}
		const words = text.split(/[\s,;]+/).filter((word) => word !== "");
		for (const [index, word] of words.entries()) {
			const parsed = parseTarget(word);
			if (index > 0 && !parsed.ok && ordinaryWords.includes(parsed.reason)) return;
			this.add(word);
		}
		if (words.length === 0) this.add(text);
	}

	private add(text: string): void {
		const none = { column: null, port: null, protocol: null, seenMs: null };
		this.collector.add({ ...none, text, line: this.line, details: () => ({}) });
	}
}
