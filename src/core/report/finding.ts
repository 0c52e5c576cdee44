import type { Instant } from "../instant.ts";
import type { ProblemReason } from "./problem.ts";
import type { Target } from "./target.ts";

/** One row of a report. Rows with the same target, port and protocol are one finding with a `count`. */
export interface Finding {
	/** 1, 2, 3 … within its case, in order of first appearance. */
	readonly id: number;
	readonly target: Target;
	/** 0–65535, or null when the report does not say. */
	readonly port: number | null;
	/** Lower case, e.g. `tcp`; null when the report does not say. */
	readonly protocol: string | null;
	readonly firstSeen: Instant | null;
	readonly lastSeen: Instant | null;
	/** Other columns that an operator can use, by their header as written; values are trimmed, at most 500 characters. */
	readonly details: Readonly<Record<string, string>>;
	/** 1-based line in the file where it first stands. */
	readonly line: number;
	/** How many rows were merged into it; at least 1. */
	readonly count: number;
}

/** A row, or part of one, that could not be used, with where it stands. Never silently dropped. */
export interface Problem {
	readonly reason: ProblemReason;
	/** 1-based line in the file. */
	readonly line: number;
	/** Header of the column, or its 1-based number when there is no header; null when the whole row is meant. */
	readonly column: string | null;
	/** What stood there, at most 200 characters; for the uploader's eyes only, purged with the findings. */
	readonly text: string;
}
