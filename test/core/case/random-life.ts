import fc from "fast-check";
import type { CommandBody } from "../../../src/core/case/command.ts";
import { decide } from "../../../src/core/case/decide.ts";
import { isRefusal } from "../../../src/core/case/decision.ts";
import { isSettled } from "../../../src/core/case/due-groups.ts";
import type { Outcome, StoredEvent, Vote } from "../../../src/core/case/event.ts";
import { evolve } from "../../../src/core/case/evolve.ts";
import type { Group } from "../../../src/core/case/group.ts";
import { isNotReached } from "../../../src/core/case/not-reached.ts";
import type { Actor, Person } from "../../../src/core/case/people.ts";
import type { Rules } from "../../../src/core/case/rules.ts";
import type { CaseState, Notice } from "../../../src/core/case/state.ts";
import { Bucket } from "../../../src/core/contact/contact.ts";
import { anna, at, bram, cees, dina, frozen } from "./given.ts";
import * as a from "./situations.ts";

/** A case that lived through random commands: the ones that suit its state most of the time, and now and then any other. */
export interface Life {
	readonly rules: Rules;
	readonly events: readonly StoredEvent[];
	/** The state after each event. */
	readonly states: readonly CaseState[];
	readonly refusals: number;
}

type Asked = readonly [CommandBody, Actor];
/** The next random number, from 0 up to but without `below`. */
type Dice = (below: number) => number;

const volunteers: readonly Person[] = [bram, cees, dina, { id: "local:eva", name: "Eva" }];
const votes: readonly Vote[] = ["valid", "valid", "valid", "invalid", "needs-info"];
const outcomes: readonly Outcome[] = ["accepted", "accepted", "refused", "deferred", "unknown"];
/** Few mailboxes, so that they meet. */
const mailboxes = ["abuse@a.example", "abuse@b.example", "abuse@c.example", "Abuse@A.example", "cert@d.example"];
/** Where those are mailed whose mail did not arrive. */
const others = [...mailboxes, ...["e", "f", "g", "h", "i"].map((name) => `noc@${name}.example`)];

/** Lives of up to `maxSteps` commands, under each quorum; one number makes one command, so that a fault shrinks well. */
export function lives(maxSteps: number): fc.Arbitrary<Life> {
	return fc
		.tuple(
			fc.integer({ min: 1, max: 3 }),
			fc.array(fc.nat(), { minLength: maxSteps / 2, maxLength: maxSteps, size: "max" }),
		)
		.map(([quorum, seeds]) => live({ quorum, pollHours: 48, retentionDays: 30 }, seeds));
}

function live(rules: Rules, seeds: readonly number[]): Life {
	const events: StoredEvent[] = [];
	const states: CaseState[] = [];
	let state: CaseState | null = null;
	let refusals = 0;
	for (const seed of [0, ...seeds]) {
		const dice = diceOf(seed);
		const [body, by]: Asked = state === null ? [a.open, anna] : pick(state, dice);
		const epoch = state === null ? null : epochOf(state, dice);
		// Time goes on; the purge comes when it is due, which is far on.
		const minute = events.length + (body.type === "Purge" ? 31 * 24 * 60 : 0);
		const decision = decide(state, frozen({ ...body, by, epoch, at: at(minute) }), rules);
		if (isRefusal(decision)) {
			refusals += 1;
			continue;
		}
		for (const event of decision) {
			const stored: StoredEvent = frozen({ caseNumber: a.number, seq: events.length + 1, event });
			const next: CaseState = frozen(evolve(state, stored));
			events.push(stored);
			states.push(next);
			state = next;
		}
	}
	return { rules, events, states, refusals };
}

