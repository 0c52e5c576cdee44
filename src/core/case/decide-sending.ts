import type { CommandOf, Settlement } from "./command.ts";
import { shownUpload } from "./decide-opening.ts";
import { type Decision, refuse } from "./decision.ts";
import { dueGroups, isSettled, nextNoticeId, noticesOfRound } from "./due-groups.ts";
import type { CaseEvent } from "./event.ts";
import { evolve } from "./evolve.ts";
import { settledNotice } from "./evolve-notices.ts";
import type { CaseState, Notice } from "./state.ts";

/** Queues one notice per due group. Asks for the case number to be typed, because a mail cannot be taken back. */
export function decideSend(state: CaseState, command: CommandOf<"SendNotices">): Decision {
	const { at, by } = command;
	if (by === "bot") return refuse(state, "not-a-person");
	if (state.status !== "ready" && state.status !== "sent") return refuse(state, "wrong-state");
	const due = dueGroups(state);
	if (due.length === 0) return refuse(state, "nothing-to-send");
	if (command.confirmation.trim().toUpperCase() !== state.number) return refuse(state, "confirmation-mismatch");
	const notices = due.map(({ id, operatorKey, operator, findings }) => ({
		...{ id: nextNoticeId(state, id), group: id, operatorKey, operator, findings },
	}));
	return [{ type: "NoticesQueued", at, by, round: state.round, notices }];
}

export function decidePause(state: CaseState, command: CommandOf<"PauseSending">): Decision {
	if (state.status !== "sending") return refuse(state, "wrong-state");
	return [{ type: "SendingPaused", at: command.at, by: command.by }];
}

export function decideResume(state: CaseState, command: CommandOf<"ResumeSending">): Decision {
	if (command.by === "bot") return refuse(state, "not-a-person");
	if (state.status !== "paused") return refuse(state, "wrong-state");
	const { at, by } = command;
	const event: CaseEvent = { type: "SendingResumed", at, by };
	const after = evolve(state, { caseNumber: state.number, seq: state.version + 1, event });
	return withRoundEnd(after, noticesOfRound(after), [event]);
}

/** Records how attempts ended, whatever state the case is in by then: it is the truth. A repeat records nothing. */
export function decideSettle(state: CaseState, command: CommandOf<"SettleNotices">): Decision {
	const { at, by } = command;
	if (command.settled.some(({ notice }) => state.notices[notice] === undefined)) return refuse(state, "no-such-notice");
	const after = new Map<string, Notice>();
	const events: CaseEvent[] = [];
	for (const { notice: id, attempt, outcome, code, retryAt } of command.settled) {
		const notice = after.get(id) ?? (state.notices[id] as Notice);
		if (!isNews(notice, { attempt, outcome })) continue;
		const event = {
			...({ type: "NoticeSettled", at, by, notice: id, outcome, attempt, code } as const),
			retryAt: outcome === "deferred" ? retryAt : null,
		};
		events.push(event);
		after.set(id, settledNotice(notice, event));
	}
	const notices = noticesOfRound(state).map((notice) => after.get(notice.id) ?? notice);
	return withRoundEnd({ ...state, changedAt: at }, notices, events);
}

/** A process that was taken for dead may still say what came of a mail that was counted as unknown. */
function isNews(notice: Notice, { attempt, outcome }: Pick<Settlement, "attempt" | "outcome">): boolean {
	if (notice.status === "unknown")
		return attempt === notice.attempts && outcome !== "unknown" && outcome !== "deferred";
	return !isSettled(notice) && attempt > notice.attempts;
}

/**
 * Makes several notices of one that would be larger than the mail server takes. Only before anything of it was sent; a repeat
 * records nothing.
 */
export function decideSplit(state: CaseState, command: CommandOf<"SplitNotice">): Decision {
	const { at, by, findings } = command;
	const notice = state.notices[command.notice];
	if (notice === undefined) return refuse(state, "no-such-notice");
	if (notice.part !== undefined || notice.status === "accepted") return [];
	const sum = findings.reduce((total, count) => total + count, 0);
	if (sum !== notice.findings || findings.length < 2 || findings.some((count) => count < 1))
		return refuse(state, "numbers-do-not-add-up");
	const parts = findings.map((count, index) => ({
		id: index === 0 ? notice.id : `${notice.id}-p${index + 1}`,
		findings: count,
	}));
	return [{ type: "NoticeSplit", at, by, notice: notice.id, parts }];
}

export function decideUnknown(state: CaseState, command: CommandOf<"ResolveUnknown">): Decision {
	const notice = mailedNotice(state, command);
	if ("refused" in notice) return notice;
	if (notice.status !== "unknown") return refuse(state, "not-unknown");
	const { at, by } = command;
	return [{ type: "UnknownResolved", at, by, notice: notice.id, as: command.as }];
}

/** Tries a refused notice, or one given up on, once more. */
export function decideRetry(state: CaseState, command: CommandOf<"RetryNotice">): Decision {
	const notice = mailedNotice(state, command);
	if ("refused" in notice) return notice;
	const failed = notice.status === "refused" || (notice.status === "deferred" && notice.retryAt === null);
	if (!failed) return refuse(state, "not-refused");
	return [{ type: "NoticeRetried", at: command.at, by: command.by, notice: notice.id }];
}

function mailedNotice(
	state: CaseState,
	command: CommandOf<"ResolveUnknown" | "RetryNotice">,
): Notice | ReturnType<typeof refuse> {
	if (command.by === "bot") return refuse(state, "not-a-person");
	if (state.status !== "sending" && state.status !== "paused" && state.status !== "sent")
		return refuse(state, "wrong-state");
	const notice = state.notices[command.notice];
	if (notice === undefined) return refuse(state, "no-such-notice");
	if (notice.replaced) return refuse(state, "notice-replaced");
	return notice.round === state.round ? notice : refuse(state, "earlier-round");
}

/** Not while an outcome is unknown: judged as "again" later on, its operator would get the mails of both rounds. */
export function decideRequestRound(state: CaseState, command: CommandOf<"RequestRound">): Decision {
	const { at, by, upload } = command;
	if (by === "bot") return refuse(state, "not-a-person");
	// A list that turns out to be the wrong one is replaced as long as nothing of its round was queued.
	const replaces = state.status === "ready" && state.round > 1 && noticesOfRound(state).length === 0;
	if (state.status !== "sent" && !replaces) return refuse(state, "wrong-state");
	if (noticesOfRound(state).some((notice) => notice.status === "unknown" && !notice.replaced))
		return refuse(state, "unknown-open");
	const round = replaces ? state.round : state.round + 1;
	return [{ type: "RoundRequested", at, by, round, upload: shownUpload(upload) }];
}

/** The events, and the end of the round if after them none of its notices has anything left to happen. */
function withRoundEnd(
	after: Pick<CaseState, "status" | "round" | "changedAt">,
	notices: readonly Notice[],
	events: readonly CaseEvent[],
): readonly CaseEvent[] {
	if (events.length === 0 || after.status !== "sending" || notices.some((notice) => !isSettled(notice))) return events;
	const count = (status: Notice["status"]) => notices.filter((notice) => notice.status === status).length;
	const [accepted, unknown] = [count("accepted"), count("unknown")];
	const totals = { accepted, refused: notices.length - accepted - unknown, unknown };
	return [...events, { type: "RoundFinished", at: after.changedAt, by: "bot", round: after.round, ...totals }];
}
