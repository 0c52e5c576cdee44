import type { CaseEvent, StoredEvent } from "./event.ts";
import { applyToNotices, type Own, withReplaced } from "./evolve-notices.ts";
import type { Group } from "./group.ts";
import type { CaseState, CaseStatus, Poll } from "./state.ts";
import { testMailId } from "./test-mails.ts";

/**
 * The state after one more event; the fold of all events of a case, in order, is its state.
 * Never throws on a sequence that `decide` produced; throws on anything else (a first event that is not `CaseOpened`, a gap in `seq`).
 */
export function evolve(state: CaseState | null, stored: StoredEvent): CaseState {
	return evolveOwning(state, stored, { notices: null });
}

/** The fold of many events in a row. */
export interface Fold {
	/** Gives the state after one more event, as `evolve` does and throws. It holds until the next one is applied; the last one is the caller's. */
	apply(stored: StoredEvent): CaseState;
}

/**
 * Goes on from a state, which stays as it is; null = from the first event. Without a copy of all notices at each event, which for a case of
 * some thousand mails is what a fold spends its time on.
 */
export function createFold(start: CaseState | null): Fold {
	const own: Own = { notices: null };
	let state = start;
	return {
		apply(stored) {
			state = evolveOwning(state, stored, own);
			return state;
		},
	};
}

function evolveOwning(state: CaseState | null, stored: StoredEvent, own: Own): CaseState {
	const { event, seq } = stored;
	if (state === null) {
		if (event.type !== "CaseOpened" || seq !== 1)
			throw new Error(`case ${stored.caseNumber} does not begin with CaseOpened`);
		return opened(event);
	}
	if (seq !== state.version + 1) throw new Error(`case ${stored.caseNumber}: event ${seq} follows ${state.version}`);
	const next = apply(state, event, own);
	const epoch = next.status !== state.status || changesButtons(event) ? state.epoch + 1 : state.epoch;
	return { ...next, version: seq, epoch, changedAt: event.at };
}

/** Events after which a card that was looked at before shows something else than what a press would now do. */
function changesButtons(event: CaseEvent): boolean {
	return (
		event.type === "PollOpened" ||
		event.type === "ContactAssigned" ||
		event.type === "GroupLeftOut" ||
		event.type === "GroupHandedOver"
	);
}

function opened(event: CaseEvent & { type: "CaseOpened" }): CaseState {
	if (event.by === "bot") throw new Error(`case ${event.number} was opened by nobody`);
	const { number, platform, title, category, description, reference, reporter, credit, upload } = event;
	return {
		...{ number, platform, title, category, description, reference, reporter, credit, upload },
		version: 1,
		epoch: 1,
		status: "received",
		uploader: event.by,
		openedAt: event.at,
		changedAt: event.at,
		round: 1,
		summary: null,
		roundList: null,
		columns: null,
		chosenColumn: null,
		unreadable: null,
		poll: null,
		groups: [],
		notices: {},
		replies: {},
		testMails: {},
		testRequest: null,
		before: null,
		closedAt: null,
		purgeAt: null,
		purged: false,
	};
}

function apply(state: CaseState, event: CaseEvent, own: Own): CaseState {
	switch (event.type) {
		case "CaseOpened":
			throw new Error(`case ${state.number} was opened twice`);
		case "ReadingStarted":
			return { ...state, status: "reading" };
		case "ColumnAsked":
			return { ...state, status: "needs-column", columns: event.columns };
		case "ColumnChosen":
			return { ...state, status: "received", columns: null, chosenColumn: event.column };
		case "ReportRead":
			return { ...state, summary: event.summary };
		case "RoundListRead":
			return {
				...state,
				status: "ready",
				roundList: { round: event.round, summary: event.summary, unmatched: event.unmatched },
				groups: state.groups.map((group) => ({ ...group, findings: event.stillAffected[String(group.id)] ?? 0 })),
			};
		case "ReportUnreadable":
			return unreadable(state, event);
		case "PollOpened":
		case "VoteCast":
		case "PollReminded":
		case "PollDecided":
			return applyPoll(state, event);
		case "InfoProvided":
		case "NoteAdded":
			return state;
		case "ResolvingStarted":
			return { ...state, status: "resolving" };
		case "ContactsResolved":
			return { ...state, status: "ready", groups: event.groups };
		case "ContactAssigned":
		case "GroupLeftOut":
		case "GroupHandedOver":
			return { ...state, groups: applyToGroups(state.groups, event), notices: withReplaced(state, event.group, own) };
		case "NoticesQueued":
		case "NoticeSettled":
		case "NoticeSplit":
		case "UnknownResolved":
		case "NoticeRetried":
		case "NoticeBounced":
			return applyToNotices(state, event, own);
		case "ReplyReceived": {
			const id = event.notice ?? "";
			return { ...state, replies: { ...state.replies, [id]: [...(state.replies[id] ?? []), event.mark] } };
		}
		case "TestMailsRequested":
		case "TestMailFailed":
			return applyToTests(state, event);
		case "SendingPaused":
			return { ...state, status: "paused" };
		case "SendingResumed":
			return { ...state, status: "sending" };
		case "RoundFinished":
			return { ...state, status: "sent" };
		case "RoundRequested":
			return {
				...state,
				...{ status: "received", round: event.round, upload: event.upload, chosenColumn: null },
			};
		case "CaseWithdrawn":
			return { ...state, status: "withdrawn", before: state.status, closedAt: event.at, purgeAt: event.purgeAt };
		case "CaseClosed":
			return { ...state, status: "closed", before: state.status, closedAt: event.at, purgeAt: event.purgeAt };
		case "CaseReopened":
			return { ...state, status: reopenedTo(state), before: null, closedAt: null, purgeAt: null };
		case "AddressesPurged":
			return { ...state, purged: true };
	}
}