/** Numbers that follow from a seed (mulberry32, public domain). */
export function diceOf(seed: number): Dice {
	let at = seed;
	return (below) => {
		at = (at + 0x6d2b79f5) | 0;
		let mixed = Math.imul(at ^ (at >>> 15), at | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

/** A typed command, a press at the present epoch, or now and then a stale press. */
function epochOf(state: CaseState, dice: Dice): number | null {
	const kind = dice(20);
	if (kind === 0) return state.epoch - 1;
	return kind < 10 ? null : state.epoch;
}

function of<T>(dice: Dice, choices: readonly T[]): T {
	const choice = choices[dice(choices.length)];
	if (choice === undefined) throw new Error("nothing to choose from");
	return choice;
}

/** What to ask next: of ten times, eight something that suits, one any command, one that ends the case or a note. */
export function pick(state: CaseState, dice: Dice): Asked {
	const kind = dice(10);
	const person = of(dice, volunteers);
	if (kind === 9) return [of(dice, anything(state, dice)), of<Actor>(dice, [anna, person, person, "bot"])];
	if (kind === 8) {
		const rare: CommandBody[] = [
			a.withdraw,
			{ type: "AddNote", text: "a note" },
			a.testMails(1),
			{ type: "Close" },
			{ type: "Reopen" },
		];
		return [of(dice, rare), person];
	}
	const [body, by] = fitting(state, dice);
	// The uploader tries to vote, too.
	const asker = body.type === "CastVote" ? of(dice, [anna, person, person, person]) : person;
	return [body, by === "person" ? asker : by];
}

function fitting(state: CaseState, dice: Dice): readonly [CommandBody, "bot" | "person"] {
	const { round } = state;
	switch (state.status) {
		case "received":
			return [a.startReading(round), "bot"];
		case "reading":
			return [read(state, dice), "bot"];
		case "needs-column":
			return [{ type: "ChooseColumn", column: of(dice, [0, 2, 2, 7]) }, "person"];
		case "voting":
			if (dice(8) === 0) return [{ type: "RemindPoll", poll: state.poll?.number ?? 1 }, "bot"];
			return [{ type: "CastVote", vote: of(dice, votes) }, "person"];
		case "needs-info":
			return [{ type: "ProvideInfo", text: "It is so" }, "person"];
		case "resolving":
			return [{ type: "RecordContacts", round, groups: groupsOf(state.summary?.findings ?? 0, dice) }, "bot"];
		case "ready":
			return [dice(3) === 0 ? a.send() : onGroup(state, dice), "person"];
		case "sending":
		case "paused":
			return whileSending(state, dice);
		case "sent":
			return [afterSending(state, dice), "person"];
		case "closed":
		case "withdrawn":
			return dice(12) === 0 ? [{ type: "Purge" }, "bot"] : [{ type: "Reopen" }, "person"];
		case "rejected":
		case "unreadable":
			return [of<CommandBody>(dice, [{ type: "Close" }, { type: "Reopen" }, { type: "Reopen" }]), "person"];
	}
}

function read(state: CaseState, dice: Dice): CommandBody {
	const { round } = state;
	const kind = dice(8);
	if (kind === 0) return a.recordUnreadable(round);
	if (kind === 1) return a.askColumn(round);
	if (round === 1) return a.recordReport(a.summaryOf(1 + dice(30)));
	const still = state.groups.map(({ id, findings }) => [id, dice(Math.max(findings, 3))] as const);
	return a.recordRoundList(Object.fromEntries(still.filter(([, count]) => count > 0)), round);
}

/** All findings, in up to six groups, of which some are not mailed; no operator to be mailed has two. */
function groupsOf(findings: number, dice: Dice): Group[] {
	const groups: Group[] = [];
	let left = findings;
	for (let id = 1; left > 0; id += 1) {
		const count = id === 6 ? left : Math.min(left, 1 + dice(8));
		left -= count;
		const mailbox = mailboxes[id - 1];
		const bucket = mailbox === undefined || id === 4 || dice(3) === 0 ? of(dice, Bucket.options) : null;
		const known = bucket === "no-contact" || mailbox === undefined ? [] : [mailbox];
		groups.push(a.group(id, count, { bucket, mailboxes: known, operatorKey: known.join(",").toLowerCase() }));
	}
	return groups;
}

function onGroup(state: CaseState, dice: Dice): CommandBody {
	const id = of(dice, [...state.groups.map((group) => group.id), 1]);
	const kind = dice(5);
	if (kind === 0) return a.leaveOut(id);
	if (kind === 1) return a.handOver(id);
	return a.assign(id, of(dice, mailboxes), ...(dice(3) === 0 ? [of(dice, mailboxes)] : []));
}

const noticeFrom = (dice: Dice, notices: readonly Notice[]): string =>
	notices.length === 0 ? a.noticeId(1) : of(dice, notices).id;

function settled(notice: Notice | undefined, dice: Dice): CommandBody {
	const outcome = of(dice, outcomes);
	const retryAt = outcome === "deferred" && dice(2) === 0 ? at(500) : null;
	const attempt = (notice?.attempts ?? 0) + (dice(6) === 0 ? 0 : 1);
	const one = { notice: notice?.id ?? "none", outcome, attempt: attempt || 1, code: 250, retryAt };
	return { type: "SettleNotices", settled: dice(4) === 0 ? [one, { ...one, attempt: one.attempt + 1 }] : [one] };
}

function splitInTwo({ id, findings }: Notice, dice: Dice): CommandBody {
	const first = 1 + dice(findings - 1);
	return { type: "SplitNotice", notice: id, findings: [first, findings - first] };
}

function whileSending(state: CaseState, dice: Dice): readonly [CommandBody, "bot" | "person"] {
	const open = Object.values(state.notices).filter((notice) => !isSettled(notice));
	const kind = dice(8);
	if (kind === 0) return [{ type: "PauseSending" }, "person"];
	if (kind === 1) return [judged(state, dice), "person"];
	const large = open.filter(({ findings }) => findings > 1);
	if (kind === 2 && large.length > 0) return [splitInTwo(of(dice, large), dice), "bot"];
	if (state.status === "paused" && kind < 5) return [{ type: "ResumeSending" }, "person"];
	return [settled(open[dice(Math.max(open.length, 1))], dice), "bot"];
}

function judged(state: CaseState, dice: Dice): CommandBody {
	const notice = noticeFrom(dice, Object.values(state.notices));
	if (dice(2) === 0) return { type: "RetryNotice", notice };
	return { type: "ResolveUnknown", notice, as: of(dice, ["sent", "again"] as const) };
}

/** A mail came back from some of its mailboxes, or from others, or somebody answered. */
function cameIn(state: CaseState, dice: Dice): CommandBody {
	const notices = Object.values(state.notices);
	const notice = notices[dice(Math.max(notices.length, 1))];
	const mark = `m${dice(4)}`;
	if (notice === undefined || dice(6) === 0)
		return { type: "RecordReply", notice: dice(3) === 0 ? null : (notice?.id ?? a.noticeId(1)), mark };
	const recipients = [...notice.operatorKey.split(","), of(dice, mailboxes)].map((mailbox) => ({
		...{ mailbox: dice(4) === 0 ? mailbox.toUpperCase() : mailbox, permanent: dice(3) > 0 },
		status: of(dice, ["5.1.1", "4.4.1", null]),
	}));
	return { type: "RecordBounce", notice: notice.id, recipients: recipients.filter(() => dice(5) > 0) };
}

/** Another contact for a group whose mail did not arrive. */
function elsewhere(state: CaseState, dice: Dice): CommandBody {
	const lost = Object.values(state.notices).filter((notice) => notice.round === state.round && isNotReached(notice));
	if (lost.length === 0) return cameIn(state, dice);
	const { group } = of(dice, lost);
	if (dice(6) === 0) return dice(2) === 0 ? a.leaveOut(group) : a.handOver(group);
	return a.assign(group, of(dice, others), ...(dice(3) === 0 ? [of(dice, others)] : []));
}

function afterSending(state: CaseState, dice: Dice): CommandBody {
	const unknown = Object.values(state.notices).filter((notice) => notice.status === "unknown");
	const kind = dice(10);
	if (kind > 7) return cameIn(state, dice);
	if (kind > 5) return elsewhere(state, dice);
	if (kind === 0) return judged(state, dice);
	if (kind === 1) return onGroup(state, dice);
	if (kind === 2) return a.send();
	if (kind === 3 && dice(3) === 0) return { type: "Close" };
	if (unknown.length === 0 || dice(3) === 0) return a.requestRound;
	return { type: "ResolveUnknown", notice: noticeFrom(dice, unknown), as: of(dice, ["sent", "again"] as const) };
}

/** One of every command, whether it suits or not. */
function anything(state: CaseState, dice: Dice): readonly CommandBody[] {
	const round = 1 + dice(3);
	return [
		...[a.open, a.startReading(round), a.askColumn(round), a.recordReport(a.summaryOf(dice(4)))],
		...[a.recordReport(a.summaryOf(5, { rows: 5 })), a.recordRoundList({ 1: 1, [dice(9)]: 2 }, round)],
		...[a.recordUnreadable(round), a.castVote("valid"), a.castVote("invalid"), a.castVote("needs-info")],
		...[a.recordContacts(), a.recordContacts(groupsOf(dice(20), dice)), onGroup(state, dice), onGroup(state, dice)],
		...[a.assign(1, "no mailbox"), a.leaveOut(1, ""), a.send("nonsense"), a.send(), a.requestRound, a.withdraw],
		...[settled(Object.values(state.notices)[dice(4)], dice), judged(state, dice), a.resolveUnknown(9, "sent")],
		...([
			{ type: "ChooseColumn", column: 1 },
			{ type: "RemindPoll", poll: dice(3) },
		] as const),
		...([{ type: "ProvideInfo", text: "more" }, { type: "AddNote", text: "203.0.113.7" }, { type: "Close" }] as const),
		...[cameIn(state, dice), cameIn(state, dice), elsewhere(state, dice), a.reply(9)],
		...[a.testMails(), a.testMails(1, dice(6)), a.testMailFailed(1, "changed", { run: 1 + dice(40) })],
		...[14, 20, 26].map((run) => a.testMailFailed(1, "changed", { run: run + dice(6) })),
		...([{ type: "PauseSending" }, { type: "ResumeSending" }, { type: "Reopen" }, { type: "Purge" }] as const),
	];
}
