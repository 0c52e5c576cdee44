import { describe, expect, it } from "vitest";
import { dueGroups } from "../../../src/core/case/due-groups.ts";
import { isBounced, isNotReached } from "../../../src/core/case/not-reached.ts";
import { further, given, type Situation, stateOf } from "./given.ts";
import * as a from "./situations.ts";

const { sending, sent } = a.situation;
const notice = (situation: Situation, id: string) =>
	stateOf(situation).notices[id] ?? expect.fail(`${id} is not there`);
const due = (situation: Situation) => dueGroups(stateOf(situation)).map(({ id }) => id);

const two = ["abuse@op1.example", "noc@op1.example"];
const ready2 = further(a.situation.resolving, a.recordContacts([a.group(1, 15, { mailboxes: two }), a.group(2, 5)]));
const sent2 = further(ready2, a.send(), a.settle(1, "accepted"), a.settle(2, "accepted"));

describe("a mail that came back", () => {
	it("is told with the mailboxes that are dead, and did not arrive", () => {
		const back = given(sent)
			.when(a.bounce(1))
			.gives({
				...{ type: "NoticeBounced", by: "bot", notice: a.noticeId(1) },
				...{ mailboxes: ["abuse@op1.example"], permanent: true, status: "5.1.1" },
			});
		expect(notice(back, a.noticeId(1)).bounced).toEqual({ dead: ["abuse@op1.example"], late: [], status: "5.1.1" });
		expect(isNotReached(notice(back, a.noticeId(1)))).toBe(true);
		expect(isNotReached(notice(back, a.noticeId(2)))).toBe(false);
		given(back).when(a.bounce(1)).givesNothing();
		given(back)
			.when(a.bounce(1, { permanent: false, status: "4.4.1" }))
			.givesNothing();
	});

	it("is no news from mailboxes that it did not go to", () => {
		given(sent)
			.when(a.bounce(1, { mailbox: "abuse@op2.example" }))
			.givesNothing();
		given(sent)
			.when({ type: "RecordBounce", notice: a.noticeId(1), recipients: [] })
			.givesNothing();
		given(sent).when(a.bounce(9)).isRefused("no-such-notice");
	});

	it("is told of mailboxes in any case of letters", () => {
		given(sent)
			.when(a.bounce(1, { mailbox: "Abuse@OP1.example" }))
			.gives({ type: "NoticeBounced", mailboxes: ["abuse@op1.example"] });
	});

	it("arrived when one of its mailboxes has it", () => {
		const half = further(sent2, a.bounce(1));
		expect(isBounced(notice(half, a.noticeId(1)))).toBe(false);
		given(half).when(a.assign(1, "cert@op1.example")).isRefused("group-mailed");
		const whole = further(half, a.bounce(1, { mailbox: "noc@op1.example", status: null }));
		expect(isBounced(notice(whole, a.noticeId(1)))).toBe(true);
		expect(notice(whole, a.noticeId(1)).bounced?.status).toBeNull();
	});

	it("says once that it is late, and then that it is dead", () => {
		const late = { mailbox: "noc@op1.example", permanent: false, status: "4.4.1" };
		const delayed = given(sent2)
			.when(a.bounce(1, late))
			.gives({ type: "NoticeBounced", mailboxes: ["noc@op1.example"], permanent: false, status: "4.4.1" });
		expect(isNotReached(notice(delayed, a.noticeId(1)))).toBe(false);
		given(delayed).when(a.bounce(1, late)).givesNothing();
		const both = two.map((mailbox) => ({ mailbox, permanent: true, status: "5.4.1" }));
		const dead = given(delayed)
			.when({ type: "RecordBounce", notice: a.noticeId(1), recipients: [late, ...both] })
			.gives({ type: "NoticeBounced", mailboxes: two, permanent: true, status: "5.4.1" });
		expect(notice(dead, a.noticeId(1)).bounced).toEqual({ dead: two, late: [], status: "5.4.1" });
	});

	it("is told apart by what is said of each mailbox", () => {
		const recipients = two.map((mailbox, index) => ({ mailbox, permanent: true, status: `5.1.${index + 1}` }));
		given(sent2)
			.when({ type: "RecordBounce", notice: a.noticeId(1), recipients })
			.gives(
				{ type: "NoticeBounced", mailboxes: [two[0] as string], status: "5.1.1" },
				{ type: "NoticeBounced", mailboxes: [two[1] as string], status: "5.1.2" },
			);
	});

	it("is recorded when the case is closed, and not any more when its addresses are purged", () => {
		const closed = further(sent, { type: "Close" });
		given(closed).when(a.bounce(1)).gives({ type: "NoticeBounced" });
		given(further(closed, [{ type: "Purge" }, { at: a.afterRetention }]))
			.when(a.bounce(1))
			.givesNothing();
	});

	it("is not settled by it while it is still under way", () => {
		const early = further(sending, a.bounce(1));
		expect(isNotReached(notice(early, a.noticeId(1)))).toBe(false);
		const done = further(early, a.settle(1, "accepted"), a.settle(2, "accepted"));
		expect(isNotReached(notice(done, a.noticeId(1)))).toBe(true);
	});

	it("is forgotten when the mail goes out again", () => {
		const unknown = further(sending, a.settle(1, "unknown"), a.settle(2, "accepted"), a.bounce(1));
		const again = further(unknown, a.resolveUnknown(1, "again"));
		expect(notice(again, a.noticeId(1)).bounced).toBeUndefined();
	});

	it("leaves what the round's end said as it was", () => {
		expect(given(further(sent, a.bounce(1))).events.filter(({ type }) => type === "RoundFinished")).toHaveLength(1);
	});
});

