import type { ReadResult } from "../../ports/report-reader.ts";
import type { IntakeLimits } from "../limits.ts";
import { NamedRows } from "../named-rows.ts";
import type { RowSink } from "../row-collector.ts";
import { Unreadable } from "../unreadable.ts";
import { type JsonElement, JsonElements } from "./json-elements.ts";
import { recordsOf } from "./json-records.ts";

/** A value, or the beginning of one; not `[.]`, which is a dot that somebody made harmless. */
const begins = /^\s*(?:\{\s*["}]|\[\s*(?:[[{"]|-?\d+(?:\.\d+)?\s*[,\]]|\]))/;

/** True when the text is JSON, by how it begins. */
export function beginsJson(head: string): boolean {
	return begins.test(head) && !/^\s*\[\s*\.?\s*\]\s*\w/.test(head);
}

/** True when each line is a value of its own (NDJSON, JSON Lines), by the first that is not blank. */
export function hasLines(head: string): boolean {
	const [first = "", ...others] = head.split("\n").filter((line) => line.trim() !== "");
	return others.some((line) => /^\s*[{["]/.test(line)) && parsed(first) !== undefined && !/^\s*\[\s*$/.test(first);
}

interface JsonOptions {
	/** 0-based place among the names, that a person chose; null = by name. */
	readonly column: number | null;
	readonly limits: IntakeLimits;
	readonly collector: RowSink;
	/** Each line is a value: one that is broken costs that line only. */
	readonly lines: boolean;
}

/** Reads JSON: one array, a list within an object, or a value a line. What is no JSON is a problem, row by row where that can be told. */
export class JsonRows {
	readonly name: string;
	private readonly rows: NamedRows;
	private readonly collector: RowSink;
	private readonly limits: IntakeLimits;
	private readonly elements: JsonElements | null;
	private rest = "";
	private line = 1;

	constructor({ column, limits, collector, lines }: JsonOptions) {
		this.name = lines ? "jsonl" : "json";
		this.rows = new NamedRows(column, collector);
		this.collector = collector;
		this.limits = limits;
		this.elements = lines ? null : new JsonElements(limits, (element) => this.take(element));
	}

	push(text: string): void {
		if (this.elements !== null) {
			this.elements.push(text);
			return;
		}
		const lines = (this.rest + text).split("\n");
		this.rest = lines.pop() as string;
		for (const each of lines) this.takeLine(each);
		if (this.rest.length > this.limits.maxRecord) throw new Unreadable("record-too-long", this.line);
	}

	end(): void {
		const cut = this.elements?.end() ?? null;
		if (this.elements === null) this.takeLine(this.rest);
		this.rows.end();
		if (cut !== null) this.broken(cut);
	}

	stop(): ReadResult | null {
		return this.rows.asks === null ? null : { kind: "column-needed", columns: this.rows.asks };
	}

	columns(): Record<string, string> {
		return this.rows.columns();
	}

	private takeLine(text: string): void {
		if (text.length > this.limits.maxRecord) throw new Unreadable("record-too-long", this.line);
		if (text.trim() !== "") this.take({ text, line: this.line });
		this.line++;
	}

	private take(element: JsonElement): void {
		const records = recordsOf(parsed(element.text));
		if (records === null) this.broken(element);
		else for (const cells of records) this.rows.take({ cells, line: element.line });
	}

	private broken({ text, line }: JsonElement): void {
		this.collector.problem("broken-json", { text, line, column: null });
	}
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
