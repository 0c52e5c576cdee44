import { describe, expect, it } from "vitest";
import type { CaseStatus } from "../../../src/core/case/state.ts";
import { append, at, bram, further, given, stateOf } from "./given.ts";
import * as a from "./situations.ts";

const close = { type: "Close" } as const;
const reopen = { type: "Reopen" } as const;
const purge = { type: "Purge" } as const;
const day = 24 * 60;

describe("withdrawing", () => {
	it("says why and when the addresses go", () => {
		const gone = given(a.situation.ready)
			.when(a.withdraw, { at: at(0) })
			.gives({ type: "CaseWithdrawn", by: bram, reason: "the list was wrong", purgeAt: at(30 * day) });
		expect(stateOf(gone)).toMatchObject({
			status: "withdrawn",
			before: "ready",
			closedAt: at(0),
			purgeAt: at(30 * day),
		});
	});
});

describe("closing", () => {
	it("says when the addresses go", () => {
		const closed = given(a.situation.sent)
			.when(close, { at: at(0) })
			.gives({ type: "CaseClosed", by: bram, purgeAt: at(30 * day) });
		expect(stateOf(closed)).toMatchObject({ status: "closed", before: "sent", closedAt: at(0) });
	});

	it("waits until every outcome is known", () => {
		const unknown = further(a.situation.sending, a.settle(1, "unknown"), a.settle(2, "accepted"));
		given(unknown).when(close).isRefused("unknown-open");
		given(further(unknown, a.resolveUnknown(1, "sent")))
			.when(close)
			.gives({ type: "CaseClosed" });
	});

	it("is possible without mailing once all groups are decided on", () => {
		given(a.situation.ready).when(close).isRefused("wrong-state");
		given(further(a.situation.ready, a.leaveOut(1), a.handOver(2)))
			.when(close)
			.gives({ type: "CaseClosed" });
	});
});

describe("reopening", () => {
	it.each<[CaseStatus, CaseStatus]>([
		["received", "received"],
		["reading", "received"],
		["needs-column", "needs-column"],
		["needs-info", "needs-info"],
		["resolving", "resolving"],
		["ready", "ready"],
		["sending", "paused"],
		["paused", "paused"],
	])("a case that was withdrawn when %s goes on as %s", (before, status) => {
		const gone = further(a.situation[before], a.withdraw);
		const back = given(gone).when(reopen).gives({ type: "CaseReopened", by: bram });
		expect(stateOf(back)).toMatchObject({ status, before: null, closedAt: null, purgeAt: null });
	});

	it.each<CaseStatus>(["voting", "rejected"])("a case that was withdrawn when %s gets a new vote", (before) => {
		const gone = further(a.situation[before], a.withdraw);
		const back = given(gone).when(reopen).gives({ type: "CaseReopened" }, { type: "PollOpened", poll: 2 });
		expect(stateOf(back)).toMatchObject({ status: "voting", poll: { votes: [] } });
	});

	it("a rejected case gets a new vote, closed or not", () => {
		given(a.situation.rejected).when(reopen).gives({ type: "CaseReopened" }, { type: "PollOpened", poll: 2 });
		const closed = further(a.situation.rejected, close);
		given(closed).when(reopen).gives({ type: "CaseReopened" }, { type: "PollOpened", poll: 2 });
	});

	it("a sent case is sent again, not mailed again", () => {
		const back = given(a.situation.closed).when(reopen).gives({ type: "CaseReopened" });
		expect(stateOf(back).status).toBe("sent");
		given(back).when(a.send()).isRefused("nothing-to-send");
	});

	it("is refused for a file that nobody could read, and after the addresses went", () => {
		given(further(a.situation.unreadable, close)).when(reopen).isRefused("cannot-reopen-unreadable");
		given(further(a.situation.unreadable, a.withdraw)).when(reopen).isRefused("cannot-reopen-unreadable");
		const purged = further(a.situation.closed, [purge, { at: a.afterRetention }]);
		given(purged).when(reopen).isRefused("purged");
	});
});

describe("purging", () => {
	it("comes at its time and not before, and once", () => {
		const purgeAt = stateOf(a.situation.closed).purgeAt ?? "";
		given(a.situation.closed)
			.when(purge, { at: at(0) })
			.givesNothing();
		const purged = given(a.situation.closed).when(purge, { at: purgeAt }).gives({ type: "AddressesPurged", by: "bot" });
		expect(stateOf(purged)).toMatchObject({ status: "closed", purged: true });
		given(purged).when(purge, { at: a.afterRetention }).givesNothing();
	});

	it("does not come to a case that was reopened", () => {
		given(further(a.situation.closed, reopen)).when(purge, { at: a.afterRetention }).givesNothing();
	});
});

describe("the fold of stored events", () => {
	const events = a.situation.withdrawn.events.map(({ event }) => event);

	it("comes to the same state as the steps did", () => {
		expect(append({ state: null, events: [] }, events)).toEqual(a.situation.withdrawn);
	});
});
