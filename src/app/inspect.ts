import type { Problem } from "../core/report/finding.ts";
import type { ReadSummary } from "../core/report/summary.ts";

const examplesPerReason = 5;

/** What `meldkamer inspect` says of a file: what was read, and where each kind of problem stands. No content of a row. */
export interface Inspection {
	readonly format: string;
	readonly encoding: string;
	readonly rows: number;
	readonly findings: number;
	readonly uniqueTargets: number;
	readonly duplicates: number;
	readonly problems: readonly {
		readonly reason: string;
		readonly count: number;
		/** The first five. `line` counts from 1; `column` is the header or its number, null for the whole row. */
		readonly examples: readonly { readonly line: number; readonly column: string | null }[];
	}[];
	readonly columns: Readonly<Record<string, string>>;
}

/** Puts a summary and its problems together. */
export function renderInspection(summary: ReadSummary, problems: readonly Problem[]): Inspection {
	const { format, encoding, rows, findings, uniqueTargets, duplicates, columns } = summary;
	const examples = (reason: string) =>
		problems
			.filter((problem) => problem.reason === reason)
			.slice(0, examplesPerReason)
			.map(({ line, column }) => ({ line, column }));
	const named = summary.problems.map(({ reason, count }) => ({ reason, count, examples: examples(reason) }));
	return { format, encoding, rows, findings, uniqueTargets, duplicates, problems: named, columns };
}
