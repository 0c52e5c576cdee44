import type { Finding, Problem } from "../../../src/core/report/finding.ts";
import { defaultLimits, type IntakeLimits } from "../../../src/intake/limits.ts";
import type { Merge } from "../../../src/intake/messages.ts";
import { readReport } from "../../../src/intake/read-report.ts";
import type { ReadResult } from "../../../src/ports/report-reader.ts";

export interface Reading {
	readonly result: ReadResult;
	readonly findings: Finding[];
	readonly problems: Problem[];
}

export interface ReadingOptions {
	readonly column?: number | null;
	readonly allowed?: readonly string[];
	readonly limits?: Partial<IntakeLimits>;
	/** Bytes per piece; small ones show what a boundary cuts. */
	readonly pieceBytes?: number;
}

/** The documentation ranges, which tests use as if they were ordinary. */
export const documentation = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"];

export async function* piecesOf(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** Reads bytes or text in this thread, as the worker does. */
export async function readHere(input: string | Uint8Array, options: ReadingOptions = {}): Promise<Reading> {
	const findings: Finding[] = [];
	const problems: Problem[] = [];
	const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
	const result = await readReport(
		piecesOf(bytes, options.pieceBytes ?? 65_536),
		{
			column: options.column ?? null,
			allowedSpecialUse: options.allowed ?? documentation,
			limits: { ...defaultLimits, ...options.limits },
			tally: false,
		},
		{
			findings: async (batch) => void findings.push(...batch),
			merged: async (batch) => applyMerges(findings, batch),
			problems: async (batch) => void problems.push(...batch),
			progress: () => {},
		},
	);
	return { result, findings, problems };
}

/** What a store does with merged duplicates; a merge of a finding that it does not have is a fault. */
export function applyMerges(findings: Finding[], batch: readonly Merge[]): void {
	for (const { id, count, lastSeen } of batch) {
		const finding = findings[id - 1];
		if (finding === undefined) throw new Error(`merged ${id} before it was handed over`);
		findings[id - 1] = { ...finding, count, lastSeen };
	}
}