describe("a mail that did not arrive", () => {
	const lost = further(sent, a.bounce(1));

	it("can go to another mailbox in the same round, under a number of its own", () => {
		const chosen = further(lost, a.assign(1, "noc@op1.example"));
		expect(due(chosen)).toEqual([1]);
		expect(notice(chosen, a.noticeId(1)).replaced).toBe(true);
		const queued = given(chosen)
			.when(a.send())
			.gives({
				type: "NoticesQueued",
				notices: [
					{
						...{ id: `${a.noticeId(1)}-2`, group: 1, operatorKey: "noc@op1.example" },
						...{ operator: "Named by hand", findings: 8 },
					},
				],
			});
		const second = { notice: `${a.noticeId(1)}-2` };
		const back = further(queued, a.settle(1, "accepted", second), {
			...a.bounce(1, { mailbox: "noc@op1.example" }),
			...second,
		} as ReturnType<typeof a.bounce>);
		const third = further(back, a.assign(1, "cert@op1.example"));
		given(third)
			.when(a.send())
			.gives({ type: "NoticesQueued", notices: [expect.objectContaining({ id: `${a.noticeId(1)}-3` })] });
	});

	it.each(["refused", "deferred"] as const)("can when it was %s for good, too", (outcome) => {
		const failed = further(sending, a.settle(1, outcome), a.settle(2, "accepted"));
		expect(due(further(failed, a.assign(1, "noc@op1.example")))).toEqual([1]);
	});

	it("does not go where somebody was mailed in this round, nor again where it came back from", () => {
		for (const mailboxes of [["abuse@op2.example"], ["new@op1.example", "ABUSE@op2.example"], ["abuse@op1.example"]])
			given(lost)
				.when(a.assign(1, ...mailboxes))
				.isRefused("already-mailed-this-round");
	});

	it("joins the group that has those mailboxes and is not mailed yet", () => {
		const joined = further(lost, a.assign(3, "cert@new.example"), a.assign(1, "cert@new.example"));
		expect(due(joined)).toEqual([3]);
		given(joined)
			.when(a.send())
			.gives({ type: "NoticesQueued", notices: [expect.objectContaining({ id: a.noticeId(3), findings: 12 })] });
	});

	it("can be left out or handed over instead", () => {
		for (const instead of [a.leaveOut(1), a.handOver(1)]) {
			const decided = further(lost, instead);
			expect(notice(decided, a.noticeId(1)).replaced).toBe(true);
			expect(due(decided)).toEqual([]);
		}
	});

	it("is not tried again once something else was decided", () => {
		const refused = further(sending, a.settle(1, "refused"), a.settle(2, "accepted"), a.assign(1, "noc@op1.example"));
		given(refused).when(a.retry(1)).isRefused("notice-replaced");
		const unknown = further(sending, a.settle(1, "unknown"), a.settle(2, "accepted"), a.bounce(1));
		const chosen = further(unknown, a.handOver(1));
		given(chosen).when(a.resolveUnknown(1, "again")).isRefused("notice-replaced");
		given(chosen).when(a.requestRound).gives({ type: "RoundRequested" });
		given(chosen).when({ type: "Close" }).gives({ type: "CaseClosed" });
	});

	it("is not mailed elsewhere while a part of it arrived", () => {
		const parts = further(sending, a.split(1, 5, 3), a.settle(1, "accepted"), a.settle(2, "accepted"));
		const refused = further(parts, a.settle(1, "refused", { notice: `${a.noticeId(1)}-p2` }));
		given(refused).when(a.assign(1, "noc@op1.example")).isRefused("group-mailed");
		const back = further(refused, a.bounce(1));
		const chosen = further(back, a.assign(1, "noc@op1.example"));
		given(chosen)
			.when(a.send())
			.gives({ type: "NoticesQueued", notices: [expect.objectContaining({ id: `${a.noticeId(1)}-2`, findings: 8 })] });
	});
});

describe("an answer", () => {
	it("is told once per mail, of a notice or of none for sure", () => {
		const answered = given(sent)
			.when(a.reply(1))
			.gives({ type: "ReplyReceived", notice: a.noticeId(1), mark: "m1" });
		given(answered).when(a.reply(1)).givesNothing();
		given(answered).when(a.reply(1, "m2")).gives({ type: "ReplyReceived", mark: "m2" });
		const unsure = given(answered).when(a.reply(null)).gives({ type: "ReplyReceived", notice: null });
		given(unsure).when(a.reply(null)).givesNothing();
		given(sent).when(a.reply(9)).isRefused("no-such-notice");
	});

	it("is not told beyond the tenth", () => {
		const marks = Array.from({ length: 10 }, (_, index) => `m${index}`);
		const many = further(sent, ...marks.map((mark) => a.reply(1, mark)));
		given(many).when(a.reply(1, "m10")).givesNothing();
		given(many).when(a.reply(2, "m10")).gives({ type: "ReplyReceived" });
	});
});
