import type { ReadResult } from "../ports/report-reader.ts";
import { AddressLane } from "./csv/address-lane.ts";
import { CsvRows } from "./csv/csv-rows.ts";
import { RecordScanner } from "./csv/record-scanner.ts";
import { sniffText } from "./csv/sniff-text.ts";
import type { DecodedText } from "./decode-text.ts";
import { beginsJson, hasLines, JsonRows } from "./json/json-rows.ts";
import type { IntakeLimits } from "./limits.ts";
import { ListRows } from "./list/list-rows.ts";
import type { RowSink } from "./row-collector.ts";
import { Unreadable } from "./unreadable.ts";

/** What every text format gets. */
export interface TextContext {
	/** 0-based column that a person chose, or null. */
	readonly column: number | null;
	readonly limits: IntakeLimits;
	readonly collector: RowSink;
	/** Called after each piece, with what is collected so far; the reader waits for it. */
	readonly pause: () => Promise<void>;
}

interface TextFormat {
	readonly name: string;
	push(text: string): void;
	end(): void;
	/** The result so far when reading on is pointless, else null. */
	stop(): ReadResult | null;
	columns(): Record<string, string>;
}

const sniffChars = 64 * 1024;

/** Reads a report that is text. `prefix` goes before the format's name (`zip+`). Throws `Unreadable`. */
export async function readText(decoded: DecodedText, context: TextContext, prefix: string): Promise<ReadResult> {
	const { head, rest } = await takeText(decoded.text);
	const format = chooseFormat(head, rest === null, context);
	format.push(head);
	if (rest !== null) {
		for (;;) {
			const stopped = format.stop();
			if (stopped !== null) return stopped;
			await context.pause();
			const next = await rest.next();
			if (next.done === true) break;
			format.push(next.value);
		}
	}
	format.end();
	const stopped = format.stop();
	if (stopped !== null) return stopped;
	if (context.collector.rows === 0) throw new Unreadable("empty");
	await context.collector.flush(true);
	const summary = { format: prefix + format.name, encoding: decoded.encoding(), columns: format.columns() };
	return { kind: "read", summary: { ...context.collector.summary(), ...summary } };
}

async function takeText(text: AsyncIterable<string>): Promise<{ head: string; rest: AsyncIterator<string> | null }> {
	const iterator = text[Symbol.asyncIterator]();
	let head = "";
	while (head.length < sniffChars) {
		const next = await iterator.next();
		if (next.done === true) return { head, rest: null };
		head += next.value;
	}
	return { head, rest: iterator };
}

function chooseFormat(head: string, complete: boolean, context: TextContext): TextFormat {
	const { column, limits, collector } = context;
	if (beginsJson(head)) return new JsonRows({ column, limits, collector, lines: hasLines(head) });
	const kind = sniffText(head, complete);
	if (kind.format === "list") {
		const rows = new ListRows(kind.newline, limits, collector);
		return {
			name: "list",
			push: (text) => rows.push(text),
			end: () => rows.end(),
			stop: () => null,
			columns: () => ({}),
		};
	}
	const lane =
		collector.addresses === null || kind.newline === "\r"
			? null
			: new AddressLane(kind.delimiter, limits.maxRecord, collector.addresses);
	const rows = new CsvRows(column, collector, lane);
	const scanner = new RecordScanner({ ...kind, lane }, limits, (record) => rows.take(record));
	return {
		name: "csv",
		push: (text) => scanner.push(text),
		end: () => {
			scanner.end();
			rows.end();
		},
		stop: () => (rows.asks === null ? null : { kind: "column-needed", columns: rows.asks }),
		columns: () => rows.columns(),
	};
}
