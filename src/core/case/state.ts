import type { Instant } from "../instant.ts";
import type { UnreadableReason } from "../report/problem.ts";
import type { ColumnSample, ReadSummary } from "../report/summary.ts";
import type { Category, NoticeRef, Outcome, PollOutcome, UploadRef, Vote } from "./event.ts";
import type { Group } from "./group.ts";
import type { Person } from "./people.ts";

export const caseStatuses = [
	"received",
	"reading",
	"needs-column",
	"unreadable",
	"voting",
	"needs-info",
	"rejected",
	"resolving",
	"ready",
	"sending",
	"paused",
	"sent",
	"closed",
	"withdrawn",
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export interface Poll {
	readonly number: number;
	readonly quorum: number;
	readonly deadline: Instant;
	/** One per person, in the order of their first vote. */
	readonly votes: readonly { readonly voter: Person; readonly vote: Vote }[];
	readonly outcome: PollOutcome | null;
	readonly reminded: boolean;
}

export interface Notice extends NoticeRef {
	readonly round: number;
	/** `queued`: waits for its first attempt, for a retry, or is being sent. */
	readonly status: "queued" | Outcome;
	readonly attempts: number;
	readonly code: number | null;
	readonly retryAt: Instant | null;
	/** Absent when one mail holds all. */
	readonly part?: NoticePart;
	/** Absent when nothing came back. */
	readonly bounced?: NoticeBounce;
	/** Set when something else was decided for its group in this round: it goes no further, and nobody has to judge it. */
	readonly replaced?: true;
}

/** What came back of a notice; mailboxes in lower case. */
export interface NoticeBounce {
	/** It will not arrive there. */
	readonly dead: readonly string[];
	/** It was delayed there. */
	readonly late: readonly string[];
	/** The newest status code of those that are dead; null when none was given. */
	readonly status: string | null;
}

/** One of several mails to an operator in one round. */
export interface NoticePart {
	/** From 1. */
	readonly number: number;
	readonly of: number;
	/** Findings in the parts before it. */
	readonly skip: number;
}

/** Everything that deciding needs; the fold of a case's events. */
export interface CaseState {
	readonly number: string;
	/** seq of the last event. */
	readonly version: number;
	/** Grows whenever the set of valid buttons changes; a button made at an older epoch is stale. */
	readonly epoch: number;
	readonly status: CaseStatus;
	readonly platform: string;
	readonly title: string;
	readonly category: Category;
	readonly description: string;
	readonly reference: string | null;
	readonly reporter: string | null;
	readonly credit: boolean;
	readonly uploader: Person;
	readonly openedAt: Instant;
	readonly changedAt: Instant;
	readonly round: number;
	/** The file of the current round. */
	readonly upload: UploadRef;
	/** Summary of the report of round 1; null until it was read. */
	readonly summary: ReadSummary | null;
	/** Summary of the newest list of a later round. */
	readonly roundList: { readonly round: number; readonly summary: ReadSummary; readonly unmatched: number } | null;
	readonly columns: readonly ColumnSample[] | null;
	readonly chosenColumn: ColumnSample | null;
	readonly unreadable: UnreadableReason | null;
	readonly poll: Poll | null;
	readonly groups: readonly Group[];
	/** By notice id; all rounds. */
	readonly notices: Readonly<Record<string, Notice>>;
	/** Marks of the answers, by notice id; those to no sure notice by the empty id. */
	readonly replies: Readonly<Record<string, readonly string[]>>;
	/** By test mail id (`testMailId`); all rounds. */
	readonly testMails: Readonly<Record<string, "asked" | "failed">>;
	/** The newest request for test mails. */
	readonly testRequest: { readonly at: Instant; readonly personId: string; readonly groups: readonly number[] } | null;
	/** Where a withdrawn or closed case goes back to on reopening. */
	readonly before: CaseStatus | null;
	readonly closedAt: Instant | null;
	readonly purgeAt: Instant | null;
	readonly purged: boolean;
}
