import { isSettled } from "./due-groups.ts";
import type { Effect } from "./effect.ts";
import type { CaseEvent } from "./event.ts";
import type { CaseState } from "./state.ts";

/** What an event asks of the world, given the state after it. Every event shows in the thread. */
export function plan(state: CaseState, event: CaseEvent): readonly Effect[] {
	const caseNumber = state.number;
	const steps: Effect = { type: "PostSteps", caseNumber };
	switch (event.type) {
		case "CaseOpened":
		case "ColumnChosen":
		case "RoundRequested":
			return [steps, { type: "ReadReport", caseNumber }];
		case "ReportRead":
		case "RoundListRead":
		case "ReportUnreadable":
		case "AddressesPurged":
			return [steps, { type: "DropUpload", caseNumber, upload: state.upload.id }];
		case "PollOpened":
			return [steps, { type: "RemindPoll", caseNumber, poll: event.poll, at: event.deadline }];
		case "PollDecided":
			return event.outcome === "approved" ? [steps, { type: "ResolveContacts", caseNumber }] : [steps];
		case "NoticesQueued":
		case "SendingResumed":
		case "NoticeRetried":
		case "UnknownResolved":
			return state.status === "sending" ? [steps, { type: "SendNotices", caseNumber, at: null }] : [steps];
		case "NoticeSettled":
			return event.retryAt === null ? [steps] : [steps, { type: "SendNotices", caseNumber, at: event.retryAt }];
		case "TestMailsRequested": {
			const { round, groups, person } = event;
			const about = { caseNumber, round, run: state.version, personId: person.id, attempt: 1 };
			return [steps, ...groups.map((group): Effect => ({ type: "SendTestMail", ...about, group }))];
		}
		case "CaseWithdrawn":
		case "CaseClosed":
			return [steps, { type: "PurgeCase", caseNumber, at: event.purgeAt }];
		case "CaseReopened":
			return [steps, ...pendingWork(state)];
		default:
			return [steps];
	}
}

/** The background work that a case is waiting for, from its state alone; asked again at every start, so that no crash loses any. */
export function pendingWork(state: CaseState): readonly Effect[] {
	const caseNumber = state.number;
	switch (state.status) {
		case "received":
		case "reading":
			return [{ type: "ReadReport", caseNumber }];
		case "voting": {
			const { poll } = state;
			if (poll === null || poll.reminded) return [];
			return [{ type: "RemindPoll", caseNumber, poll: poll.number, at: poll.deadline }];
		}
		case "resolving":
			return [{ type: "ResolveContacts", caseNumber }];
		case "sending":
			return [{ type: "SendNotices", caseNumber, at: null }];
		case "paused":
			return settling(state);
		case "closed":
		case "withdrawn":
			if (state.purged || state.purgeAt === null) return [];
			return [{ type: "PurgeCase", caseNumber, at: state.purgeAt }, ...settling(state)];
		default:
			return [];
	}
}

/** Nothing is sent in this state, but a mail that was under way when a process died has an outcome to be recorded. */
function settling(state: CaseState): readonly Effect[] {
	const open = Object.values(state.notices).some((notice) => !isSettled(notice));
	return open ? [{ type: "SendNotices", caseNumber: state.number, at: null }] : [];
}
