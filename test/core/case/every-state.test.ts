import { describe, expect, it } from "vitest";
import type { CommandBody } from "../../../src/core/case/command.ts";
import type { RefusalCode } from "../../../src/core/case/refusal.ts";
import { type CaseStatus, caseStatuses } from "../../../src/core/case/state.ts";
import { type Asking, ask, given, nothingYet, stateOf } from "./given.ts";
import * as a from "./situations.ts";

/** `events`: carried out; `nothing`: already recorded, no events; else the refusal. */
type Expected = "events" | "nothing" | RefusalCode;

interface Row {
	readonly body: CommandBody;
	readonly asking?: Asking;
	/** In every state that is not named below. */
	readonly else: Expected;
	readonly in?: Partial<Record<CaseStatus, Expected>>;
}

const inAll = (statuses: readonly CaseStatus[], expected: Expected) =>
	Object.fromEntries(statuses.map((status) => [status, expected]));
const mailed = ["sending", "paused", "sent"] as const;

const table: Readonly<Record<CommandBody["type"], Row>> = {
	OpenCase: { body: a.open, else: "case-exists" },
	StartReading: { body: a.startReading(), else: "nothing", in: { received: "events" } },
	AskColumn: { body: a.askColumn(), else: "nothing", in: { reading: "events" } },
	ChooseColumn: { body: { type: "ChooseColumn", column: 2 }, else: "wrong-state", in: { "needs-column": "events" } },
	RecordReport: { body: a.recordReport(), else: "nothing", in: { reading: "events" } },
	RecordRoundList: { body: a.recordRoundList({}, 1), else: "nothing", in: { reading: "wrong-state" } },
	RecordUnreadable: { body: a.recordUnreadable(), else: "nothing", in: { reading: "events" } },
	CastVote: { body: a.castVote("valid"), else: "wrong-state", in: { voting: "events" } },
	RemindPoll: { body: { type: "RemindPoll", poll: 1 }, else: "nothing", in: { voting: "events" } },
	ProvideInfo: { body: { type: "ProvideInfo", text: "It is so" }, else: "wrong-state", in: { "needs-info": "events" } },
	RecordContacts: { body: a.recordContacts(), else: "nothing", in: { resolving: "events" } },
	AssignContact: {
		body: a.assign(3, "abuse@new.example"),
		else: "wrong-state",
		in: { ready: "events", sent: "events" },
	},
	LeaveOut: { body: a.leaveOut(3), else: "wrong-state", in: { ready: "events", sent: "events" } },
	HandOver: { body: a.handOver(3), else: "wrong-state", in: { ready: "events", sent: "events" } },
	SendNotices: { body: a.send(), else: "wrong-state", in: { ready: "events", sent: "nothing-to-send" } },
	PauseSending: { body: { type: "PauseSending" }, else: "wrong-state", in: { sending: "events" } },
	ResumeSending: { body: { type: "ResumeSending" }, else: "wrong-state", in: { paused: "events" } },
	SplitNotice: {
		body: a.split(1, 5, 3),
		else: "no-such-notice",
		in: { sending: "events", paused: "events", sent: "nothing", closed: "nothing" },
	},
	SettleNotices: {
		body: a.settle(1, "accepted"),
		else: "no-such-notice",
		in: { sending: "events", paused: "events", sent: "nothing", closed: "nothing" },
	},
	ResolveUnknown: { body: a.resolveUnknown(1, "sent"), else: "wrong-state", in: inAll(mailed, "not-unknown") },
	RetryNotice: { body: a.retry(1), else: "wrong-state", in: inAll(mailed, "not-refused") },
	RequestTestMails: {
		body: a.testMails(1),
		else: "wrong-state",
		in: inAll(["ready", ...mailed], "events"),
	},
	RecordTestMailFailed: { body: a.testMailFailed(1, "not-accepted"), else: "no-such-notice" },
	RecordBounce: { body: a.bounce(1), else: "no-such-notice", in: inAll([...mailed, "closed"], "events") },
	RecordReply: { body: a.reply(null), else: "events" },
	RequestRound: { body: a.requestRound, else: "wrong-state", in: { sent: "events" } },
	AddNote: { body: { type: "AddNote", text: "Called them" }, else: "events" },
	Withdraw: {
		body: a.withdraw,
		else: "events",
		in: { sent: "already-sent", closed: "wrong-state", withdrawn: "wrong-state" },
	},
	Close: {
		body: { type: "Close" },
		else: "wrong-state",
		in: { sent: "events", rejected: "events", unreadable: "events" },
	},
	Reopen: {
		body: { type: "Reopen" },
		else: "wrong-state",
		in: { closed: "events", withdrawn: "events", rejected: "events" },
	},
	Purge: {
		body: { type: "Purge" },
		asking: { at: a.afterRetention },
		else: "nothing",
		in: { closed: "events", withdrawn: "events" },
	},
};

const rows = Object.entries(table).map(([type, row]) => ({ type, ...row }));

describe.each(rows)("$type", (row) => {
	it.each(caseStatuses.map((status) => [status, row.in?.[status] ?? row.else] as const))(
		"when %s: %s",
		(status, expected) => {
			const decision = ask(a.situation[status], row.body, row.asking);
			if (expected === "events") expect(decision).not.toHaveLength(0);
			else if (expected === "nothing") expect(decision).toEqual([]);
			else expect(decision).toEqual({ refused: expected, status });
		},
	);

	it("is nothing that a case can be asked that is not there", () => {
		if (row.type === "OpenCase") given(nothingYet).when(row.body).gives({ type: "CaseOpened" });
		else given(nothingYet).when(row.body).isRefused("no-such-case");
	});
});

it("reaches each state by commands alone", () => {
	for (const status of caseStatuses) expect(stateOf(a.situation[status]).status).toBe(status);
});

describe("only a person", () => {
	const humans: Partial<Record<CommandBody["type"], CaseStatus>> = {
		...({ ChooseColumn: "needs-column", CastVote: "voting", ProvideInfo: "needs-info" } as const),
		...({ AssignContact: "ready", LeaveOut: "ready", HandOver: "ready", SendNotices: "ready" } as const),
		...({ ResumeSending: "paused", ResolveUnknown: "sent", RetryNotice: "sent", RequestRound: "sent" } as const),
		...({ RequestTestMails: "ready" } as const),
		...({ Withdraw: "voting", Close: "sent", Reopen: "closed" } as const),
	};
	it.each(Object.entries(humans))("may %s: the bot never does it by itself", (type, status) => {
		const { body } = table[type as CommandBody["type"]];
		given(a.situation[status]).when(body, { by: "bot" }).isRefused("not-a-person");
	});

	it("may open a case", () => {
		given(nothingYet).when(a.open, { by: "bot" }).isRefused("not-a-person");
	});
});

describe("a press on a button of an earlier moment", () => {
	const pressed = rows.filter(({ type }) => type !== "OpenCase");
	it.each(pressed)("$type is stale in every state", ({ body }) => {
		for (const status of caseStatuses) {
			const { epoch } = stateOf(a.situation[status]);
			given(a.situation[status])
				.when(body, { epoch: epoch - 1 })
				.isRefused("stale");
			given(a.situation[status])
				.when(body, { epoch: epoch + 1 })
				.isRefused("stale");
		}
	});

	it("counts at the present epoch", () => {
		const { epoch } = stateOf(a.situation.voting);
		given(a.situation.voting).when(a.castVote("valid"), { epoch }).gives({ type: "VoteCast" });
	});
});
