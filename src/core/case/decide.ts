import type { Command } from "./command.ts";
import { decideClose, decidePurge, decideReopen, decideWithdraw } from "./decide-closing.ts";
import { decideAssign, decideContacts, decideHandOver, decideLeaveOut } from "./decide-contacts.ts";
import { decideBounce, decideReply } from "./decide-inbound.ts";
import { decideOpen } from "./decide-opening.ts";
import { decideInfo, decideReminder, decideVote } from "./decide-poll.ts";
import {
	decideAskColumn,
	decideChooseColumn,
	decideReport,
	decideRoundList,
	decideStartReading,
	decideUnreadable,
} from "./decide-reading.ts";
import {
	decidePause,
	decideRequestRound,
	decideResume,
	decideRetry,
	decideSend,
	decideSettle,
	decideSplit,
	decideUnknown,
} from "./decide-sending.ts";
import { decideTestMailFailed, decideTestMails } from "./decide-test-mails.ts";
import { type Decision, refuse } from "./decision.ts";
import { freeText } from "./free-text.ts";
import type { Rules } from "./rules.ts";
import type { CaseState } from "./state.ts";

/**
 * What a command leads to, given the case as it is (null: there is none yet). Pure; the only place where it is decided
 * what may happen to a case. Commands of the bot itself (`by: "bot"`) are repeated after a crash, so a repeated one gives no
 * events instead of a refusal wherever its work is already recorded.
 */
export function decide(state: CaseState | null, command: Command, rules: Rules): Decision {
	if (command.type === "OpenCase") return decideOpen(state, command);
	if (state === null) return refuse(null, "no-such-case");
	if (command.epoch !== null && command.epoch !== state.epoch) return refuse(state, "stale");
	switch (command.type) {
		case "StartReading":
			return decideStartReading(state, command);
		case "AskColumn":
			return decideAskColumn(state, command);
		case "ChooseColumn":
			return decideChooseColumn(state, command);
		case "RecordReport":
			return decideReport(state, command, rules);
		case "RecordRoundList":
			return decideRoundList(state, command);
		case "RecordUnreadable":
			return decideUnreadable(state, command);
		case "CastVote":
			return decideVote(state, command);
		case "RemindPoll":
			return decideReminder(state, command);
		case "ProvideInfo":
			return decideInfo(state, command, rules);
		case "RecordContacts":
			return decideContacts(state, command);
		case "AssignContact":
			return decideAssign(state, command);
		case "LeaveOut":
			return decideLeaveOut(state, command);
		case "HandOver":
			return decideHandOver(state, command);
		case "SendNotices":
			return decideSend(state, command);
		case "PauseSending":
			return decidePause(state, command);
		case "ResumeSending":
			return decideResume(state, command);
		case "SettleNotices":
			return decideSettle(state, command);
		case "SplitNotice":
			return decideSplit(state, command);
		case "ResolveUnknown":
			return decideUnknown(state, command);
		case "RetryNotice":
			return decideRetry(state, command);
		case "RecordBounce":
			return decideBounce(state, command);
		case "RecordReply":
			return decideReply(state, command);
		case "RequestRound":
			return decideRequestRound(state, command);
		case "RequestTestMails":
			return decideTestMails(state, command);
		case "RecordTestMailFailed":
			return decideTestMailFailed(state, command);
		case "AddNote": {
			const text = freeText(command.text, 2000);
			return typeof text === "string"
				? [{ type: "NoteAdded", at: command.at, by: command.by, text }]
				: refuse(state, text.refused);
		}
		case "Withdraw":
			return decideWithdraw(state, command, rules);
		case "Close":
			return decideClose(state, command, rules);
		case "Reopen":
			return decideReopen(state, command, rules);
		case "Purge":
			return decidePurge(state, command);
	}
}
