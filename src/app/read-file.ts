import type { Finding, Problem } from "../core/report/finding.ts";
import type { UnreadableReason } from "../core/report/problem.ts";
import type { ColumnSample, ReadSummary } from "../core/report/summary.ts";
import type { ReadInput, ReportReader } from "../ports/report-reader.ts";

/** A file read as a whole into memory, for the command line. */
export type FileRead =
	| {
			readonly kind: "read";
			readonly summary: ReadSummary;
			readonly findings: readonly Finding[];
			readonly problems: readonly Problem[];
	  }
	| { readonly kind: "column-needed"; readonly columns: readonly ColumnSample[] }
	| { readonly kind: "unreadable"; readonly reason: UnreadableReason; readonly line: number | null };

/** Reads a report without storing anything. Findings come with their final counts. */
export async function readFileReport(reader: ReportReader, input: ReadInput, signal: AbortSignal): Promise<FileRead> {
	const findings: Finding[] = [];
	const problems: Problem[] = [];
	const result = await reader.read(
		input,
		{
			async findings(batch) {
				for (const finding of batch) findings.push(finding);
			},
			async merged(batch) {
				for (const { id, count, lastSeen } of batch) {
					const finding = findings[id - 1];
					if (finding !== undefined) findings[id - 1] = { ...finding, count, lastSeen };
				}
			},
			async problems(batch) {
				for (const problem of batch) problems.push(problem);
			},
			progress() {},
		},
		signal,
	);
	return result.kind === "read" ? { kind: "read", summary: result.summary, findings, problems } : result;
}
