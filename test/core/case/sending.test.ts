import { describe, expect, it } from "vitest";
import { at, bram, further, given, type Situation, stateOf } from "./given.ts";
import * as a from "./situations.ts";

const { ready, sending, sent, paused } = a.situation;
const noticeOf = (situation: Situation, id: number) => stateOf(situation).notices[a.noticeId(id)];
const finished = (accepted: number, refused: number, unknown: number) =>
	({ type: "RoundFinished", by: "bot", round: 1, accepted, refused, unknown }) as const;

describe("sending", () => {
	it("queues one notice for each group that is due", () => {
		const queued = given(ready)
			.when(a.send())
			.gives({
				...{ type: "NoticesQueued", by: bram, round: 1 },
				notices: [
					{ id: "NSM-2026-0042-1-1", group: 1, operatorKey: "abuse@op1.example", operator: "Operator 1", findings: 8 },
					{ id: "NSM-2026-0042-1-2", group: 2, operatorKey: "abuse@op2.example", operator: "Operator 2", findings: 5 },
				],
			});
		expect(noticeOf(queued, 1)).toMatchObject({ round: 1, status: "queued", attempts: 0, code: null, retryAt: null });
	});

	it.each(["NSM-2026-0042", " nsm-2026-0042 ", "Nsm-2026-0042\n"])("takes %j as the case number", (typed) => {
		given(ready).when(a.send(typed)).gives({ type: "NoticesQueued" });
	});

	it.each(["", "yes", "NSM-2026-0043", "NSM 2026 0042", "0042"])("does not take %j as the case number", (typed) => {
		given(ready).when(a.send(typed)).isRefused("confirmation-mismatch");
	});

	it("is refused when nobody is left to mail", () => {
		given(further(ready, a.leaveOut(1), a.leaveOut(2)))
			.when(a.send())
			.isRefused("nothing-to-send");
		given(sent).when(a.send()).isRefused("nothing-to-send");
	});
});

describe("a mail that is too large", () => {
	const parts = [
		{ id: a.noticeId(1), findings: 5 },
		{ id: `${a.noticeId(1)}-p2`, findings: 2 },
		{ id: `${a.noticeId(1)}-p3`, findings: 1 },
	];

	it("becomes several, each with its own outcome, and none is queued twice", () => {
		const three = given(sending)
			.when(a.split(1, 5, 2, 1))
			.gives({ type: "NoticeSplit", notice: a.noticeId(1), parts });
		const { notices } = stateOf(three);
		expect(parts.map(({ id }) => notices[id])).toMatchObject([
			{ findings: 5, status: "queued", part: { number: 1, of: 3, skip: 0 } },
			{ findings: 2, status: "queued", part: { number: 2, of: 3, skip: 5 } },
			{ findings: 1, status: "queued", part: { number: 3, of: 3, skip: 7 } },
		]);
		given(three)
			.when(a.split(1, 5, 3))
			.givesNothing();
		const two = further(three, a.settle(2, "accepted"), a.settle(1, "accepted"));
		const last = { ...{ outcome: "accepted" as const, attempt: 1, code: 250, retryAt: null } };
		given(two)
			.when({ type: "SettleNotices", settled: parts.slice(1).map(({ id }) => ({ ...last, notice: id })) })
			.gives({ type: "NoticeSettled" }, { type: "NoticeSettled" }, finished(4, 0, 0));
	});

	it("loses and doubles no finding", () => {
		for (const findings of [[8], [5, 2], [5, 4], [8, 0], [9, -1]])
			given(sending)
				.when(a.split(1, ...findings))
				.isRefused("numbers-do-not-add-up");
	});
});

