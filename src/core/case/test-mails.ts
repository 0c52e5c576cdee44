import type { Group } from "./group.ts";
import type { CaseState, CaseStatus } from "./state.ts";

/** Test mails that one request may ask for; more go in further requests. */
export const maxTestMails = 25;

const testable: readonly CaseStatus[] = ["ready", "sending", "paused", "sent"];

/** True in the states in which somebody may have the mails of the round sent to themselves. */
export function mayTest({ status }: Pick<CaseState, "status">): boolean {
	return testable.includes(status);
}

/**
 * Groups whose mail a test shows, in the order of the case: those that Send would mail now, and those that it mailed in this round. Empty
 * when none is.
 */
export function testGroups(state: CaseState): readonly Group[] {
	return state.groups.filter((group) => group.bucket === null && group.findings > 0);
}

/** One test mail: of which round and group, and by which request, named by the number of its event. */
export interface TestMailKey {
	readonly caseNumber: string;
	readonly round: number;
	readonly group: number;
	readonly run: number;
}

/** `NSM-2026-0042-1-3-test-17`. No notice has such an id: a notice's ends in its group or part. */
export function testMailId({ caseNumber, round, group, run }: TestMailKey): string {
	return `${caseNumber}-${round}-${group}-test-${run}`;
}
