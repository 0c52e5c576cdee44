import type { Finding, Problem } from "../core/report/finding.ts";
import type { UnreadableReason } from "../core/report/problem.ts";
import type { ColumnSample, ReadSummary } from "../core/report/summary.ts";
import type { AddressTaker, ReportTally } from "./report-tally.ts";

export interface ReadInput {
	readonly fileName: string;
	/** The file's bytes in order; the reader pulls, so that back-pressure reaches the store. */
	readonly bytes: AsyncIterable<Uint8Array>;
	/** Size in bytes, for progress. */
	readonly totalBytes: number;
	/** 0-based position of the target column that a volunteer chose; null = find it by header. */
	readonly column: number | null;
	/** CIDRs of special-use space that count as ordinary addresses (a demo's documentation ranges). */
	readonly allowedSpecialUse: readonly string[];
}

/** Where rows go, in batches of at most 5,000, in file order. The reader waits for each promise. */
export interface ReadSink {
	findings(batch: readonly Finding[]): Promise<void>;
	/** Merged duplicates since the last call: finding id → its new count and last time seen. */
	merged(
		batch: readonly { readonly id: number; readonly count: number; readonly lastSeen: string | null }[],
	): Promise<void>;
	problems(batch: readonly Problem[]): Promise<void>;
	progress(bytesRead: number, rows: number): void;
}

export type ReadResult =
	| { readonly kind: "read"; readonly summary: ReadSummary }
	| { readonly kind: "column-needed"; readonly columns: readonly ColumnSample[] }
	| { readonly kind: "unreadable"; readonly reason: UnreadableReason; readonly line: number | null };

/** Reads a report of any supported format, off the event loop. What it cannot read is a result, not an exception. */
export interface ReportReader {
	read(input: ReadInput, sink: ReadSink, signal: AbortSignal): Promise<ReadResult>;
	/**
	 * Counts it by target instead, in a fifth of the time: the same rows, findings, duplicates and problems. What `take` was given before
	 * another result than "read" is void.
	 */
	tally(input: ReadInput, take: AddressTaker, signal: AbortSignal): Promise<TallyResult>;
}

export type TallyResult =
	| { readonly kind: "read"; readonly tally: ReportTally }
	| Exclude<ReadResult, { readonly kind: "read" }>;
