import { plusMs } from "../instant.ts";
import type { CommandOf } from "./command.ts";
import { type Decision, refuse } from "./decision.ts";
import type { CaseState } from "./state.ts";
import { maxTestMails, mayTest, testGroups, testMailId } from "./test-mails.ts";

/** The same mails are asked for again after this, and not before. */
const againMs = 60_000;

/** Has the mails of some groups sent to the asker's own mailbox. Nothing of the case or its notices changes by it. */
export function decideTestMails(state: CaseState, command: CommandOf<"RequestTestMails">): Decision {
	const { at, by } = command;
	if (by === "bot") return refuse(state, "not-a-person");
	if (!mayTest(state)) return refuse(state, "wrong-state");
	const groups = [...new Set(command.groups)];
	if (groups.length === 0) return refuse(state, "nothing-to-send");
	const known = new Set(testGroups(state).map(({ id }) => id));
	if (groups.length > maxTestMails || groups.some((id) => !known.has(id))) return refuse(state, "no-such-group");
	if (wasJustAsked(state.testRequest, { at, personId: by.id, groups })) return refuse(state, "test-mails-asked");
	return [{ type: "TestMailsRequested", at, by, person: by, round: state.round, groups }];
}

/** A button that is pressed twice sends once. */
function wasJustAsked(last: CaseState["testRequest"], next: NonNullable<CaseState["testRequest"]>): boolean {
	if (last === null || last.personId !== next.personId || next.at >= plusMs(last.at, againMs)) return false;
	return last.groups.join() === next.groups.join();
}

/** Records that a test mail does not go out, whatever state the case is in by then. A repeat records nothing. */
export function decideTestMailFailed(state: CaseState, command: CommandOf<"RecordTestMailFailed">): Decision {
	const { at, by, run, round, group, problem, code } = command;
	const known = state.testMails[testMailId({ caseNumber: state.number, round, group, run })];
	if (known === undefined) return refuse(state, "no-such-notice");
	return known === "failed" ? [] : [{ type: "TestMailFailed", at, by, run, round, group, problem, code }];
}
