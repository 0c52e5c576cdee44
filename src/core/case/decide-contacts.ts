import { isAddrSpec, operatorKey } from "../contact/parse-mailboxes.ts";
import type { CommandOf } from "./command.ts";
import { type Decision, refuse } from "./decision.ts";
import { noticesOfRound } from "./due-groups.ts";
import { freeLine } from "./free-text.ts";
import type { Group } from "./group.ts";
import { isNotReached, mailboxesOf } from "./not-reached.ts";
import type { RefusalCode } from "./refusal.ts";
import type { CaseState } from "./state.ts";

/** More mailboxes than this for one operator are a mistake in typing, not a contact. */
export const maxMailboxes = 5;

/** Every finding of the report must be in exactly one group, and every operator in exactly one group to be mailed. */
export function decideContacts(state: CaseState, command: CommandOf<"RecordContacts">): Decision {
	if (state.status !== "resolving" || state.round !== command.round) return [];
	const { at, by, round } = command;
	const groups = [...command.groups];
	const findings = groups.reduce((sum, group) => sum + group.findings, 0);
	const mailed = groups.filter((group) => group.bucket === null);
	const operators = new Set(mailed.map((group) => group.operatorKey));
	const ids = new Set(groups.map((group) => group.id));
	if (findings !== state.summary?.findings || operators.size !== mailed.length || ids.size !== groups.length)
		return refuse(state, "numbers-do-not-add-up");
	return [{ type: "ContactsResolved", at, by, round, groups }];
}

/** The group that a person may still decide on, or why not. */
function openGroup(state: CaseState, id: number): Group | RefusalCode {
	if (state.status !== "ready" && state.status !== "sent") return "wrong-state";
	const group = state.groups.find((candidate) => candidate.id === id);
	if (group === undefined) return "no-such-group";
	const isMailed = noticesOfRound(state).some(
		(notice) => notice.group === id && !notice.replaced && !isNotReached(notice),
	);
	return isMailed ? "group-mailed" : group;
}

/**
 * A volunteer names the mailboxes for a group. An opt-out is not overruled that way. If another group already has the same
 * mailboxes, the findings go there; if those were mailed in this round, it is refused until the next. A group whose mail did not arrive
 * may get other mailboxes in the same round, none of which was mailed in it: what came back once is not mailed again by itself.
 */
export function decideAssign(state: CaseState, command: CommandOf<"AssignContact">): Decision {
	const { at, by } = command;
	if (by === "bot") return refuse(state, "not-a-person");
	const group = openGroup(state, command.group);
	if (typeof group === "string") return refuse(state, group);
	if (group.bucket === "opted-out") return refuse(state, "group-opted-out");
	const mailboxes = distinct(command.mailboxes);
	if (mailboxes.length === 0 || !mailboxes.every(isAddrSpec)) return refuse(state, "bad-mailbox");
	if (mailboxes.length > maxMailboxes) return refuse(state, "too-many-mailboxes");
	const key = operatorKey(mailboxes);
	const mailed = noticesOfRound(state);
	const isAgain = mailed.some((notice) => notice.group === group.id);
	const isTaken = isAgain
		? mailed.some((notice) => mailboxesOf(notice).some((mailbox) => key.split(",").includes(mailbox)))
		: mailed.some((notice) => notice.operatorKey === key);
	if (isTaken) return refuse(state, "already-mailed-this-round");
	const operator = freeLine(command.operator, 120);
	if (typeof operator !== "string") return refuse(state, operator.refused);
	const same = state.groups.find(
		(other) => other.id !== group.id && other.bucket === null && other.operatorKey === key,
	);
	const mergedInto = same?.id ?? null;
	return [{ type: "ContactAssigned", at, by, group: group.id, operatorKey: key, operator, mailboxes, mergedInto }];
}

/** As typed, trimmed, each once whatever its case, without blanks. */
function distinct(typed: readonly string[]): string[] {
	const trimmed = typed.map((mailbox) => mailbox.trim()).filter((mailbox) => mailbox !== "");
	const lower = trimmed.map((mailbox) => mailbox.toLowerCase());
	return trimmed.filter((mailbox, index) => lower.indexOf(mailbox.toLowerCase()) === index);
}

export function decideLeaveOut(state: CaseState, command: CommandOf<"LeaveOut">): Decision {
	const { at, by } = command;
	if (by === "bot") return refuse(state, "not-a-person");
	const group = openGroup(state, command.group);
	if (typeof group === "string") return refuse(state, group);
	const reason = freeLine(command.reason, 200);
	if (typeof reason !== "string") return refuse(state, reason.refused);
	return [{ type: "GroupLeftOut", at, by, group: group.id, reason }];
}

export function decideHandOver(state: CaseState, command: CommandOf<"HandOver">): Decision {
	const { at, by } = command;
	if (by === "bot") return refuse(state, "not-a-person");
	const group = openGroup(state, command.group);
	if (typeof group === "string") return refuse(state, group);
	const to = freeLine(command.to, 200);
	if (typeof to !== "string") return refuse(state, to.refused);
	return [{ type: "GroupHandedOver", at, by, group: group.id, to }];
}
