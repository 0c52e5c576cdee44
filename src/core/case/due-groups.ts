import type { Group } from "./group.ts";
import type { CaseState, Notice } from "./state.ts";

/** Notices of the current round, in the order of their groups' first mailing. */
export function noticesOfRound(state: CaseState): readonly Notice[] {
	return Object.values(state.notices).filter((notice) => notice.round === state.round);
}

/** Groups that Send would mail now: in scope, something to say, and neither they nor their operator mailed in this round. */
export function dueGroups(state: CaseState): readonly Group[] {
	const notices = noticesOfRound(state);
	const groups = new Set(notices.map((notice) => notice.group));
	const operators = new Set(notices.map((notice) => notice.operatorKey));
	return state.groups.filter(
		(group) =>
			group.bucket === null && group.findings > 0 && !groups.has(group.id) && !operators.has(group.operatorKey),
	);
}

/** True when nothing more will happen to the notice by itself. */
export function isSettled(notice: Notice): boolean {
	return notice.status !== "queued" && notice.retryAt === null;
}
