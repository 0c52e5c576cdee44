import type { Finding } from "../report/finding.ts";
import { type OwnAddresses, ownAddresses } from "./own-addresses.ts";
import { ownDetails } from "./own-details.ts";
import { plainLine } from "./plain-text.ts";

/** The columns that every attachment begins with, in this order; what follows are the report's own columns. */
export const csvColumns = ["target", "kind", "port", "protocol", "first_seen", "last_seen", "count"] as const;

/**
 * One line per finding, in the order given, as RFC 4180: comma, CRLF, a header line, quotes only where needed; UTF-8 without a BOM.
 *
 * | column | what |
 * |---|---|
 * | `target` | the affected system, canonical (`Target.text`) |
 * | `kind` | `address`, `network`, `range`, `host` or `url` |
 * | `port`, `protocol` | as reported, empty when unknown |
 * | `first_seen`, `last_seen` | ISO 8601 in UTC, empty when unknown |
 * | `count` | rows of the report that this line stands for |
 * | … | the report's own columns by their headers, in order of first appearance; without other parties' addresses (`ownDetails`), empty ones left out; a header of ours comes back as `report_<header>` |
 *
 * `own` is what the findings cover, where that is known already. No cell begins with a sign that makes a spreadsheet run it as a formula: such a
 * cell has a `'` in front (OWASP, CSV injection; `safeCell`). No cell holds a line end. docs/notice-csv.md tells operators.
 */
export function renderCsv(findings: readonly Finding[], own: OwnAddresses = ownAddresses(findings)): string {
	const details = findings.map((finding) => ownDetails(finding.details, own));
	const headers = new Set<string>();
	for (const row of details) for (const header of row.keys()) headers.add(header);
	const extra = [...headers];
	const lines = [csvLine([...csvColumns, ...columnNames(extra)])];
	for (const [index, finding] of findings.entries()) {
		const row = details[index] as Map<string, string>;
		lines.push(csvLine([...fixedCells(finding), ...extra.map((header) => row.get(header) ?? "")]));
	}
	return `${lines.join("\r\n")}\r\n`;
}

function fixedCells(finding: Finding): string[] {
	return [
		finding.target.text,
		finding.target.kind,
		finding.port === null ? "" : String(finding.port),
		finding.protocol ?? "",
		finding.firstSeen ?? "",
		finding.lastSeen ?? "",
		String(finding.count),
	];
}

function columnNames(headers: readonly string[]): string[] {
	const ours = new Set<string>(csvColumns);
	const taken = new Set(ours);
	return headers.map((header) => {
		const wanted = ours.has(header.toLowerCase()) ? `report_${header}` : header;
		let name = wanted;
		for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${wanted}_${copy}`;
		taken.add(name.toLowerCase());
		return name;
	});
}

/** One line without its end: cells that are safe to open in a spreadsheet, quoted where needed. */
export function csvLine(cells: readonly string[]): string {
	return cells.map((cell) => quote(safeCell(cell))).join(",");
}

/**
 * A cell that no spreadsheet runs: one line, and `'` before a sign that begins a formula, full-width forms too; also behind a semicolon within it, and where there is a `'` already.
 * LibreOffice divides at commas and semicolons alike unless told otherwise, and a Dutch Excel at semicolons, whatever the quotes.
 */
export function safeCell(text: string): string {
	const line = plainLine(text);
	return mayNeedMark.test(line) ? line.replace(/(^'*|;["' ]*)(?=[=+\-@＝＋－＠])/gu, "$1'") : line;
}

/** Nearly no cell does, and this is asked of each. */
const mayNeedMark = /^['=+\-@＝＋－＠]|;/;

function quote(cell: string): string {
	return /[",;\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
