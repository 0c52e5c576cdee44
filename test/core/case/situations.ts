import type { CommandBody, Settlement } from "../../../src/core/case/command.ts";
import type { Outcome, TestMailProblem, UploadRef, Vote } from "../../../src/core/case/event.ts";
import type { Group } from "../../../src/core/case/group.ts";
import type { Person } from "../../../src/core/case/people.ts";
import type { CaseStatus } from "../../../src/core/case/state.ts";
import type { ReadSummary } from "../../../src/core/report/summary.ts";
import { type Asking, at, bram, cees, further, nothingYet, type Situation } from "./given.ts";

type Body<T extends CommandBody["type"]> = CommandBody & { readonly type: T };

export const number = "NSM-2026-0042";
export const upload: UploadRef = { id: "u1", fileName: "report.csv", bytes: 1000 };
export const roundUpload: UploadRef = { id: "u2", fileName: "again.csv", bytes: 500 };

export const open: Body<"OpenCase"> = {
	type: "OpenCase",
	number,
	platform: "local",
	title: "Open databases",
	category: "vulnerability",
	description: "Databases that anyone can read.\nSince May.",
	reference: null,
	reporter: null,
	credit: false,
	upload,
};

export function summaryOf(findings: number, change: Partial<ReadSummary> = {}): ReadSummary {
	return {
		format: "csv",
		encoding: "utf-8",
		rows: findings + 3,
		findings,
		uniqueTargets: findings,
		duplicates: 1,
		problemRows: 2,
		problems: [
			{ reason: "special-use", count: 1 },
			{ reason: "broken-quote", count: 1 },
		],
		columns: { target: "src_ip", port: "src_port" },
		...change,
	};
}

/** A group that would be mailed. */
export function group(id: number, findings: number, change: Partial<Group> = {}): Group {
	const mailboxes = change.mailboxes ?? [`abuse@op${id}.example`];
	return {
		...{ id, findings, mailboxes, operator: `Operator ${id}`, operatorKey: mailboxes.join(",") },
		...{ country: "NL", asn: 64_496 + id, source: "registry", bucket: null, reason: null, doubts: [] },
		...change,
	};
}

/** 1 and 2 can be mailed; 3 has no contact, 4 opted out, 5 looks private. 20 findings in all. */
export const groups: readonly Group[] = [
	group(1, 8),
	group(2, 5),
	group(3, 4, {
		...{ bucket: "no-contact", reason: "no-mailbox", mailboxes: [], operatorKey: "", operator: "" },
		...{ source: null, country: null, asn: null },
	}),
	group(4, 2, { bucket: "opted-out", reason: "network-opted-out" }),
	group(5, 1, {
		...{ bucket: "private-looking", reason: "names-a-person", doubts: ["stale"] },
		...{ mailboxes: ["j…@op5.example"], operatorKey: "j…@op5.example" },
	}),
];

