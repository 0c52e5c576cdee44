import { plusMs } from "../instant.ts";
import type { CommandOf } from "./command.ts";
import { openPoll } from "./decide-poll.ts";
import { type Decision, refuse } from "./decision.ts";
import { dueGroups } from "./due-groups.ts";
import { freeLine } from "./free-text.ts";
import type { Rules } from "./rules.ts";
import type { CaseState, CaseStatus } from "./state.ts";

const msPerDay = 86_400_000;

const beforeSent: readonly CaseStatus[] = [
	...(["received", "reading", "needs-column", "unreadable", "voting", "needs-info"] as const),
	...(["rejected", "resolving", "ready", "sending", "paused"] as const),
];

/** Takes the report back; what was not yet handed over is not mailed. Not after the first round was sent. */
export function decideWithdraw(state: CaseState, command: CommandOf<"Withdraw">, rules: Rules): Decision {
	const { at, by } = command;
	if (by === "bot") return refuse(state, "not-a-person");
	if (state.status === "sent" || state.round > 1) return refuse(state, "already-sent");
	if (!beforeSent.includes(state.status)) return refuse(state, "wrong-state");
	const reason = freeLine(command.reason, 200);
	if (typeof reason !== "string") return refuse(state, reason.refused);
	return [{ type: "CaseWithdrawn", at, by, reason, purgeAt: plusMs(at, rules.retentionDays * msPerDay) }];
}

/** Ends a case and sets the day on which its addresses go. Not while an outcome is unknown or something can still be sent. */
export function decideClose(state: CaseState, command: CommandOf<"Close">, rules: Rules): Decision {
	const { at, by } = command;
	if (by === "bot") return refuse(state, "not-a-person");
	const done = state.status === "ready" && dueGroups(state).length === 0;
	if (!done && !["sent", "rejected", "unreadable"].includes(state.status)) return refuse(state, "wrong-state");
	const isOpen = Object.values(state.notices).some((notice) => notice.status === "unknown" && !notice.replaced);
	if (isOpen) return refuse(state, "unknown-open");
	return [{ type: "CaseClosed", at, by, purgeAt: plusMs(at, rules.retentionDays * msPerDay) }];
}

/** Back to where it was; a rejected report gets a new poll. */
export function decideReopen(state: CaseState, command: CommandOf<"Reopen">, rules: Rules): Decision {
	const { at, by } = command;
	if (by === "bot") return refuse(state, "not-a-person");
	if (!["closed", "withdrawn", "rejected"].includes(state.status)) return refuse(state, "wrong-state");
	if (state.purged) return refuse(state, "purged");
	const from = state.before ?? state.status;
	if (from === "unreadable") return refuse(state, "cannot-reopen-unreadable");
	const votes = from === "rejected" || from === "voting";
	return [{ type: "CaseReopened", at, by }, ...(votes ? [openPoll(state, at, rules)] : [])];
}

export function decidePurge(state: CaseState, command: CommandOf<"Purge">): Decision {
	if (state.purged || state.purgeAt === null || command.at < state.purgeAt) return [];
	return [{ type: "AddressesPurged", at: command.at, by: command.by }];
}
