import { z } from "zod";
import { ProblemReason } from "./problem.ts";

/** What reading a file came to. Always `rows = findings + duplicates + problemRows`. Holds no address. */
export const ReadSummary = z.object({
	/** e.g. `csv`, `list`, `zip+csv`. */
	format: z.string(),
	/** WHATWG label, e.g. `utf-8`, `utf-16le`, `windows-1252`. */
	encoding: z.string(),
	/** Data rows: without header, comments and blank lines. */
	rows: z.number().int().nonnegative(),
	findings: z.number().int().nonnegative(),
	uniqueTargets: z.number().int().nonnegative(),
	/** Rows merged into an earlier finding. */
	duplicates: z.number().int().nonnegative(),
	/** Rows that became a problem instead of a finding. */
	problemRows: z.number().int().nonnegative(),
	problems: z.array(z.object({ reason: ProblemReason, count: z.number().int().positive() })),
	/** Which header was taken for what, e.g. `{target: "src_ip", port: "src_port"}`. */
	columns: z.record(z.string(), z.string()),
});
export type ReadSummary = z.infer<typeof ReadSummary>;

/** A column offered to the volunteer when no target column was found. `sample` shows shapes only (`000.00.0.0`), no content. */
export const ColumnSample = z.object({
	/** 0-based position. */
	index: z.number().int().nonnegative(),
	/** The header, or `column 3` (1-based) when there is none; at most 60 characters. */
	header: z.string(),
	sample: z.string(),
});
export type ColumnSample = z.infer<typeof ColumnSample>;
