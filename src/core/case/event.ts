import { z } from "zod";
import { Instant } from "../instant.ts";
import { UnreadableReason } from "../report/problem.ts";
import { ColumnSample, ReadSummary } from "../report/summary.ts";
import { Group } from "./group.ts";
import { Actor, Person } from "./people.ts";

export const Category = z.enum(["vulnerability", "infection", "phishing", "fraud-shop", "malware", "other"]);
export type Category = z.infer<typeof Category>;

/** A stored file that a volunteer sent. The bytes lie in the upload store until they were read. */
export const UploadRef = z.object({
	id: z.string().min(1),
	fileName: z.string().min(1).max(255),
	bytes: z.number().int().nonnegative(),
});
export type UploadRef = z.infer<typeof UploadRef>;

export const Vote = z.enum(["valid", "invalid", "needs-info"]);
export type Vote = z.infer<typeof Vote>;

export const PollOutcome = z.enum(["approved", "rejected", "needs-info"]);
export type PollOutcome = z.infer<typeof PollOutcome>;

/** How one attempt at a notice ended. `unknown`: it may or may not have arrived, and is never resent by itself. */
export const Outcome = z.enum(["accepted", "refused", "deferred", "unknown"]);
export type Outcome = z.infer<typeof Outcome>;

/** Why a test mail did not go out. `unknown`: it may have arrived. */
export const TestMailProblem = z.enum([
	"no-mailbox",
	"stopped",
	"changed",
	"opted-out",
	"too-large",
	"leak",
	"not-accepted",
	"unknown",
]);
export type TestMailProblem = z.infer<typeof TestMailProblem>;

/**
 * One notice as the case knows it: one mail to one group's operator in one round. `id` is `<case>-<round>-<group>`, and `<case>-<round>-<group>-2`,
 * `-3` … where the one before did not arrive and another mailbox was chosen.
 */
export const NoticeRef = z.object({
	id: z.string().min(1),
	group: z.number().int().positive(),
	operatorKey: z.string().min(1),
	operator: z.string(),
	findings: z.number().int().positive(),
});
export type NoticeRef = z.infer<typeof NoticeRef>;

const at = Instant;
const by = Actor;
const round = z.number().int().positive();
const poll = z.number().int().positive();
const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
	z.object({ type: z.literal(type), at, by, ...shape });

/**
 * What happened to a case, in the past tense; append-only, one step in the thread each. No event holds an affected address.
 */
export const CaseEvent = z.discriminatedUnion("type", [
	event("CaseOpened", {
		number: z.string(),
		/** The chat platform the case lives on. */
		platform: z.string(),
		title: z.string(),
		category: Category,
		description: z.string(),
		reference: z.string().nullable(),
		reporter: z.string().nullable(),
		credit: z.boolean(),
		upload: UploadRef,
	}),
	event("ReadingStarted", { round }),
	event("ColumnAsked", { round, columns: z.array(ColumnSample) }),
	event("ColumnChosen", { round, column: ColumnSample }),
	event("ReportRead", { round, summary: ReadSummary }),
	/** A list for round 2 and up: which of the case's findings it names again. */
	event("RoundListRead", {
		round,
		summary: ReadSummary,
		/** Findings that are still affected, per group id. */
		stillAffected: z.record(z.string(), z.number().int().nonnegative()),
		/** Rows of the list that are not in the case. */
		unmatched: z.number().int().nonnegative(),
	}),
	event("ReportUnreadable", { round, reason: UnreadableReason, line: z.number().int().positive().nullable() }),
	event("PollOpened", { poll, quorum: z.number().int().positive(), deadline: Instant }),
	event("VoteCast", { poll, voter: Person, vote: Vote, previous: Vote.nullable() }),
	event("PollReminded", { poll, missing: z.number().int().nonnegative() }),
	event("PollDecided", { poll, outcome: PollOutcome }),
	event("InfoProvided", { text: z.string() }),
	event("ResolvingStarted", { round }),
	event("ContactsResolved", { round, groups: z.array(Group) }),
	event("ContactAssigned", {
		group: z.number().int().positive(),
		operatorKey: z.string().min(1),
		operator: z.string(),
		mailboxes: z.array(z.string()).min(1),
		/** The group with the same mailboxes that takes over the findings; null when there is none. */
		mergedInto: z.number().int().positive().nullable(),
	}),
	event("GroupLeftOut", { group: z.number().int().positive(), reason: z.string() }),
	event("GroupHandedOver", { group: z.number().int().positive(), to: z.string() }),
	event("NoticesQueued", { round, notices: z.array(NoticeRef).min(1) }),
	event("SendingPaused", {}),
	event("SendingResumed", {}),
	event("NoticeSettled", {
		notice: z.string(),
		outcome: Outcome,
		attempt: z.number().int().positive(),
		/** SMTP reply code, or null when there was none. */
		code: z.number().int().nullable(),
		/** A deferred notice is tried again from then on; null when the window is over. */
		retryAt: Instant.nullable(),
	}),
	/** A notice goes out as several mails, because one would be too large. The first part keeps its id. */
	event("NoticeSplit", {
		notice: z.string(),
		/** In the order of a mail's list. */
		parts: z.array(z.object({ id: z.string().min(1), findings: z.number().int().positive() })).min(2),
	}),
	/** A volunteer judged an unknown outcome: it arrived, or it goes out again. */
	event("UnknownResolved", { notice: z.string(), as: z.enum(["sent", "again"]) }),
	/** A refused notice is tried again on a volunteer's word. */
	event("NoticeRetried", { notice: z.string() }),
	/** It came back from these of its mailboxes, or is delayed there. */
	event("NoticeBounced", {
		notice: z.string(),
		mailboxes: z.array(z.string()).min(1),
		/** False: the other side goes on trying. */
		permanent: z.boolean(),
		/** Enhanced status code (RFC 3463), such as `5.1.1`; null when none was given. */
		status: z.string().nullable(),
	}),
	/** Somebody answered; what they say stays in the mailbox. */
	event("ReplyReceived", {
		/** Null when it is not sure which notice it is about. */
		notice: z.string().nullable(),
		/** Short hash of the answer's Message-ID. */
		mark: z.string().min(1),
	}),
	event("RoundFinished", {
		round,
		accepted: z.number().int().nonnegative(),
		refused: z.number().int().nonnegative(),
		unknown: z.number().int().nonnegative(),
	}),
	event("RoundRequested", { round, upload: UploadRef }),
	/** Somebody has the mails of these groups sent to their own mailbox, marked as tests. */
	event("TestMailsRequested", { person: Person, round, groups: z.array(z.number().int().positive()).min(1) }),
	/** One of them does not go out. `run` is the number of the event that asked for it. */
	event("TestMailFailed", {
		run: z.number().int().positive(),
		round,
		group: z.number().int().positive(),
		problem: TestMailProblem,
		/** SMTP reply code, or null when there was none. */
		code: z.number().int().nullable(),
	}),
	event("NoteAdded", { text: z.string() }),
	event("CaseWithdrawn", { reason: z.string(), purgeAt: Instant }),
	event("CaseClosed", { purgeAt: Instant }),
	event("CaseReopened", {}),
	event("AddressesPurged", {}),
]);
export type CaseEvent = z.infer<typeof CaseEvent>;

/** An event as stored: `seq` counts 1, 2, 3 … within its case, without gaps. */
export interface StoredEvent {
	readonly caseNumber: string;
	readonly seq: number;
	readonly event: CaseEvent;
}
