import { parseWords, toWords } from "../core/report/address-words.ts";
import { parseTarget } from "../core/report/parse-target.ts";
import type { ProblemReason } from "../core/report/problem.ts";
import { isSpecialUseTarget, isSurelyOrdinary } from "../core/report/special-use.ts";
import type { ReadSummary } from "../core/report/summary.ts";
import type { AddressRange, Target } from "../core/report/target.ts";
import { AddressTable } from "./address-table.ts";
import type { AddressSink } from "./csv/address-lane.ts";
import type { Row, RowSink } from "./row-collector.ts";

/**
 * Counts the rows of a report by target, without making a finding of each: the same rows, findings, duplicates and problems as
 * `RowCollector` comes to, in a fifth of the time. Addresses stay numbers; networks, hosts and URLs are kept whole.
 */
export class TargetTally implements RowSink {
	readonly addresses: AddressSink = {
		add: (version, words, place) => {
			if (!isSurelyOrdinary(version, words)) return false;
			this.count(this.table.add(version, words, place));
			return true;
		},
	};
	rows = 0;
	private duplicates = 0;
	private problemRows = 0;
	private readonly reasons = new Map<ProblemReason, number>();
	private readonly table = new AddressTable();
	private readonly words = new Uint32Array(4);
	/** By target, port and protocol. */
	private readonly seen = new Set<string>();
	private readonly others = new Map<string, { readonly target: Target; findings: number }>();
	private known: ReturnType<AddressTable["addresses"]> | null = null;
	private readonly allowed: readonly AddressRange[];

	constructor(allowedSpecialUse: readonly AddressRange[]) {
		this.allowed = allowedSpecialUse;
	}

	add(row: Row): void {
		const version = parseWords(row.text, this.words);
		if (version === 0 || !this.addresses.add(version, this.words, row)) this.addSlowly(row);
	}

	problem(reason: ProblemReason): void {
		this.rows++;
		this.problemRows++;
		this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
	}

	async flush(): Promise<void> {}

	/** What was counted: addresses, each once, with the number of findings of each, and the other targets. */
	counted() {
		this.known ??= this.table.addresses();
		return { ...this.known, others: [...this.others.values()] };
	}

	summary(): Omit<ReadSummary, "format" | "encoding" | "columns"> {
		const { v4, v6, others } = this.counted();
		return {
			rows: this.rows,
			findings: this.rows - this.problemRows - this.duplicates,
			uniqueTargets: v4.length + v6.length / 4 + others.length,
			duplicates: this.duplicates,
			problemRows: this.problemRows,
			problems: [...this.reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
		};
	}

	private addSlowly(row: Row): void {
		const parsed = parseTarget(row.text);
		if (!parsed.ok) {
			this.problem(parsed.reason);
			return;
		}
		const { target } = parsed;
		if (isSpecialUseTarget(target, this.allowed)) {
			this.problem("special-use");
			return;
		}
		const place = { port: row.port ?? parsed.port, protocol: row.protocol };
		if (target.kind === "address") {
			toWords(target.range.first, this.words);
			this.count(this.table.add(target.range.version, this.words, place));
			return;
		}
		const key = `${place.port ?? ""} ${place.protocol ?? ""} ${target.text}`;
		const isFirst = !this.seen.has(key);
		this.count(isFirst);
		if (!isFirst) return;
		this.seen.add(key);
		const known = this.others.get(target.text);
		if (known === undefined) this.others.set(target.text, { target, findings: 1 });
		else known.findings++;
	}

	private count(isFirst: boolean): void {
		this.rows++;
		if (!isFirst) this.duplicates++;
	}
}
