import type { Outcome } from "../core/case/event.ts";
import type { Instant } from "../core/instant.ts";

/** The truth about one mail; the case's events follow it. */
export interface NoticeRow {
	readonly id: string;
	readonly caseNumber: string;
	readonly round: number;
	readonly group: number;
	readonly messageId: string;
	/** `sending`: handed to a transport by some process, outcome not yet recorded. */
	readonly status: "queued" | "sending" | Outcome;
	readonly attempts: number;
	readonly retryAt: Instant | null;
}

export interface NoticeAttempt {
	readonly attempt: number;
	readonly startedAt: Instant;
	readonly endedAt: Instant | null;
	readonly outcome: Outcome | null;
	readonly code: number | null;
	readonly response: string | null;
}

/**
 * Rows are made and settled by `CaseStore.append` (`NoticesQueued`, `NoticeSettled`, `UnknownResolved`, `NoticeRetried`).
 * A deferred notice has status `deferred` and `retryAt`; from then on it may be claimed again. No paused case's notice is claimed.
 */
export interface NoticeStore {
	/**
	 * Takes one notice of the case that is due at `at`: status becomes `sending`, an attempt row is opened, and both are
	 * committed before this returns. Null when none is due. Two callers never get the same one.
	 */
	claim(caseNumber: string, claimedBy: string, at: Instant): Promise<NoticeRow | null>;
	/** Puts a claimed notice back as it was before the claim: nothing was handed over. */
	release(noticeId: string): Promise<void>;
	/**
	 * Notices of the case that are `sending`. Only for whoever holds the lease on sending it and has none under way itself: what is
	 * `sending` then was left by a process that died or an attempt that failed.
	 */
	abandoned(caseNumber: string): Promise<NoticeRow[]>;
	/** Closes the newest attempt with the server's words. */
	noteResponse(noticeId: string, response: string, endedAt: Instant): Promise<void>;
	/** When the next deferred notice of the case is due; null when none is. */
	nextRetryAt(caseNumber: string): Promise<Instant | null>;
	get(noticeId: string): Promise<NoticeRow | null>;
	attempts(noticeId: string): Promise<NoticeAttempt[]>;
}