/**
 * An unreadable list for a later round leaves the case as it was after the round before. One that should have replaced a list of this
 * round leaves a round in which nobody is named: the marks of the earlier list are gone.
 */
function unreadable(state: CaseState, event: CaseEvent & { type: "ReportUnreadable" }): CaseState {
	if (event.round === 1) return { ...state, status: "unreadable", unreadable: event.reason };
	if (state.roundList?.round !== event.round)
		return { ...state, status: "sent", round: event.round - 1, chosenColumn: null };
	const groups = state.groups.map((group) => ({ ...group, findings: 0 }));
	return { ...state, status: "ready", groups, chosenColumn: null };
}

/** Work that was under way starts anew; mailing waits for somebody to resume it. */
function reopenedTo(state: CaseState): CaseStatus {
	const before = state.before ?? state.status;
	if (before === "reading") return "received";
	return before === "sending" ? "paused" : before;
}

type PollEvent = CaseEvent & { type: "PollOpened" | "VoteCast" | "PollReminded" | "PollDecided" };

function applyPoll(state: CaseState, event: PollEvent): CaseState {
	if (event.type === "PollOpened") {
		const { poll: number, quorum, deadline } = event;
		return {
			...state,
			status: "voting",
			poll: { number, quorum, deadline, votes: [], outcome: null, reminded: false },
		};
	}
	const poll = state.poll;
	if (poll === null) throw new Error(`case ${state.number}: ${event.type} without a poll`);
	switch (event.type) {
		case "VoteCast":
			return { ...state, poll: { ...poll, votes: withVote(poll, event) } };
		case "PollReminded":
			return { ...state, poll: { ...poll, reminded: true } };
		case "PollDecided": {
			const status = { approved: "resolving", rejected: "rejected", "needs-info": "needs-info" } as const;
			return { ...state, status: status[event.outcome], poll: { ...poll, outcome: event.outcome } };
		}
	}
}

function withVote(poll: Poll, event: CaseEvent & { type: "VoteCast" }): Poll["votes"] {
	const vote = { voter: event.voter, vote: event.vote };
	if (!poll.votes.some((cast) => cast.voter.id === event.voter.id)) return [...poll.votes, vote];
	return poll.votes.map((cast) => (cast.voter.id === event.voter.id ? vote : cast));
}

function optedOut(group: Group): "opted-out" | null {
	return group.bucket === "opted-out" ? group.bucket : null;
}

type GroupEvent = CaseEvent & { type: "ContactAssigned" | "GroupLeftOut" | "GroupHandedOver" };

function applyToGroups(groups: readonly Group[], event: GroupEvent): readonly Group[] {
	const change = (group: Group): Group => {
		switch (event.type) {
			// An opt-out stays one whatever else is decided, so that no later contact overrules it.
			case "GroupLeftOut":
				return { ...group, bucket: optedOut(group) ?? "left-out", reason: event.reason };
			case "GroupHandedOver":
				return { ...group, bucket: optedOut(group) ?? "handed-over", reason: event.to };
			case "ContactAssigned": {
				const { operatorKey, operator, mailboxes } = event;
				return {
					...group,
					operatorKey,
					operator,
					mailboxes,
					source: "volunteer",
					bucket: null,
					reason: null,
					doubts: [],
				};
			}
		}
	};
	if (event.type !== "ContactAssigned" || event.mergedInto === null)
		return groups.map((group) => (group.id === event.group ? change(group) : group));
	const moved = groups.find((group) => group.id === event.group)?.findings ?? 0;
	return groups
		.filter((group) => group.id !== event.group)
		.map((group) => (group.id === event.mergedInto ? { ...group, findings: group.findings + moved } : group));
}

type TestEvent = CaseEvent & { type: "TestMailsRequested" | "TestMailFailed" };

function applyToTests(state: CaseState, event: TestEvent): CaseState {
	const { number: caseNumber, testMails, version } = state;
	if (event.type === "TestMailFailed")
		return { ...state, testMails: { ...testMails, [testMailId({ ...event, caseNumber })]: "failed" } };
	const { at, round, groups, person } = event;
	const asked = groups.map((group) => [testMailId({ caseNumber, round, group, run: version + 1 }), "asked"] as const);
	const testRequest = { at, personId: person.id, groups };
	return { ...state, testMails: { ...testMails, ...Object.fromEntries(asked) }, testRequest };
}
