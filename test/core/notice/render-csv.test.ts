import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvColumns, renderCsv } from "../../../src/core/notice/render-csv.ts";
import { makeFinding } from "./make-finding.ts";

const read = (csv: string): string[][] => parse(csv, { relax_column_count: false });

describe("renderCsv", () => {
	it("writes one line per finding, fixed columns first, then the report's own", () => {
		const csv = renderCsv([
			makeFinding("192.0.2.1", {
				port: 443,
				protocol: "tcp",
				firstSeen: "2026-11-18T08:00:00.000Z",
				lastSeen: "2026-11-20T08:00:00.000Z",
				count: 3,
				details: { hostname: "gw.example.nl", version: "13.0.47.24" },
			}),
			makeFinding("2001:db8::/48", { details: { tag: 'say "hi", twice' } }),
		]);
		expect(csv).toBe(
			`${csvColumns.join(",")},hostname,version,tag\r\n` +
				"192.0.2.1,address,443,tcp,2026-11-18T08:00:00.000Z,2026-11-20T08:00:00.000Z,3,gw.example.nl,13.0.47.24,\r\n" +
				'2001:db8::/48,network,,,,,1,,,"say ""hi"", twice"\r\n',
		);
	});

	it("keeps other parties' addresses out, and columns that are then empty", () => {
		const findings = [
			makeFinding("192.0.2.1", {
				details: {
					dst_ip: "198.51.100.7",
					"destination.fqdn": "sinkhole.example",
					peer: "198.51.100.8",
					log: "192.0.2.1 to 198.51.100.9",
					"seen by 198.51.100.10": "yes",
					"\u202e": "unnamed",
					empty: "",
				},
			}),
			makeFinding("192.0.2.2", { details: { peer: "192.0.2.1" } }),
		];
		const [head, first, second] = read(renderCsv(findings));
		expect(head?.slice(csvColumns.length)).toEqual(["log", "column 5", "column 6", "peer"]);
		expect(first?.slice(csvColumns.length)).toEqual(["192.0.2.1 to […]", "yes", "unnamed", ""]);
		expect(second?.slice(csvColumns.length)).toEqual(["", "", "", "192.0.2.1"]);
	});

	it("renames columns that are called like ours or like each other", () => {
		const details = { port: "1", Port: "2", report_port: "3", "a\tb": "4", "a b": "5" };
		const [head, row] = read(renderCsv([makeFinding("192.0.2.1", { details })]));
		expect(head?.slice(csvColumns.length)).toEqual(["report_port", "report_Port_2", "report_port_3", "a b"]);
		expect(row?.slice(csvColumns.length)).toEqual(["1", "2", "3", "4"]);
	});

	it("never writes a cell that a spreadsheet runs, nor a line end in a cell, and reads back", () => {
		const text = fc.string({ unit: "binary", maxLength: 30 });
		const formula = fc
			.tuple(fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "＝", "\u200b=", ";=", "; ="), text)
			.map((parts) => parts.join(""));
		const details = fc.dictionary(
			fc.oneof(text, formula),
			fc.oneof(text, formula, fc.constantFrom('"', ",", '",\r\n=1+1')),
		);
		fc.assert(
			fc.property(fc.array(details, { minLength: 1, maxLength: 5 }), (rows) => {
				const csv = renderCsv(rows.map((row) => makeFinding("192.0.2.1", { details: row })));
				const cells = read(csv);
				expect(cells).toHaveLength(rows.length + 1);
				for (const cell of cells.flat()) {
					for (const part of cell.split(";")) expect(part).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/);
					expect(cell).not.toMatch(/[\r\n\p{Cc}\p{Cf}]/u);
				}
				expect(cells.slice(1).every((row) => row[0] === "192.0.2.1")).toBe(true);
			}),
		);
	});

	it("marks what begins as a formula where a spreadsheet divides at semicolons too", () => {
		const cells = { a: "=1", b: "x;=1", c: "x; '\"=1;y", d: "a;b", e: "x-1;y", f: "'=1" };
		const csv = renderCsv([makeFinding("192.0.2.1", { details: cells })]);
		expect(read(csv)[1]?.slice(csvColumns.length)).toEqual([
			...["'=1", "x;'=1", "x; '\"'=1;y", "a;b", "x-1;y", "''=1"],
		]);
		expect(csv).toContain('"a;b"');
	});

	it("is a head alone for no findings", () => {
		expect(renderCsv([])).toBe(`${csvColumns.join(",")}\r\n`);
	});
});
