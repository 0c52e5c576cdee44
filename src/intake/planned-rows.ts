import type { ColumnPlan } from "../core/report/columns.ts";
import { addressesIn } from "../core/report/find-addresses.ts";
import { maskShape } from "../core/report/mask.ts";
import { parsePort, parseTarget } from "../core/report/parse-target.ts";
import { parseTimeMs } from "../core/report/parse-time.ts";
import { pickDetails } from "../core/report/pick-details.ts";
import type { ColumnSample } from "../core/report/summary.ts";
import type { RowSink } from "./row-collector.ts";

/** Cells that say there is nothing. */
const blank = /^(?:-+|n\/?a|null|none|nil|unknown|onbekend|geen|\?)?$/i;

export function isBlank(cell: string): boolean {
	const text = cell.trim();
	return text.length < 9 && blank.test(text);
}

/** The columns of a table once it is settled what they are for. */
export interface SettledColumns {
	readonly plan: ColumnPlan;
	/** As details show them. */
	readonly headers: readonly string[];
}

/** Hands the rows of a table to the collector, by the plan of its columns. Every row becomes a finding, a duplicate or a problem. */
export class PlannedRows {
	/** A report names few ports and protocols, again and again. */
	private readonly ports = remembered((cell) => parsePort(cell) ?? null);
	private readonly protocols = remembered(parseProtocol);
	private readonly collector: RowSink;
	private readonly columns: SettledColumns;

	constructor(collector: RowSink, columns: SettledColumns) {
		this.collector = collector;
		this.columns = columns;
	}

	/** Cells by position; as many as there are headers, or more. */
	add(cells: readonly string[], line: number): void {
		const { plan, headers } = this.columns;
		const column = targetColumn(cells, plan);
		const text = (cells[column] as string).trim();
		const label = headers[column] as string;
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
				return pickDetails(cells, { columns, headers, target });
			},
		});
	}

	/** Which header was taken for what, for the summary. */
	named(): Record<string, string> {
		const { plan, headers } = this.columns;
		const uses = { target: plan.target, port: plan.port, protocol: plan.protocol, time: plan.time };
		return Object.fromEntries(
			Object.entries(uses).flatMap(([use, column]) => (column === null ? [] : [[use, headers[column] as string]])),
		);
	}
}

/** Columns to choose from, with the shape of what stands in them: `rows` are some of the first. */
export function sampleColumns(headers: readonly string[], rows: readonly (readonly string[])[]): ColumnSample[] {
	return headers.map((header, index) => {
		const sample = maskShape(rows.map((cells) => cells[index]?.trim() ?? "").find((cell) => cell !== "") ?? "");
		return { index, header: addressesIn(header).length > 0 ? `column ${index + 1}` : header, sample };
	});
}

/** The target's own column, or where its cell is empty the first fallback that holds a target. */
function targetColumn(cells: readonly string[], plan: ColumnPlan): number {
	if (!isBlank(cells[plan.target] as string)) return plan.target;
	return plan.fallbacks.find((column) => parseTarget(cells[column] as string).ok) ?? plan.target;
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

export function parseProtocol(cell: string): string | null {
	const protocol = protocolNumbers[cell] ?? cell.toLowerCase();
	return /^[a-z][a-z0-9.+-]{0,15}$/.test(protocol) ? protocol : null;
}
