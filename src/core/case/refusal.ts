import type { CaseStatus } from "./state.ts";

/** Why a command was not carried out. The plain sentence for each stands in `src/text/`. */
export type RefusalCode =
	| "case-exists"
	| "no-such-case"
	| "not-a-person"
	| "stale"
	| "wrong-state"
	| "title-missing"
	| "description-missing"
	| "address-in-text"
	| "reference-not-a-link"
	| "no-such-column"
	| "own-report"
	| "same-vote"
	| "text-missing"
	| "numbers-do-not-add-up"
	| "no-such-group"
	| "group-opted-out"
	| "group-mailed"
	| "bad-mailbox"
	| "too-many-mailboxes"
	| "confirmation-mismatch"
	| "nothing-to-send"
	| "no-such-notice"
	| "not-unknown"
	| "not-refused"
	| "notice-replaced"
	| "earlier-round"
	| "already-mailed-this-round"
	| "already-sent"
	| "unknown-open"
	| "test-mails-asked"
	| "cannot-reopen-unreadable"
	| "purged";

/** An expected "no": returned, never thrown; the person is told what to do instead. */
export interface Refusal {
	readonly refused: RefusalCode;
	/** The state the case is in, for the sentence; null when there is no case. */
	readonly status: CaseStatus | null;
}
