import type { Group } from "./group.ts";
import type { CaseState, Notice } from "./state.ts";

/** Notices of the current round, in the order of their groups' first mailing. */
export function noticesOfRound(state: CaseState): readonly Notice[] {
	return Object.values(state.notices).filter((notice) => notice.round === state.round);
}

/**
 * Groups that Send would mail now: in scope, something to say, and neither they nor their operator mailed in this round. One whose mail did not
 * arrive is due again once another mailbox was chosen.
 */
export function dueGroups(state: CaseState): readonly Group[] {
	const notices = noticesOfRound(state);
	const groups = new Set(notices.flatMap((notice) => (notice.replaced ? [] : [notice.group])));
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

/** Id of the next notice to a group in this round: `<case>-<round>-<group>`, with `-2`, `-3` … when there was one before. */
export function nextNoticeId(state: CaseState, group: number): string {
	const isFirst = ({ part }: Notice) => part === undefined || part.number === 1;
	const before = noticesOfRound(state).filter((notice) => notice.group === group && isFirst(notice)).length;
	const id = `${state.number}-${state.round}-${group}`;
	return before === 0 ? id : `${id}-${before + 1}`;
}
