import { describe, expect, it } from "vitest";
import { CaseEvent } from "../../../src/core/case/event.ts";
import { evolve } from "../../../src/core/case/evolve.ts";
import { caseStatuses } from "../../../src/core/case/state.ts";
import { anna, append, at, frozen, nothingYet, stateOf } from "./given.ts";
import * as a from "./situations.ts";

const [first] = a.situation.received.events;
const opened = first?.event as CaseEvent & { type: "CaseOpened" };
const note = { type: "NoteAdded", at: at(1), by: anna, text: "hm" } as const;

describe("the fold of events", () => {
	it("begins with the opening, as event 1", () => {
		const begin = (seq: number, event: CaseEvent) => () => evolve(null, { caseNumber: a.number, seq, event });
		expect(begin(1, note)).toThrow("case NSM-2026-0042 does not begin with CaseOpened");
		expect(begin(2, opened)).toThrow("does not begin with CaseOpened");
		expect(begin(1, { ...opened, by: "bot" })).toThrow("was opened by nobody");
		expect(begin(1, opened)()).toMatchObject({ version: 1, status: "received" });
	});

	it("takes no gap, no repeat and no second opening", () => {
		const state = stateOf(a.situation.received);
		const next = (seq: number, event: CaseEvent) => () => evolve(state, { caseNumber: a.number, seq, event });
		expect(next(3, note)).toThrow("case NSM-2026-0042: event 3 follows 1");
		expect(next(1, note)).toThrow("event 1 follows 1");
		expect(next(2, opened)).toThrow("case NSM-2026-0042 was opened twice");
	});

	it("takes no vote without a poll and no outcome of a mail that is not there", () => {
		const { received } = a.situation;
		const vote = {
			type: "VoteCast",
			at: at(1),
			by: anna,
			poll: 1,
			voter: anna,
			vote: "valid",
			previous: null,
		} as const;
		expect(() => append(received, [vote])).toThrow("VoteCast without a poll");
		const retried = { type: "NoticeRetried", at: at(1), by: anna, notice: "x" } as const;
		expect(() => append(received, [retried])).toThrow("NoticeRetried for a notice that is not there");
	});

	it("knows a group without a number to move as one without findings", () => {
		const { ready } = a.situation;
		const [mailboxes, operatorKey] = [["abuse@op1.example"], "abuse@op1.example"];
		const assigned = { type: "ContactAssigned", at: at(1), by: anna, group: 99, mergedInto: 1 } as const;
		const merged = append(ready, [{ ...assigned, mailboxes, operatorKey, operator: "Operator 1" }]);
		expect(stateOf(merged).groups).toEqual(stateOf(ready).groups);
	});

	it("changes nothing in place, and gives the same state for the same events", () => {
		for (const status of caseStatuses) {
			const events = a.situation[status].events.map(({ event }) => frozen(structuredClone(event)));
			const before = JSON.stringify(a.situation[status].state);
			expect(append(nothingYet, events).state).toEqual(a.situation[status].state);
			expect(JSON.stringify(a.situation[status].state)).toBe(before);
		}
	});

	it("survives the store: an event comes back from JSON as it was", () => {
		for (const status of caseStatuses)
			for (const { event } of a.situation[status].events)
				expect(CaseEvent.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
	});
});
