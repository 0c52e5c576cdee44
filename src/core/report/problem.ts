import { z } from "zod";

/** Why a row could not be used. */
export const ProblemReason = z.enum([
	"special-use",
	"empty-target",
	"not-a-target",
	"leading-zero",
	"short-form",
	"zone-id",
	"bad-prefix",
	"host-bits-set",
	"reversed-range",
	"too-wide",
	"single-label-host",
	"too-long",
	"wrong-column-count",
	"broken-quote",
	"broken-json",
]);
export type ProblemReason = z.infer<typeof ProblemReason>;

/** Why a file as a whole could not be read. */
export const UnreadableReason = z.enum([
	"empty",
	"binary",
	"unknown-format",
	"encoding",
	"no-target",
	"too-large",
	"broken-archive",
	"archive-without-report",
	"several-reports",
	"encrypted-archive",
	"bomb",
	"record-too-long",
	"too-nested",
	"reader-stopped",
]);
export type UnreadableReason = z.infer<typeof UnreadableReason>;
