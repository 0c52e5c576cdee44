import type { Finding, Problem } from "../core/report/finding.ts";
import { parseTarget } from "../core/report/parse-target.ts";
import type { ProblemReason } from "../core/report/problem.ts";
import { isSpecialUseTarget } from "../core/report/special-use.ts";
import type { ReadSummary } from "../core/report/summary.ts";
import type { AddressRange, Target } from "../core/report/target.ts";
import type { AddressSink } from "./csv/address-lane.ts";
import { DuplicateIndex } from "./duplicate-index.ts";
import type { Merge } from "./messages.ts";

/** One data row as a format found it. */
export interface Row {
	/** The target as written. */
	readonly text: string;
	/** 1-based. */
	readonly line: number;
	/** Header of the target's column, for a problem; null in a plain list. */
	readonly column: string | null;
	readonly port: number | null;
	readonly protocol: string | null;
	/** When it was seen, in milliseconds since 1970; null when the report does not say. */
	readonly seenMs: number | null;
	readonly details: (target: Target) => Readonly<Record<string, string>>;
}

/** What takes the rows of a report. `rows = findings + duplicates + problem rows`, always. */
export interface RowSink {
	readonly rows: number;
	/** Null: all of every row is wanted. Else `seenMs` and `details` are not looked at and may be empty, and plain addresses may come this way. */
	readonly addresses: AddressSink | null;
	add(row: Row): void;
	problem(
		reason: ProblemReason,
		place: { readonly text: string; readonly line: number; readonly column: string | null },
	): void;
	flush(all: boolean): Promise<void>;
	summary(): Omit<ReadSummary, "format" | "encoding" | "columns">;
}

/** Where batches go; each call is awaited before the next. */
export interface BatchOut {
	findings(batch: readonly Finding[]): Promise<void>;
	merged(batch: readonly Merge[]): Promise<void>;
	problems(batch: readonly Problem[]): Promise<void>;
}

type Draft = { -readonly [Key in keyof Finding]: Finding[Key] };

const batchSize = 5000;
const maxProblemText = 200;

/** Turns rows into findings, duplicates and problems, so that rows = findings + duplicates + problem rows, always. */
export class RowCollector implements RowSink {
	readonly addresses = null;
	rows = 0;
	private findings = 0;
	private duplicates = 0;
	private problemRows = 0;
	private sentFindings = 0;
	private readonly reasons = new Map<ProblemReason, number>();
	private readonly seenBefore = new DuplicateIndex();
	/** Count and last time seen by finding id; grown together. */
	private counts = new Uint32Array(1024);
	private lastSeen = new Float64Array(1024);
	private newFindings: Draft[] = [];
	private newMerges = new Set<number>();
	private newProblems: Problem[] = [];
	private readonly out: BatchOut;
	private readonly allowed: readonly AddressRange[];
	private readonly maxProblems: number;

	constructor(
		out: BatchOut,
		rules: { readonly allowedSpecialUse: readonly AddressRange[]; readonly maxProblems: number },
	) {
		this.out = out;
		this.allowed = rules.allowedSpecialUse;
		this.maxProblems = rules.maxProblems;
	}

	add(row: Row): void {
		const parsed = parseTarget(row.text);
		if (!parsed.ok) {
			this.problem(parsed.reason, row);
			return;
		}
		if (isSpecialUseTarget(parsed.target, this.allowed)) {
			this.problem("special-use", row);
			return;
		}
		this.rows++;
		const port = row.port ?? parsed.port;
		const id = this.findings + 1;
		const earlier = this.seenBefore.findOrAdd(parsed.target, { port, protocol: row.protocol }, id);
		if (earlier > 0) {
			this.merge(earlier, row.seenMs);
			return;
		}
		this.findings = id;
		this.grow(id);
		this.counts[id] = 1;
		this.lastSeen[id] = row.seenMs ?? Number.NaN;
		const seen = row.seenMs === null ? null : new Date(row.seenMs).toISOString();
		this.newFindings.push({
			id,
			target: parsed.target,
			port,
			protocol: row.protocol,
			firstSeen: seen,
			lastSeen: seen,
			details: row.details(parsed.target),
			line: row.line,
			count: 1,
		});
	}

	problem(
		reason: ProblemReason,
		place: { readonly text: string; readonly line: number; readonly column: string | null },
	): void {
		this.rows++;
		this.problemRows++;
		this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
		if (this.problemRows > this.maxProblems) return;
		const text = place.text.trim().slice(0, maxProblemText);
		this.newProblems.push({ reason, line: place.line, column: place.column, text });
	}

	/** Hands over full batches; with `all` what is left too. */
	async flush(all: boolean): Promise<void> {
		while (this.newFindings.length >= batchSize || (all && this.newFindings.length > 0)) {
			const batch = this.newFindings.splice(0, batchSize);
			this.sentFindings += batch.length;
			await this.out.findings(batch);
		}
		// Merges wait for a full batch or the end, when each finding they name has gone out; those that have not are changed in place.
		while (this.newMerges.size >= batchSize || (all && this.newMerges.size > 0))
			await this.out.merged(this.takeMerges());
		while (this.newProblems.length >= batchSize || (all && this.newProblems.length > 0)) {
			await this.out.problems(this.newProblems.splice(0, batchSize));
		}
	}

	summary(): Omit<ReadSummary, "format" | "encoding" | "columns"> {
		return {
			rows: this.rows,
			findings: this.findings,
			uniqueTargets: this.seenBefore.uniqueTargets(),
			duplicates: this.duplicates,
			problemRows: this.problemRows,
			problems: [...this.reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
		};
	}

	private merge(id: number, seenMs: number | null): void {
		this.duplicates++;
		this.counts[id] = (this.counts[id] as number) + 1;
		const last = this.lastSeen[id] as number;
		if (seenMs !== null && !(last >= seenMs)) this.lastSeen[id] = seenMs;
		const draft = this.newFindings[id - this.sentFindings - 1];
		if (draft === undefined) {
			this.newMerges.add(id);
			return;
		}
		draft.count = this.counts[id] as number;
		draft.lastSeen = this.lastSeenOf(id);
		if (seenMs === null) return;
		const seen = new Date(seenMs).toISOString();
		if (draft.firstSeen === null || seen < draft.firstSeen) draft.firstSeen = seen;
	}

	private lastSeenOf(id: number): string | null {
		const at = this.lastSeen[id] as number;
		return Number.isNaN(at) ? null : new Date(at).toISOString();
	}

	private takeMerges(): Merge[] {
		const batch: Merge[] = [];
		for (const id of this.newMerges) {
			if (batch.length === batchSize) break;
			this.newMerges.delete(id);
			batch.push({ id, count: this.counts[id] as number, lastSeen: this.lastSeenOf(id) });
		}
		return batch;
	}

	private grow(id: number): void {
		if (id < this.counts.length) return;
		const counts = new Uint32Array(this.counts.length * 2);
		counts.set(this.counts);
		const lastSeen = new Float64Array(this.lastSeen.length * 2);
		lastSeen.set(this.lastSeen);
		this.counts = counts;
		this.lastSeen = lastSeen;
	}
}
