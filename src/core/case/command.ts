import type { Instant } from "../instant.ts";
import type { UnreadableReason } from "../report/problem.ts";
import type { ColumnSample, ReadSummary } from "../report/summary.ts";
import type { Category, Outcome, TestMailProblem, UploadRef, Vote } from "./event.ts";
import type { Group } from "./group.ts";
import type { Actor } from "./people.ts";

/** How one attempt at a notice ended. */
export interface Settlement {
	readonly notice: string;
	readonly outcome: Outcome;
	/** Counts from 1. */
	readonly attempt: number;
	/** SMTP reply code. */
	readonly code: number | null;
	/** For `deferred`: the next try; null when there is none. */
	readonly retryAt: Instant | null;
}

/** What somebody wants of a case, in the imperative. `epoch` is the one a button was made at; null for a typed command. */
export type CommandBody =
	| {
			readonly type: "OpenCase";
			readonly number: string;
			readonly platform: string;
			readonly title: string;
			readonly category: Category;
			readonly description: string;
			readonly reference: string | null;
			readonly reporter: string | null;
			readonly credit: boolean;
			readonly upload: UploadRef;
	  }
	| { readonly type: "StartReading"; readonly round: number }
	| { readonly type: "AskColumn"; readonly round: number; readonly columns: readonly ColumnSample[] }
	| { readonly type: "ChooseColumn"; readonly column: number }
	| { readonly type: "RecordReport"; readonly round: number; readonly summary: ReadSummary }
	| {
			readonly type: "RecordRoundList";
			readonly round: number;
			readonly summary: ReadSummary;
			readonly stillAffected: Readonly<Record<string, number>>;
			readonly unmatched: number;
	  }
	| {
			readonly type: "RecordUnreadable";
			readonly round: number;
			readonly reason: UnreadableReason;
			readonly line: number | null;
	  }
	| { readonly type: "CastVote"; readonly vote: Vote }
	| { readonly type: "RemindPoll"; readonly poll: number }
	| { readonly type: "ProvideInfo"; readonly text: string }
	| { readonly type: "RecordContacts"; readonly round: number; readonly groups: readonly Group[] }
	| {
			readonly type: "AssignContact";
			readonly group: number;
			readonly operator: string;
			/** As typed; each must be one addr-spec. */
			readonly mailboxes: readonly string[];
	  }
	| { readonly type: "LeaveOut"; readonly group: number; readonly reason: string }
	| { readonly type: "HandOver"; readonly group: number; readonly to: string }
	| { readonly type: "SendNotices"; readonly confirmation: string }
	| { readonly type: "PauseSending" }
	| { readonly type: "ResumeSending" }
	| { readonly type: "SettleNotices"; readonly settled: readonly Settlement[] }
	| {
			readonly type: "SplitNotice";
			readonly notice: string;
			/** How many findings go into each part, in the order of a mail. */
			readonly findings: readonly number[];
	  }
	| { readonly type: "ResolveUnknown"; readonly notice: string; readonly as: "sent" | "again" }
	| { readonly type: "RetryNotice"; readonly notice: string }
	| {
			readonly type: "RecordBounce";
			readonly notice: string;
			/** As the bounce names them; `status` as in RFC 3463. */
			readonly recipients: readonly {
				readonly mailbox: string;
				readonly permanent: boolean;
				readonly status: string | null;
			}[];
	  }
	| { readonly type: "RecordReply"; readonly notice: string | null; readonly mark: string }
	| { readonly type: "RequestRound"; readonly upload: UploadRef }
	| { readonly type: "RequestTestMails"; readonly groups: readonly number[] }
	| {
			readonly type: "RecordTestMailFailed";
			readonly run: number;
			readonly round: number;
			readonly group: number;
			readonly problem: TestMailProblem;
			readonly code: number | null;
	  }
	| { readonly type: "AddNote"; readonly text: string }
	| { readonly type: "Withdraw"; readonly reason: string }
	| { readonly type: "Close" }
	| { readonly type: "Reopen" }
	| { readonly type: "Purge" };

export type Command = CommandBody & { readonly at: Instant; readonly by: Actor; readonly epoch: number | null };

/** The command of one type. */
export type CommandOf<T extends Command["type"]> = Command & { readonly type: T };
