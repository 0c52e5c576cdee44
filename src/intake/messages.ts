import type { Finding, Problem } from "../core/report/finding.ts";
import type { PackedAddresses } from "../ports/contact-source.ts";
import type { ReadResult } from "../ports/report-reader.ts";
import type { ReportTally } from "../ports/report-tally.ts";
import type { IntakeLimits } from "./limits.ts";

export interface Merge {
	readonly id: number;
	readonly count: number;
	readonly lastSeen: string | null;
}

/** What the worker thread is started with. */
export interface WorkerInput {
	readonly column: number | null;
	readonly allowedSpecialUse: readonly string[];
	readonly limits: IntakeLimits;
	/** Count the rows by target in place of handing over findings. */
	readonly tally: boolean;
}

/** The worker asks for one thing at a time, so each answer belongs to the newest question: back-pressure both ways. */
export type FromWorker =
	| { readonly type: "pull" }
	| { readonly type: "findings"; readonly batch: readonly Finding[] }
	| { readonly type: "merged"; readonly batch: readonly Merge[] }
	| { readonly type: "problems"; readonly batch: readonly Problem[] }
	| { readonly type: "addresses"; readonly batch: PackedAddresses }
	| { readonly type: "progress"; readonly bytesRead: number; readonly rows: number }
	| { readonly type: "result"; readonly result: ReadResult; readonly counted: Counted | null };

/** What a tally counted. */
export type Counted = Omit<ReportTally, "summary">;

export type ToWorker =
	| { readonly type: "bytes"; readonly bytes: Uint8Array }
	| { readonly type: "end" }
	| { readonly type: "taken" };
