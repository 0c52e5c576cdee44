import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvRecord, RecordScanner } from "../../../src/intake/csv/record-scanner.ts";

interface Dialect {
	readonly delimiter: string;
	readonly newline: "\n" | "\r";
}

const limits = { maxRecord: 1 << 20, maxOpenQuotes: 50 };

function scan(text: string, dialect: Dialect, pieceChars = text.length || 1): CsvRecord[] {
	const records: CsvRecord[] = [];
	const scanner = new RecordScanner(dialect, limits, (record) => records.push(record));
	for (let at = 0; at < text.length; at += pieceChars) scanner.push(text.slice(at, at + pieceChars));
	scanner.end();
	return records;
}

const delimiter = fc.constantFrom(",", ";", "\t", "|");
const cell = fc.array(fc.constantFrom("a", "1", " ", '"', ",", ";", "\t", "|", "\n", "\r\n", "é", "192.0.2.1", "#"), {
	maxLength: 6,
});
const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
	fc.array(
		fc.array(
			cell.map((parts) => parts.join("")),
			{ minLength: width, maxLength: width },
		),
		{ minLength: 1, maxLength: 8 },
	),
);

/** Writes a table as RFC 4180 says, quoting each cell that needs it. */
function write(rows: readonly string[][], between: string, newline: string): string {
	const quote = (text: string) => (/["\s,;|#]|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return rows.map((row) => row.map(quote).join(between) + newline).join("");
}

describe("RecordScanner", () => {
	it("gives back every table that RFC 4180 can write, as csv-parse does, in pieces of any size", () => {
		fc.assert(
			fc.property(
				table,
				delimiter,
				fc.constantFrom("\n", "\r\n"),
				fc.integer({ min: 1, max: 40 }),
				(rows, between, newline, size) => {
					const text = write(rows, between, newline);
					const oracle = parse(text, { delimiter: between, relax_column_count: true }) as string[][];
					expect(oracle).toEqual(rows);
					expect(scan(text, { delimiter: between, newline: "\n" }, size).map(({ cells }) => cells)).toEqual(rows);
				},
			),
			{ numRuns: 500 },
		);
	});

	it("tells the line on which each record begins", () => {
		fc.assert(
			fc.property(table, (rows) => {
				let line = 1;
				const starts = rows.map((row) => {
					const start = line;
					line += write([row], ",", "\n").split("\n").length - 1;
					return start;
				});
				const records = scan(write(rows, ",", "\n"), { delimiter: ",", newline: "\n" });
				expect(records.map((record) => record.line)).toEqual(starts);
			}),
		);
	});

	it("gives the same for any text, however it is cut", () => {
		const text = fc
			.array(fc.constantFrom("a", '"', '"', ",", "\n", "\r", "\\", "#", " "), { maxLength: 60 })
			.map((parts) => parts.join(""));
		fc.assert(
			fc.property(text, fc.integer({ min: 1, max: 9 }), (whole, size) => {
				const dialect: Dialect = { delimiter: ",", newline: "\n" };
				expect(scan(whole, dialect, size)).toEqual(scan(whole, dialect));
			}),
			{
				numRuns: 2000,
				// One way of quoting is settled within the piece while the other still wants text, and the other way round.
				examples: [
					['"\\"a\n"\n', 1],
					['x\n"a\\""\n"\n', 8],
				],
			},
		);
	});

	it("allows blanks round a quoted cell", () => {
		const records = scan('a, "b, c" ,d\n', { delimiter: ",", newline: "\n" });
		expect(records.map(({ cells }) => cells)).toEqual([["a", "b, c", "d"]]);
	});

	it("keeps a quote inside an unquoted cell as it is", () => {
		const records = scan('5" disk,x"y\n', { delimiter: ",", newline: "\n" });
		expect(records).toMatchObject([{ cells: ['5" disk', 'x"y'], broken: false }]);
	});
});
