import type { CaseEvent, NoticeRef } from "../../src/core/case/event.ts";
import { evolve } from "../../src/core/case/evolve.ts";
import type { Group } from "../../src/core/case/group.ts";
import type { CaseState } from "../../src/core/case/state.ts";
import type { Append, CaseStore } from "../../src/ports/case-store.ts";
import type { Job } from "../../src/ports/jobs.ts";

export const anna = { id: "local:anna", name: "Anna" };
export const bram = { id: "local:bram", name: "Bram" };
/** A moment in the samples, `minute` minutes after nine. */
export const at = (minute = 0): string => new Date(Date.UTC(2026, 10, 21, 9, minute)).toISOString();

export function caseOpened(number: string, description = "An open database"): CaseEvent {
	return {
		type: "CaseOpened",
		at: at(),
		by: anna,
		number,
		platform: "local",
		title: "Open databases",
		category: "vulnerability",
		description,
		reference: null,
		reporter: null,
		credit: false,
		upload: { id: "u1", fileName: "report.csv", bytes: 10 },
	};
}

export function noticeRef(caseNumber: string, group: number, round = 1): NoticeRef {
	const operator = `Operator ${group}`;
	return {
		id: `${caseNumber}-${round}-${group}`,
		group,
		operatorKey: `abuse@op${group}.example`,
		operator,
		findings: 1,
	};
}

/** The append of `events` after `state` (null = a new case). */
export function appendOf(state: CaseState | null, events: readonly CaseEvent[], jobs: readonly Job[] = []): Append {
	const [first] = events;
	const caseNumber = state?.number ?? (first?.type === "CaseOpened" ? first.number : "");
	const version = state?.version ?? 0;
	const after = events.reduce<CaseState | null>(
		(folded, event, index) => evolve(folded, { caseNumber, seq: version + 1 + index, event }),
		state,
	);
	if (after === null) throw new Error("no events to append");
	return { caseNumber, expectedVersion: version, events, state: after, jobs };
}

/** Appends and gives the state after; throws on a conflict. */
export async function appendAll(cases: CaseStore, number: string, events: readonly CaseEvent[]): Promise<CaseState> {
	const append = appendOf(await cases.load(number), events);
	if ((await cases.append(append)) !== "appended") throw new Error("conflict");
	return append.state;
}

/** A case that is being sent: round 1, one notice per group. Skips the life before it, which the store does not look at. */
export async function sendingCase(cases: CaseStore, number: string, groups: readonly number[]): Promise<CaseState> {
	return appendAll(cases, number, [
		caseOpened(number),
		{ type: "ContactsResolved", at: at(3), by: "bot", round: 1, groups: groups.map(group) },
		{ type: "NoticesQueued", at: at(4), by: anna, round: 1, notices: groups.map((id) => noticeRef(number, id)) },
	]);
}

function group(id: number): Group {
	return {
		id,
		operatorKey: `abuse@op${id}.example`,
		operator: `Operator ${id}`,
		mailboxes: [`abuse@op${id}.example`],
		country: "NL",
		asn: null,
		source: "registry",
		findings: 1,
		bucket: null,
		reason: null,
		doubts: [],
	};
}