export const startReading = (round = 1): CommandBody => ({ type: "StartReading", round });
export const askColumn = (round = 1): CommandBody => ({
	type: "AskColumn",
	round,
	columns: [
		{ index: 0, header: "when", sample: "0000-00-00" },
		{ index: 2, header: "column 3", sample: "000.0.0.00" },
	],
});
export const recordReport = (summary = summaryOf(20)): CommandBody => ({ type: "RecordReport", round: 1, summary });
export const recordRoundList = (stillAffected: Readonly<Record<string, number>>, round = 2): CommandBody => ({
	...{ type: "RecordRoundList", round, stillAffected, unmatched: 3 },
	summary: summaryOf(10),
});
export const recordUnreadable = (round = 1): CommandBody => ({
	...{ type: "RecordUnreadable", round, reason: "broken-archive", line: null },
});
export const castVote = (vote: Vote): CommandBody => ({ type: "CastVote", vote });
export const recordContacts = (found: readonly Group[] = groups): CommandBody => ({
	...{ type: "RecordContacts", round: 1, groups: found },
});
export const assign = (id: number, ...mailboxes: string[]): CommandBody => ({
	...{ type: "AssignContact", group: id, operator: "Named by hand", mailboxes },
});
export const leaveOut = (id: number, reason = "too old"): CommandBody => ({ type: "LeaveOut", group: id, reason });
export const handOver = (id: number, to = "the national CERT"): CommandBody => ({ type: "HandOver", group: id, to });
export const send = (confirmation: string = number): CommandBody => ({ type: "SendNotices", confirmation });
export const noticeId = (id: number, round = 1): string => `${number}-${round}-${id}`;
export const settle = (id: number, outcome: Outcome, change: Partial<Settlement> = {}): CommandBody => ({
	type: "SettleNotices",
	settled: [{ notice: noticeId(id), outcome, attempt: 1, code: null, retryAt: null, ...change }],
});
export const split = (id: number, ...findings: number[]): CommandBody => ({
	...{ type: "SplitNotice", notice: noticeId(id), findings },
});
export const resolveUnknown = (id: number, as: "sent" | "again"): CommandBody => ({
	...{ type: "ResolveUnknown", notice: noticeId(id), as },
});
export const retry = (id: number, round = 1): CommandBody => ({ type: "RetryNotice", notice: noticeId(id, round) });
export const testMails = (...groups: number[]): CommandBody => ({ type: "RequestTestMails", groups });
/** Of the request whose event has number `run`. */
export const testMailFailed = (
	id: number,
	problem: TestMailProblem,
	{ run = 11, code = null }: { readonly run?: number; readonly code?: number | null } = {},
): CommandBody => ({ type: "RecordTestMailFailed", run, round: 1, group: id, problem, code });
/** All mailboxes of the notice are dead unless it says otherwise. */
export const bounce = (id: number, change: Partial<Bounce> = {}, round = 1): CommandBody => {
	const failed = { mailbox: `abuse@op${id}.example`, permanent: true, status: "5.1.1", ...change };
	return { type: "RecordBounce", notice: noticeId(id, round), recipients: [failed] };
};
type Bounce = Body<"RecordBounce">["recipients"][number];
export const reply = (id: number | null, mark = "m1"): CommandBody => ({
	...{ type: "RecordReply", notice: id === null ? null : noticeId(id), mark },
});
export const requestRound: CommandBody = { type: "RequestRound", upload: roundUpload };
export const withdraw: CommandBody = { type: "Withdraw", reason: "the list was wrong" };

/** A command as somebody, e.g. a vote. */
export const as = (by: Person, body: CommandBody): readonly [CommandBody, Asking] => [body, { by }];

const received = further(nothingYet, open);
const reading = further(received, startReading());
const voting = further(reading, recordReport());
const resolving = further(voting, as(bram, castVote("valid")), as(cees, castVote("valid")));
const ready = further(resolving, recordContacts());
const sending = further(ready, send());
const sent = further(sending, settle(1, "accepted"), settle(2, "accepted"));

/** A case in each of its states, in the plainest way it comes there; the first round unless it says otherwise. */
export const situation: Readonly<Record<CaseStatus, Situation>> = {
	received,
	reading,
	"needs-column": further(reading, askColumn()),
	unreadable: further(reading, recordUnreadable()),
	voting,
	"needs-info": further(voting, as(bram, castVote("needs-info")), as(cees, castVote("needs-info"))),
	rejected: further(voting, as(bram, castVote("invalid")), as(cees, castVote("invalid"))),
	resolving,
	ready,
	sending,
	paused: further(sending, { type: "PauseSending" }),
	sent,
	closed: further(sent, { type: "Close" }),
	withdrawn: further(voting, withdraw),
};

/** Round 2 is asked for, and its list is being read. */
export const readingRound2 = further(sent, requestRound, startReading(2));

/** The moment at which a case that ends about now is purged. */
export const afterRetention = at(40 * 24 * 60);
