import { describe, expect, it } from "vitest";
import type { CommandBody } from "../../../src/core/case/command.ts";
import type { Effect } from "../../../src/core/case/effect.ts";
import { pendingWork, plan } from "../../../src/core/case/plan.ts";
import { type CaseStatus, caseStatuses } from "../../../src/core/case/state.ts";
import { type Asking, append, at, bram, cees, further, nothingYet, type Situation, stateOf } from "./given.ts";
import * as a from "./situations.ts";

const caseNumber = a.number;
const steps: Effect = { type: "PostSteps", caseNumber };
const read: Effect = { type: "ReadReport", caseNumber };
const resolve: Effect = { type: "ResolveContacts", caseNumber };
const sendNow: Effect = { type: "SendNotices", caseNumber, at: null };
const drop = (upload: string): Effect => ({ type: "DropUpload", caseNumber, upload });
const remind = (poll: number, deadline: string): Effect => ({ type: "RemindPoll", caseNumber, poll, at: deadline });
const purge = (day: number): Effect => ({ type: "PurgeCase", caseNumber, at: at(day * 24 * 60) });

/** What the events of one command ask of the world, beside posting their steps. */
function effectsOf(situation: Situation, body: CommandBody, asking: Asking = { at: at(0) }): readonly Effect[] {
	const later = further(situation, [body, asking]);
	const fresh = later.events.slice(situation.events.length);
	return fresh.flatMap(({ event, seq }) => {
		const then = append(
			nothingYet,
			later.events.slice(0, seq).map((stored) => stored.event),
		);
		const [first, ...rest] = plan(stateOf(then), event);
		expect(first).toEqual(steps);
		return rest;
	});
}

describe("an event asks of the world", () => {
	const { received, reading, voting, resolving, ready, sending, paused, sent, closed, withdrawn } = a.situation;
	const one = further(voting, a.as(bram, a.castVote("valid")));
	const unknown = further(sending, a.settle(1, "unknown"));
	const refused = further(sending, a.settle(1, "refused"));

	it.each<[string, readonly Effect[], Situation, CommandBody, Asking?]>([
		["a new case: its file is read", [read], nothingYet, a.open],
		["reading begins: nothing more", [], received, a.startReading()],
		["a column is asked for: nothing", [], reading, a.askColumn()],
		["a column is chosen: the file is read", [read], a.situation["needs-column"], { type: "ChooseColumn", column: 0 }],
		[
			"a report is read: its file goes, the poll reminds",
			[drop("u1"), remind(1, at(48 * 60))],
			reading,
			a.recordReport(),
		],
		["a file cannot be read: it goes", [drop("u1")], reading, a.recordUnreadable()],
		["a vote: nothing", [], voting, a.castVote("valid")],
		["the vote that approves: contacts are looked up", [resolve], one, a.castVote("valid"), { by: cees }],
		["a reminder: nothing", [], voting, { type: "RemindPoll", poll: 1 }],
		["contacts are found: nothing before a person sends", [], resolving, a.recordContacts()],
		["a contact is assigned: nothing", [], ready, a.assign(3, "abuse@new.example")],
		["mails are queued: they are sent", [sendNow], ready, a.send()],
		["a pause: nothing", [], sending, { type: "PauseSending" }],
		["a resume: sending goes on", [sendNow], paused, { type: "ResumeSending" }],
		["a mail was accepted: nothing", [], sending, a.settle(1, "accepted")],
		[
			...(["a mail was deferred: another try, then", [{ type: "SendNotices", caseNumber, at: at(90) }]] as const),
			...([sending, a.settle(1, "deferred", { retryAt: at(90) })] as const),
		],
		["an unknown one counts as sent: sending goes on", [sendNow], unknown, a.resolveUnknown(1, "sent")],
		["an unknown one goes out again", [sendNow], unknown, a.resolveUnknown(1, "again")],
		[
			...(["an unknown one goes out again, in a pause: not yet", []] as const),
			...([further(unknown, { type: "PauseSending" }), a.resolveUnknown(1, "again")] as const),
		],
		["a refused one is tried again", [sendNow], refused, a.retry(1)],
		["a round is asked for: its list is read", [read], sent, a.requestRound],
		["the list of a round is read: it goes", [drop("u2")], a.readingRound2, a.recordRoundList({})],
		["a note: nothing", [], sent, { type: "AddNote", text: "hm" }],
		["a withdrawal: addresses go in time", [purge(30)], voting, a.withdraw],
		["closing: addresses go in time", [purge(30)], sent, { type: "Close" }],
		["a sent case is reopened: nothing", [], closed, { type: "Reopen" }],
		[
			...(["a case is reopened in its lookup: the lookup goes on", [resolve]] as const),
			...([further(resolving, a.withdraw), { type: "Reopen" }] as const),
		],
		["the addresses go: the file too", [drop("u1")], withdrawn, { type: "Purge" }, { at: a.afterRetention }],
	])("when %s", (_, expected, situation, body, asking) => {
		expect(effectsOf(situation, body, { at: at(0), ...asking })).toEqual(expected);
	});

	it("that a vote decided against mailing: nothing", () => {
		const against = further(voting, a.as(bram, a.castVote("invalid")));
		expect(effectsOf(against, a.castVote("invalid"), { by: cees })).toEqual([]);
	});
});

describe("after a restart, the work that a case waits for", () => {
	const { poll } = stateOf(a.situation.voting);
	const purgeAt = (status: CaseStatus) => stateOf(a.situation[status]).purgeAt ?? "";
	const waiting: Partial<Record<CaseStatus, readonly Effect[]>> = {
		received: [read],
		reading: [read],
		voting: [remind(1, poll?.deadline ?? "")],
		resolving: [resolve],
		sending: [sendNow],
		// Nothing goes out, but a mail that was under way has an outcome to be recorded.
		paused: [sendNow],
		closed: [{ type: "PurgeCase", caseNumber, at: purgeAt("closed") }],
		withdrawn: [{ type: "PurgeCase", caseNumber, at: purgeAt("withdrawn") }],
	};

	it.each(caseStatuses)("when %s", (status) => {
		expect(pendingWork(stateOf(a.situation[status]))).toEqual(waiting[status] ?? []);
	});

	it("is also the outcome of a mail that was under way when the case was withdrawn", () => {
		const gone = stateOf(further(a.situation.sending, a.withdraw));
		expect(pendingWork(gone)).toEqual([{ type: "PurgeCase", caseNumber, at: gone.purgeAt }, sendNow]);
		const later = further(a.situation.sending, a.settle(1, "deferred", { retryAt: at(90) }), a.settle(2, "accepted"));
		expect(pendingWork(stateOf(further(later, a.withdraw)))).toContainEqual(sendNow);
		const settled = further(a.situation.paused, a.settle(1, "accepted"), a.settle(2, "unknown"));
		expect(pendingWork(stateOf(settled))).toEqual([]);
	});

	it("is none for a poll that has reminded, and none for a case whose addresses went", () => {
		const reminded = further(a.situation.voting, { type: "RemindPoll", poll: 1 });
		expect(pendingWork(stateOf(reminded))).toEqual([]);
		const purged = further(a.situation.closed, [{ type: "Purge" }, { at: a.afterRetention }]);
		expect(pendingWork(stateOf(purged))).toEqual([]);
	});
});
