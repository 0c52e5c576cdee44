import type { ReadSummary } from "../core/report/summary.ts";
import type { Target } from "../core/report/target.ts";

/** A report counted by target, in columns. `findings4[n]` and `findings6[n]`: findings of the n-th address of each version. */
export interface ReportTally {
	readonly summary: ReadSummary;
	/** Each address once, in order of first appearance. */
	readonly v4: Uint32Array;
	readonly v6: Uint32Array;
	readonly findings4: Uint32Array;
	readonly findings6: Uint32Array;
	/** Networks, hosts and URLs, each once. */
	readonly others: readonly { readonly target: Target; readonly findings: number }[];
}
