import type { Outcome } from "../core/case/event.ts";
import type { Instant } from "../core/instant.ts";

/** The truth about one mail; the case's events follow it. */
export interface NoticeRow {
	readonly id: string;
	readonly caseNumber: string;
	readonly round: number;
	readonly group: number;
	readonly messageId: string;
	/** `claimed`: some process prepares it. `sending`: that process may be handing it to the transport; the outcome is not yet recorded. */
	readonly status: "queued" | "claimed" | "sending" | Outcome;
	/** Attempts that were begun. */
	readonly attempts: number;
	readonly retryAt: Instant | null;
	/** Who claimed it; null when nobody has it. */
	readonly claimedBy: string | null;
}

export interface NoticeAttempt {
	readonly attempt: number;
	readonly startedAt: Instant;
	readonly endedAt: Instant | null;
	readonly outcome: Outcome | null;
	readonly code: number | null;
	readonly response: string | null;
}

export interface Claim {
	readonly caseNumber: string;
	/** This process; it holds `sendingLease` for the case. */
	readonly claimedBy: string;
	readonly at: Instant;
	/** Most notices to give. */
	readonly limit: number;
	/** Shortest time between two mails to one recipient domain, over all processes; 0 = any. */
	readonly domainSpacingMs: number;
}

/**
 * Rows are made and settled by `CaseStore.append` (`NoticesQueued`, `NoticeSplit`, `NoticeSettled`, `UnknownResolved`, `NoticeRetried`).
 * A deferred notice has status `deferred` and `retryAt`; from then on it may be claimed again. No notice of a case that is not being sent
 * is claimed or begun, and none at all while a mailing stop stands.
 */
export interface NoticeStore {
	/**
	 * Takes notices of the case that are due, in the order of rounds and groups, for preparing them; committed before this returns. Empty
	 * when none is due. Two callers never get the same one.
	 */
	claim(claim: Claim): Promise<NoticeRow[]>;
	/**
	 * The last word before the first byte: which of the claimed notices may be handed over now. Their status becomes `sending` and
	 * an attempt is opened, committed before this returns. One that is not in the answer is no longer the caller's to send.
	 */
	begin(noticeIds: readonly string[], claimedBy: string, at: Instant): Promise<ReadonlySet<string>>;
	/** Puts notices that `claimedBy` claimed or began back as they were: nothing was handed over. Those of others stay as they are. */
	release(noticeIds: readonly string[], claimedBy: string): Promise<void>;
	/**
	 * Notices of the case that are claimed or being sent by a sender that is no longer alive (see `sendingLease`), or by `claimedBy`, who
	 * asks before it begins: those are left of an earlier run that failed.
	 */
	abandoned(caseNumber: string, claimedBy: string): Promise<NoticeRow[]>;
	/** When a notice of the case can be claimed again: a deferred one is due, or its recipient's domain may get the next; null when none is left. */
	nextClaimAt(caseNumber: string): Promise<Instant | null>;
	/** True while another sender has notices of the case. */
	heldByOthers(caseNumber: string, claimedBy: string): Promise<boolean>;
	/** Cases that are being sent and have notices that are due. */
	casesDue(at: Instant): Promise<string[]>;
	/** Gives the moment from which the next mail may go out, over all processes, and books it. */
	bookSlot(at: Instant, spacingMs: number): Promise<Instant>;
	get(noticeId: string): Promise<NoticeRow | null>;
	/** Notices by the Message-IDs that they went out with: with angle brackets, in any case of letters; the answer's keys are those asked. */
	withMessageIds(messageIds: readonly string[]): Promise<ReadonlyMap<string, NoticeRow>>;
	/** Message-ID of the first mail that the same operator accepted in an earlier round of the case; null when there was none. */
	firstMailTo(caseNumber: string, operatorKey: string, beforeRound: number): Promise<FirstMail | null>;
	attempts(noticeId: string): Promise<NoticeAttempt[]>;
}

export interface FirstMail {
	/** With angle brackets. */
	readonly messageId: string;
	readonly acceptedAt: Instant;
}

/** The lease that a process holds for as long as it sends mails of a case; a notice claimed by a sender without it is abandoned. */
export function sendingLease(caseNumber: string, sender: string): string {
	return `send:${caseNumber}:${sender}`;
}
