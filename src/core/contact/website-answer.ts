import { z } from "zod";
import { Instant, plusMs } from "../instant.ts";
import type { ResolutionReason } from "./resolution.ts";
import { SecurityTxt } from "./security-txt.ts";

/** Why it could not be found out what a website says; the same codes as for any other source. */
export const WebsiteFailure = z.enum([
	"no-such-host",
	"host-without-address",
	"host-alias-broken",
	"host-in-special-use",
	"host-lookup-failed",
	"time-out",
	"unreachable",
	"site-certificate",
	"site-redirect",
	"site-out-of-order",
	"refused",
	"rate-limited",
	"changed-shape",
]);
export type WebsiteFailure = z.infer<typeof WebsiteFailure>;

/**
 * What a website says about whom to tell: its security.txt (which may be expired or wrong: then it has problems and no
 * mailboxes), that it has none, or why that could not be found out, which is never the same as none.
 */
export const WebsiteAnswer = z.discriminatedUnion("kind", [
	z.object({ kind: z.literal("found"), file: SecurityTxt, asOf: Instant }),
	z.object({ kind: z.literal("none"), asOf: Instant }),
	z.object({ kind: z.literal("failed"), reason: WebsiteFailure }),
]);
export type WebsiteAnswer = z.infer<typeof WebsiteAnswer>;

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Until when an answer may be used again: a file that is as it should be for seven days, but not beyond its Expires; a wrong
 * one and none for a day, because somebody may mend it; a failure not at all (null).
 */
export function freshUntil(answer: WebsiteAnswer): Instant | null {
	if (answer.kind === "failed") return null;
	if (answer.kind === "none" || answer.file.problems.length > 0) return plusMs(answer.asOf, dayMs);
	const week = plusMs(answer.asOf, 7 * dayMs);
	const { expires } = answer.file;
	return expires !== null && expires < week ? expires : week;
}

/**
 * Why a website's answer gives nobody to mail by itself, the first reason of several; null when it does.
 */
export function websiteReason(answer: WebsiteAnswer): ResolutionReason | null {
	if (answer.kind === "failed") return answer.reason;
	if (answer.kind === "none") return "security-txt-none";
	const [problem] = answer.file.problems;
	if (problem !== undefined) return `security-txt-${problem}`;
	return answer.file.mailboxes.length === 0 ? "security-txt-no-mailbox" : null;
}
