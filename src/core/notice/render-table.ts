import type { Finding } from "../report/finding.ts";
import type { ListHeads } from "./mail-words.ts";
import type { OwnAddresses } from "./own-addresses.ts";
import { ownDetails } from "./own-details.ts";

/** Report columns that tell an operator most, in order; the first two that hold something stand in the mail itself. */
const tellingColumns = [
	"vulnerability",
	"cve",
	"infection",
	"family",
	"malware",
	"tag",
	"hostname",
	"product",
	"version",
	"service",
	"application",
];
const maxDetailColumns = 2;
/** A longer value is left to the attachment whole: half a value can be another name. */
const maxDetailLength = 40;
/** For a page or file the address alone does not say what to take offline. Comes last, so that its length harms nothing. */
const urlColumns = ["url", "http_url", "uri"];
const maxUrlLength = 200;

/**
 * The findings as aligned plain text, two spaces between columns, a head and a rule above. Columns in which nothing stands are
 * left out. `own` is what the findings of the whole mail cover: such an address may stand in any detail.
 */
export function renderTable(shown: readonly Finding[], own: OwnAddresses, heads: ListHeads): string {
	const details = shown.map((finding) => ownDetails(finding.details, own));
	const columns = [
		{ head: heads.target, cells: shown.map((finding) => finding.target.text) },
		{ head: heads.port, cells: shown.map(portAndProtocol) },
		{ head: heads.seen, cells: shown.map(lastSeen) },
		{ head: heads.count, cells: shown.map((finding) => (finding.count > 1 ? String(finding.count) : "")) },
		...detailColumns(details),
	].filter(({ cells }) => cells.some((cell) => cell !== ""));
	const widths = columns.map(({ head, cells }) =>
		cells.reduce((most, cell) => Math.max(most, cell.length), head.length),
	);
	const line = (cells: readonly string[]) =>
		cells
			.map((cell, index) => cell.padEnd(widths[index] as number))
			.join("  ")
			.trimEnd();
	const rows = shown.map((_, row) => line(columns.map(({ cells }) => cells[row] as string)));
	const rule = line(widths.map((columnWidth) => "-".repeat(columnWidth)));
	return [line(columns.map(({ head }) => head)), rule, ...rows].join("\n");
}

function portAndProtocol({ port, protocol }: Finding): string {
	if (port === null) return protocol ?? "";
	return protocol === null ? String(port) : `${port}/${protocol}`;
}

function lastSeen({ lastSeen: last, firstSeen }: Finding): string {
	return (last ?? firstSeen ?? "").slice(0, 16).replace("T", " ");
}

interface Column {
	readonly head: string;
	readonly cells: readonly string[];
}

function detailColumns(details: readonly ReadonlyMap<string, string>[]): Column[] {
	const headers = new Map<string, string>();
	for (const row of details) for (const header of row.keys()) headers.set(header.toLowerCase(), header);
	const columnsOf = (names: readonly string[], maxLength: number): Column[] =>
		names
			.map((name) => headers.get(name))
			.filter((header) => header !== undefined)
			.map((header) => ({ head: header, cells: details.map((row) => shortEnough(row.get(header) ?? "", maxLength)) }))
			.filter(
				({ cells }, index, columns) => tells(cells) && columns.findIndex((one) => alike(one.cells, cells)) === index,
			);
	return [
		...columnsOf(tellingColumns, maxDetailLength).slice(0, maxDetailColumns),
		...columnsOf(urlColumns, maxUrlLength).slice(0, 1),
	];
}

function tells(cells: readonly string[]): boolean {
	return cells.some((cell) => cell !== "" && cell !== "…");
}

function alike(some: readonly string[], others: readonly string[]): boolean {
	return some.every((cell, index) => cell === others[index]);
}

function shortEnough(value: string, maxLength: number): string {
	return value.length > maxLength ? "…" : value;
}
