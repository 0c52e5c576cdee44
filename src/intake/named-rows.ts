import { type ColumnPlan, displayHeaders, planColumns } from "../core/report/columns.ts";
import { parseTarget } from "../core/report/parse-target.ts";
import type { ColumnSample } from "../core/report/summary.ts";
import { isBlank, PlannedRows, sampleColumns } from "./planned-rows.ts";
import type { RowSink } from "./row-collector.ts";
import { Unreadable } from "./unreadable.ts";

/** A row whose cells have names, in the file's order. */
export interface NamedRow {
	readonly cells: ReadonlyMap<string, string>;
	readonly line: number;
}

/** Rows that are looked at before it is settled what each name is for. */
const sampleRows = 100;

/** Takes rows with named cells in file order, settles what the names are for, and hands the rows to the collector. */
export class NamedRows {
	/** Set when nobody but a person can tell which name is the target's; nothing was collected then. */
	asks: readonly ColumnSample[] | null = null;
	private rows: PlannedRows | null = null;
	private names: readonly string[] = [];
	private waiting: NamedRow[] = [];
	private readonly chosen: number | null;
	private readonly collector: RowSink;

	constructor(chosen: number | null, collector: RowSink) {
		this.chosen = chosen;
		this.collector = collector;
	}

	take(row: NamedRow): void {
		if (this.asks !== null) return;
		if (this.rows !== null) {
			this.rows.add(this.inOrder(row), row.line);
			return;
		}
		this.waiting.push(row);
		if (this.waiting.length >= sampleRows) this.settle();
	}

	end(): void {
		if (this.rows === null && this.asks === null && this.waiting.length > 0) this.settle();
	}

	columns(): Record<string, string> {
		return this.rows?.named() ?? {};
	}

	private settle(): void {
		const waiting = this.waiting.splice(0);
		this.names = [...new Set(waiting.flatMap(({ cells }) => [...cells.keys()]))];
		// There would be nothing to choose from either (`{"results": []}`).
		if (this.names.length === 0) throw new Unreadable("no-target");
		const sample = waiting.map((row) => this.inOrder(row));
		const headers = displayHeaders(this.names);
		const chosen = this.chosen !== null && this.chosen < this.names.length ? this.chosen : null;
		const plan = planNamed(this.names, sample, chosen);
		if (plan === null) {
			this.asks = sampleColumns(headers, sample);
			return;
		}
		const rows = new PlannedRows(this.collector, { plan, headers });
		this.rows = rows;
		for (const [index, cells] of sample.entries()) rows.add(cells, (waiting[index] as NamedRow).line);
	}

	private inOrder({ cells }: NamedRow): string[] {
		return this.names.map((name) => cells.get(name) ?? "");
	}
}

/** A name that sounds like the target's and never holds one (Shodan's `ip` is a number, beside `ip_str`) is passed over. */
function planNamed(
	names: readonly string[],
	sample: readonly (readonly string[])[],
	chosen: number | null,
): ColumnPlan | null {
	const first = planColumns(names, chosen);
	if (chosen !== null) return first;
	const left = [...names];
	for (let plan = first; plan !== null; plan = planColumns(left, null)) {
		const { target } = plan;
		const held = sample.map((cells) => cells[target] ?? "").filter((cell) => !isBlank(cell));
		if (held.some((cell) => parseTarget(cell).ok)) return plan;
		left[target] = "";
	}
	return first;
}
