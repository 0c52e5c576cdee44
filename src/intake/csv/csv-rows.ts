import {
	type ColumnPlan,
	displayHeaders,
	hasKnownHeader,
	planColumns,
	planWithoutHeader,
} from "../../core/report/columns.ts";
import { addressesIn } from "../../core/report/find-addresses.ts";
import { maskShape } from "../../core/report/mask.ts";
import { parsePort, parseTarget } from "../../core/report/parse-target.ts";
import { parseTimeMs } from "../../core/report/parse-time.ts";
import { pickDetails } from "../../core/report/pick-details.ts";
import type { ColumnSample } from "../../core/report/summary.ts";
import type { RowSink } from "../row-collector.ts";
import type { AddressLane } from "./address-lane.ts";
import type { CsvRecord } from "./record-scanner.ts";

/** Records that are looked at before the columns are settled. */
const sampleRecords = 100;

/** Cells that say there is nothing. */
const blank = /^(?:-+|n\/?a|null|none|nil|unknown|onbekend|geen|\?)?$/i;

/** Takes records in file order, settles what the columns are, and hands rows to the collector. */
export class CsvRows {
	/** Set when nobody but a person can tell which column is the target; nothing was collected then. */
	asks: readonly ColumnSample[] | null = null;
	private plan: ColumnPlan | null = null;
	private headers: readonly string[] = [];
	private width = 0;
	private waiting: CsvRecord[] = [];
	/** A report names few ports and protocols, again and again. */
	private readonly ports = remembered((cell) => parsePort(cell) ?? null);
	private readonly protocols = remembered(parseProtocol);
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
		if (this.plan !== null) {
			this.row(record, this.plan);
			return;
		}
		this.waiting.push(record);
		if (this.waiting.length >= sampleRecords) this.settle();
	}

	end(): void {
		if (this.plan === null && this.asks === null) this.settle();
	}

	/** Which header was taken for what, for the summary. */
	columns(): Record<string, string> {
		const { plan } = this;
		if (plan === null) return {};
		const named = { target: plan.target, port: plan.port, protocol: plan.protocol, time: plan.time };
		return Object.fromEntries(
			Object.entries(named).flatMap(([use, column]) =>
				column === null ? [] : [[use, this.headers[column] as string]],
			),
		);
	}

	private settle(): void {
		const records = this.waiting.filter((record) => !record.broken);
		const header = findHeader(records);
		const cells = (header ?? records[0])?.cells ?? [];
		const body = this.waiting.filter((record) => record !== header);
		this.width = cells.length;
		this.headers = displayHeaders(header === null ? cells.map(() => "") : cells);
		const chosen = this.chosen !== null && this.chosen < cells.length ? this.chosen : null;
		if (header !== null) this.plan = planColumns(cells, chosen);
		else this.plan = planBare(chosen ?? targetByContent(body, cells.length));
		this.waiting = [];
		if (this.plan === null) {
			this.asks = sampleColumns(this.headers, body);
			return;
		}
		for (const record of body) this.row(record, this.plan);
		const { target, port, protocol } = this.plan;
		this.lane?.begin({ width: this.width, target, port, protocol, readProtocol: parseProtocol });
	}

	private row(record: CsvRecord, plan: ColumnPlan): void {
		const { cells, line } = record;
		if (record.broken) {
			this.collector.problem("broken-quote", { text: cells[0] as string, line, column: null });
			return;
		}
		if (cells.length !== this.width && !(cells.length > this.width && cells.slice(this.width).every(isBlank))) {
			this.collector.problem("wrong-column-count", { text: cells.join(" "), line, column: null });
			return;
		}
		const column = this.targetColumn(cells, plan);
		const text = (cells[column] as string).trim();
		const label = this.headers[column] as string;
		if (isBlank(text)) {
			this.collector.problem("empty-target", { text, line, column: label });
			return;
		}
		const port = this.ports.of(cellOf(cells, plan.port));
		const protocol = this.protocols.of(cellOf(cells, plan.protocol));
		if (this.collector.addresses !== null) {
			this.collector.add({ text, line, column: label, port, protocol, seenMs: null, details: noDetails });
			return;
		}
		const timeCell = cellOf(cells, plan.time);
		const seenMs = timeCell === null ? null : parseTimeMs(timeCell);
		this.collector.add({
			text,
			line,
			column: label,
			port,
			protocol,
			seenMs,
			details: (target) => {
				// What could not be read as a port or a time still tells the operator something.
				const unread = [...(port === null ? [plan.port] : []), ...(seenMs === null ? [plan.time] : [])];
				const columns = unread.length === 0 ? plan.details : [...unread.filter((at) => at !== null), ...plan.details];
				return pickDetails(cells, { columns, headers: this.headers, target });
			},
		});
	}

	/** The target's own column, or where its cell is empty the first fallback that holds a target. */
	private targetColumn(cells: readonly string[], plan: ColumnPlan): number {
		if (!isBlank(cells[plan.target] as string)) return plan.target;
		return plan.fallbacks.find((column) => parseTarget(cells[column] as string).ok) ?? plan.target;
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

function isBlank(cell: string): boolean {
	const text = cell.trim();
	return text.length < 9 && blank.test(text);
}

function cellOf(cells: readonly string[], column: number | null): string | null {
	const cell = column === null ? "" : (cells[column] as string).trim();
	return cell === "" ? null : cell;
}

const noDetails = () => ({});
const maxRemembered = 70_000;

/** A reading of cells that is done once for each text. Null for no cell. */
function remembered<T>(read: (cell: string) => T | null): { of(cell: string | null): T | null } {
	const known = new Map<string, T | null>();
	return {
		of(cell) {
			if (cell === null) return null;
			const before = known.get(cell);
			if (before !== undefined) return before;
			const value = read(cell);
			if (known.size === maxRemembered) known.clear();
			// A copy: a slice would keep the piece of the file that it was cut from.
			known.set(Buffer.from(cell).toString(), value);
			return value;
		},
	};
}

const protocolNumbers: Readonly<Record<string, string>> = { "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6" };

function parseProtocol(cell: string): string | null {
	const protocol = protocolNumbers[cell] ?? cell.toLowerCase();
	return /^[a-z][a-z0-9.+-]{0,15}$/.test(protocol) ? protocol : null;
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

function sampleColumns(headers: readonly string[], records: readonly CsvRecord[]): ColumnSample[] {
	return headers.map((header, index) => {
		const cells = records.flatMap((record) => (record.broken ? [] : [record.cells[index]?.trim() ?? ""]));
		const sample = maskShape(cells.find((cell) => cell !== "") ?? "");
		return { index, header: addressesIn(header).length > 0 ? `column ${index + 1}` : header, sample };
	});
}