describe("how a mail ended", () => {
	it.each([
		["accepted", finished(2, 0, 0)],
		["refused", finished(1, 1, 0)],
		["unknown", finished(1, 0, 1)],
	] as const)("%s is the last word; the last of them ends the round", (outcome, end) => {
		const one = given(sending)
			.when(a.settle(1, outcome, { code: 250 }))
			.gives({ type: "NoticeSettled", notice: a.noticeId(1), outcome, attempt: 1, code: 250, retryAt: null });
		expect(noticeOf(one, 1)).toMatchObject({ status: outcome, attempts: 1, code: 250 });
		given(one)
			.when(a.settle(1, "accepted", { attempt: 2 }))
			.givesNothing();
		const all = given(one).when(a.settle(2, "accepted")).gives({ type: "NoticeSettled" }, end);
		expect(stateOf(all).status).toBe("sent");
	});

	it("deferred is tried again later, and keeps the round open", () => {
		const retryAt = at(90);
		const one = further(sending, a.settle(1, "accepted"));
		const later = given(one)
			.when(a.settle(2, "deferred", { code: 451, retryAt }))
			.gives({ type: "NoticeSettled", outcome: "deferred", code: 451, retryAt });
		expect(stateOf(later).status).toBe("sending");
		given(later)
			.when(a.settle(2, "deferred", { retryAt }))
			.givesNothing();
		given(later)
			.when(a.settle(2, "accepted", { attempt: 2 }))
			.gives({ type: "NoticeSettled", attempt: 2 }, finished(2, 0, 0));
	});

	it("deferred for good is given up, and counts as refused", () => {
		const one = further(sending, a.settle(1, "accepted"));
		given(one)
			.when(a.settle(2, "deferred", { attempt: 7 }))
			.gives({ type: "NoticeSettled", retryAt: null }, finished(1, 1, 0));
	});

	it("is never tried again but when it was deferred", () => {
		const told = given(sending).when(a.settle(1, "accepted", { retryAt: at(90) }));
		const settled = told.gives({ type: "NoticeSettled", outcome: "accepted", retryAt: null });
		given(settled)
			.when(a.settle(1, "accepted", { attempt: 2 }))
			.givesNothing();
	});

	it("is recorded for many at once, with the end of the round", () => {
		const outcome = (id: number) => ({
			...{ notice: a.noticeId(id), outcome: "accepted" as const, attempt: 1, code: 250, retryAt: null },
		});
		const all = given(sending)
			.when({ type: "SettleNotices", settled: [outcome(1), outcome(1), outcome(2)] })
			.gives(
				{ type: "NoticeSettled", notice: a.noticeId(1) },
				{ type: "NoticeSettled", notice: a.noticeId(2) },
				finished(2, 0, 0),
			);
		expect(stateOf(all).status).toBe("sent");
		given(sending).when({ type: "SettleNotices", settled: [] }).givesNothing();
	});

	it("may still become known of one that was counted as unknown, and only of that same attempt", () => {
		const unknown = further(sending, a.settle(1, "unknown"));
		for (const outcome of ["unknown", "deferred"] as const) given(unknown).when(a.settle(1, outcome)).givesNothing();
		given(unknown)
			.when(a.settle(1, "accepted", { attempt: 2 }))
			.givesNothing();
		const known = given(unknown).when(a.settle(1, "accepted")).gives({ type: "NoticeSettled", outcome: "accepted" });
		expect(noticeOf(known, 1)).toMatchObject({ status: "accepted", attempts: 1 });
		const ended = further(sending, a.settle(2, "accepted"), a.settle(1, "unknown"));
		given(ended).when(a.settle(1, "refused")).gives({ type: "NoticeSettled", outcome: "refused" });
	});

	it("is recorded too when the case was paused or withdrawn meanwhile", () => {
		const late = given(paused).when(a.settle(1, "unknown")).gives({ type: "NoticeSettled" });
		const both = given(late).when(a.settle(2, "accepted")).gives({ type: "NoticeSettled" });
		expect(stateOf(both).status).toBe("paused");
		const back = given(further(sending, a.withdraw)).when(a.settle(1, "accepted")).gives({ type: "NoticeSettled" });
		expect(stateOf(back).status).toBe("withdrawn");
		expect(noticeOf(back, 1)?.status).toBe("accepted");
	});

	it("of a mail that is not there is refused", () => {
		given(sending).when(a.settle(3, "accepted")).isRefused("no-such-notice");
	});
});

describe("a pause", () => {
	it("can also be made by the bot, when a mail is not as it should be", () => {
		given(sending).when({ type: "PauseSending" }, { by: "bot" }).gives({ type: "SendingPaused", by: "bot" });
	});

	it("ends by resuming", () => {
		const resumed = given(paused).when({ type: "ResumeSending" }).gives({ type: "SendingResumed", by: bram });
		expect(stateOf(resumed).status).toBe("sending");
	});

	it("in which all mails ended, ends the round when it is over", () => {
		const all = further(paused, a.settle(1, "accepted"), a.settle(2, "refused"));
		given(all)
			.when({ type: "ResumeSending" })
			.gives({ type: "SendingResumed" }, finished(1, 1, 0));
	});
});

describe("an unknown outcome", () => {
	const unknown = further(sending, a.settle(1, "unknown"), a.settle(2, "accepted"));

	it("is counted as sent by a person", () => {
		const counted = given(unknown)
			.when(a.resolveUnknown(1, "sent"))
			.gives({ type: "UnknownResolved", by: bram, notice: a.noticeId(1), as: "sent" });
		expect(stateOf(counted).status).toBe("sent");
		expect(noticeOf(counted, 1)?.status).toBe("accepted");
		given(counted).when(a.resolveUnknown(1, "again")).isRefused("not-unknown");
	});

	it("goes out again on a person's word, and then the round ends again", () => {
		const again = given(unknown).when(a.resolveUnknown(1, "again")).gives({ type: "UnknownResolved", as: "again" });
		expect(stateOf(again).status).toBe("sending");
		expect(noticeOf(again, 1)).toMatchObject({ status: "queued", attempts: 1 });
		given(again).when(a.settle(1, "accepted")).givesNothing();
		given(again)
			.when(a.settle(1, "accepted", { attempt: 2 }))
			.gives({ type: "NoticeSettled" }, finished(2, 0, 0));
	});

	it("that goes out again while the case is paused waits for the resume", () => {
		const stopped = further(sending, a.settle(1, "unknown"), { type: "PauseSending" }, a.resolveUnknown(1, "again"));
		expect(stateOf(stopped).status).toBe("paused");
		expect(noticeOf(stopped, 1)?.status).toBe("queued");
	});

	it("of a mail that is not there is refused", () => {
		given(unknown).when(a.resolveUnknown(3, "sent")).isRefused("no-such-notice");
	});
});

describe("a refused mail", () => {
	it("is tried once more on a person's word", () => {
		const refused = further(sending, a.settle(1, "refused", { code: 550 }), a.settle(2, "accepted"));
		const again = given(refused)
			.when(a.retry(1))
			.gives({ type: "NoticeRetried", by: bram, notice: a.noticeId(1) });
		expect(stateOf(again).status).toBe("sending");
		given(again)
			.when(a.settle(1, "accepted", { attempt: 2 }))
			.gives({ type: "NoticeSettled" }, finished(2, 0, 0));
	});

	it("is also one that was given up, but none that still waits", () => {
		const given1 = further(sending, a.settle(1, "deferred"), a.settle(2, "deferred", { retryAt: at(99) }));
		given(given1).when(a.retry(1)).gives({ type: "NoticeRetried" });
		given(given1).when(a.retry(2)).isRefused("not-refused");
	});

	it("is not one whose outcome is unknown: it may have arrived", () => {
		given(further(sending, a.settle(1, "unknown")))
			.when(a.retry(1))
			.isRefused("not-refused");
	});
});
