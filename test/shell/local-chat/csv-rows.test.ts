import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRows } from "../../../src/chat/local/page/csv-rows.ts";

describe("a CSV for show", () => {
	it.each([
		[
			"a,b\r\n1,2\r\n",
			[
				["a", "b"],
				["1", "2"],
			],
		],
		[
			"\uFEFFa;b\n1;2",
			[
				["a", "b"],
				["1", "2"],
			],
		],
		['a\n"x ""y"", z\nw"\n', [["a"], ['x "y", z\nw']]],
		[
			"a,b\n\n,",
			[
				["a", "b"],
				["", ""],
			],
		],
		["", []],
	])("%j", (text, rows) => {
		expect(csvRows(text)).toEqual(rows);
	});

	it("reads back what RFC 4180 writes", () => {
		const cell = fc.string({ maxLength: 12 }).filter((text) => !/[;\uFEFF]/.test(text));
		const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
		fc.assert(
			fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
				const text = `h1,h2\r\n${rows.map((row) => row.map(quote).join(",")).join("\r\n")}\r\n`;
				expect(csvRows(text).slice(1)).toEqual(rows);
			}),
		);
	});
});
