import {
	type ColumnPlan,
	displayHeaders,
	hasKnownHeader,
	planColumns,
	planWithoutHeader,
} from "../../core/report/columns.ts";
import { parseTarget } from "../../core/report/parse-target.ts";
import type { ColumnSample } from "../../core/report/summary.ts";
import { isBlank, PlannedRows, parseProtocol, sampleColumns } from "../planned-rows.ts";
import type { RowSink } from "../row-collector.ts";
import type { AddressLane } from "./address-lane.ts";
import type { CsvRecord } from "./record-scanner.ts";

/** Records that are looked at before the columns are settled. */
const sampleRecords = 100;

/** Takes records in file order, settles what the columns are, and hands rows to the collector. */
export class CsvRows {
	/** Set when nobody but a person can tell which column is the target; nothing was collected then. */
	asks: readonly ColumnSample[] | null = null;
	private rows: PlannedRows | null = null;
	private width = 0;
	private waiting: CsvRecord[] = [];
	private readonly chosen: number | null;
	private readonly collector: RowSink;
	private readonly lane: AddressLane | null;

	/** `lane`: takes rows past this reader once the columns are settled; null = all rows come here. */
	constructor(chosen: number | null, collector: RowSink, lane: AddressLane | null) {
		this.chosen = chosen;
		this.collector = collector;
		this.lane = lane;
	}

	take(record: CsvRecord): void {
		if (this.asks !== null) return;
		if (this.rows !== null) {
			this.row(record, this.rows);
			return;
		}
		this.waiting.push(record);
		if (this.waiting.length >= sampleRecords) this.settle();
	}

	end(): void {
		if (this.rows === null && this.asks === null) this.settle();
	}

	/** Which header was taken for what, for the summary. */
	columns(): Record<string, string> {
		return this.rows?.named() ?? {};
	}

	private settle(): void {
		const records = this.waiting.filter((record) => !record.broken);
		const header = findHeader(records);
		const cells = (header ?? records[0])?.cells ?? [];
		const body = this.waiting.filter((record) => record !== header);
		this.width = cells.length;
		const headers = displayHeaders(header === null ? cells.map(() => "") : cells);
		const chosen = this.chosen !== null && this.chosen < cells.length ? this.chosen : null;
		const plan = header === null ? planBare(chosen ?? targetByContent(body, cells.length)) : planColumns(cells, chosen);
		this.waiting = [];
		if (plan === null) {
			const sound = body.filter((record) => !record.broken);
			this.asks = sampleColumns(
				headers,
				sound.map((record) => record.cells),
			);
			return;
		}
		const rows = new PlannedRows(this.collector, { plan, headers });
		this.rows = rows;
		for (const record of body) this.row(record, rows);
		const { target, port, protocol } = plan;
		this.lane?.begin({ width: this.width, target, port, protocol, readProtocol: parseProtocol });
	}

	private row(record: CsvRecord, rows: PlannedRows): void {
		const { cells, line } = record;
		if (record.broken) this.collector.problem("broken-quote", { text: cells[0] as string, line, column: null });
		else if (cells.length !== this.width && !(cells.length > this.width && cells.slice(this.width).every(isBlank)))
			this.collector.problem("wrong-column-count", { text: cells.join(" "), line, column: null });
		else rows.add(cells, line);
	}
}

/** Records before a header: a title, a date. They end as problems, since they are no rows of the table. */
const maxPreamble = 10;

/**
 * The header: the first record, unless it holds a target; where it has no header that is known, one of the next records
 * that has. Null when the rows begin at once.
 */
function findHeader(records: readonly CsvRecord[]): CsvRecord | null {
	const first = records[0];
	if (first === undefined || isHeader(first)) return first ?? null;
	if (first.cells.some((cell) => parseTarget(cell).ok)) return null;
	return records.slice(0, maxPreamble).find((record) => record.cells.length > 1 && isHeader(record)) ?? first;
}

function isHeader({ cells }: CsvRecord): boolean {
	return hasKnownHeader(cells) && !cells.some((cell) => kindOf(cell) === "address");
}

/** `name` for a host or URL, `address` for any other target, null for none. */
function kindOf(cell: string): "address" | "name" | null {
	const parsed = parseTarget(cell);
	if (!parsed.ok) return null;
	return parsed.target.kind === "host" || parsed.target.kind === "url" ? "name" : "address";
}

function planBare(column: number | null): ColumnPlan | null {
	return column === null ? null : planWithoutHeader(column);
}

/**
 * Without a header the target is told by content, and only when there is no choice: the one column that holds addresses,
 * or, where none does, the one that holds URLs or host names. Two columns of addresses may be the two ends of a connection.
 */
function targetByContent(records: readonly CsvRecord[], width: number): number | null {
	const kinds = Array.from(
		{ length: width },
		(_, column) => new Set(records.map(({ cells }) => kindOf(cells[column] ?? ""))),
	);
	const columnsWith = (kind: "address" | "name") => kinds.flatMap((found, at) => (found.has(kind) ? [at] : []));
	const addresses = columnsWith("address");
	const candidates = addresses.length > 0 ? addresses : columnsWith("name");
	return candidates.length === 1 ? (candidates[0] as number) : null;
}
