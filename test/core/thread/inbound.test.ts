import { describe, expect, it } from "vitest";
import type { CaseEvent } from "../../../src/core/case/event.ts";
import type { CaseState } from "../../../src/core/case/state.ts";
import { outcomeWords } from "../../../src/core/thread/bounce-words.ts";
import { renderHeadline } from "../../../src/core/thread/headline.ts";
import { renderHome } from "../../../src/core/thread/home-cards.ts";
import { renderJudgedNotice, renderUnknowns } from "../../../src/core/thread/judge-card.ts";
import { renderMailing } from "../../../src/core/thread/mailing-card.ts";
import { renderPanel } from "../../../src/core/thread/panel.ts";
import { renderStep } from "../../../src/core/thread/step.ts";
import { createTexts } from "../../../src/text/texts.ts";
import { bram, further, type Situation, stateOf } from "../case/given.ts";
import * as a from "../case/situations.ts";

const en = createTexts("en", "Europe/Amsterdam");
const nl = createTexts("nl", "Europe/Amsterdam");
const { sent, sending } = a.situation;

/** What the last event says in the thread. */
function lastLine(situation: Situation, texts = en) {
	const stored = situation.events.at(-1);
	if (stored === undefined) throw new Error("no event");
	const step = renderStep(stored, stateOf(situation), texts);
	return step.kind === "line" ? step.line : expect.fail("no line");
}

const lost = further(sent, a.bounce(1));
const noticeOf = (state: CaseState, id = a.noticeId(1)) => state.notices[id] ?? expect.fail("no such notice");

describe("the step of what came back", () => {
	it("says why, and what to do", () => {
		expect(lastLine(lost)).toMatchObject({
			tone: "bad",
			text: "Mail to Operator 1 came back: there is no such mailbox (5.1.1). Choose another mailbox at ‘Mails to judge’.",
		});
		expect(lastLine(lost, nl).text).toBe(
			"Mail aan Operator 1 kwam terug: mailbox bestaat niet (5.1.1). Kies een ander adres bij ‘Te beoordelen mails’.",
		);
		const unknown = further(sent, a.bounce(1, { status: null }));
		expect(lastLine(unknown).text).toContain("came back: not delivered. Choose");
	});

	it("offers nothing where nothing can be chosen any more", () => {
		const decided = further(sending, a.settle(1, "refused"), a.settle(2, "accepted"), a.handOver(1), a.bounce(1));
		expect(lastLine(decided).text).toBe("Mail to Operator 1 came back: there is no such mailbox (5.1.1).");
		const later = further(sent, a.requestRound, a.bounce(1));
		expect(lastLine(later).text).not.toContain("Choose");
	});

	it("names the mailbox where the mail went to others, too", () => {
		const mailboxes = ["abuse@op1.example", "noc@op1.example"];
		const ready = further(a.situation.resolving, a.recordContacts([a.group(1, 20, { mailboxes })]));
		const half = further(ready, a.send(), a.settle(1, "accepted"), a.bounce(1, { status: "5.2.2" }));
		expect(lastLine(half)).toMatchObject({
			tone: "warn",
			text: "Mail to Operator 1 came back from abuse@op1.example: the mailbox is full (5.2.2). It also went to another mailbox of theirs.",
		});
		const whole = further(half, a.bounce(1, { mailbox: "noc@op1.example" }));
		expect(lastLine(whole).text).toContain("Choose another mailbox");
	});

	it("names the part of a mail that went out in several", () => {
		const parts = further(sending, a.split(1, 5, 3), a.settle(1, "accepted"), a.bounce(1));
		expect(lastLine(parts).text).toMatch(/^Mail to Operator 1 \(part 1 of 2\) came back/);
	});

	it("says that a mail is late", () => {
		expect(lastLine(further(sent, a.bounce(1, { permanent: false, status: "4.4.1" })))).toMatchObject({
			tone: "warn",
			text: "Mail to Operator 1 is delayed: their mail server can't be reached (4.4.1). The mail server goes on trying.",
		});
	});

	it("of an answer says who, and where to look", () => {
		expect(lastLine(further(sent, a.reply(1))).text).toBe("Operator 1 answered; look in the mailbox.");
		expect(lastLine(further(sent, a.reply(1)), nl).text).toBe("Operator 1 heeft geantwoord; kijk in de mailbox.");
		expect(lastLine(further(sent, a.reply(null))).text).toMatch(/not sure from whom/);
	});

	it("names a notice by its number when it is not there", () => {
		const event: CaseEvent = {
			...{ type: "NoticeBounced", at: "2026-11-26T09:00:00.000Z", by: "bot", notice: "NSM-2026-0042-1-9" },
			...{ mailboxes: ["a@b.example"], permanent: true, status: "5.1.2" },
		};
		const step = renderStep({ caseNumber: a.number, seq: 99, event }, stateOf(sent), en);
		expect(step).toMatchObject({
			line: { text: "Mail to NSM-2026-0042-1-9 came back: the domain takes no mail (5.1.2)." },
		});
		const reply = { ...event, type: "ReplyReceived", mark: "m" } as unknown as CaseEvent;
		expect(renderStep({ caseNumber: a.number, seq: 99, event: reply }, stateOf(sent), en)).toMatchObject({
			line: { text: en.inbound.repliedUnsure },
		});
	});
});

describe("a mail that came back", () => {
	const state = stateOf(lost);
	const sendingPanel = { kind: "sending", id: 14, of: 1 } as const;

	it("stands among the mails to judge until something else is decided", () => {
		expect(renderUnknowns(state, en)).toMatchObject({
			table: { rows: [["Operator 1", "came back", "8"]] },
			menu: { options: [{ value: a.noticeId(1), hint: "came back" }] },
		});
		expect(renderUnknowns(stateOf(further(lost, a.leaveOut(1))), en).menu).toBeUndefined();
	});

	it("shows where it came back from, with another contact to choose and nothing to send again", () => {
		const card = renderJudgedNotice(state, noticeOf(state), "", en);
		expect(card.fields).toContainEqual({
			label: "Came back from",
			value: "abuse@op1.example: there is no such mailbox (5.1.1)",
		});
		const labels = card.buttons?.map((row) => row.map(({ label }) => label));
		expect(labels).toEqual([["Another contact …"], ["Back to the list"]]);
	});

	it("offers no other contact while mails are going out", () => {
		const early = further(sending, a.settle(1, "accepted"), a.bounce(1));
		const card = renderJudgedNotice(stateOf(early), noticeOf(stateOf(early)), "", en);
		expect(card.buttons).toHaveLength(1);
	});

	it("is counted apart, in the panel and in the headline, and named on the card of the mails", () => {
		const panel = renderPanel(sendingPanel, state, null, en);
		expect(panel).toMatchObject({
			tone: "warn",
			fields: [
				{ label: "accepted", value: "1" },
				{ label: "came back", value: "1" },
			],
			note: "Did not arrive: 1 mail. At ‘Mails to judge’ you choose another contact.",
		});
		expect(renderHeadline(state, en).fields).toContainEqual({ label: "accepted", value: "1 / 2" });
		expect(renderMailing(state, en).table?.rows[0]?.[2]).toContain("came back");
		const chosen = stateOf(further(lost, a.assign(1, "noc@op1.example")));
		expect(renderMailing(chosen, en).table?.rows[0]?.[2]).not.toContain("came back");
		expect(renderPanel(sendingPanel, chosen, null, en)?.note).toBeUndefined();
	});

	it("waits for somebody at home, in its own round alone", () => {
		const figures = { byStatus: {}, sentThisWeek: 0, unknownOutcomes: 0, oldestOpen: null };
		const waits = (situation: Situation) =>
			renderHome({ person: bram, cases: [stateOf(situation)], more: 0, figures, offers: [] }, en).length > 3;
		const later = further(lost, a.requestRound, a.startReading(2), a.recordRoundList({ 2: 1 }), a.send());
		const done = further(later, a.settle(2, "accepted", { notice: a.noticeId(2, 2) }));
		expect([waits(lost), waits(sent), waits(done)]).toEqual([true, false, false]);
	});

	it("that was not sure to have arrived is one that came back, too", () => {
		const unknown = further(sending, a.settle(1, "unknown"), a.settle(2, "accepted"), a.bounce(1));
		expect(outcomeWords(noticeOf(stateOf(unknown)), en)).toBe("came back");
		const refused = further(sending, a.settle(1, "refused"), a.settle(2, "accepted"), a.bounce(1));
		expect(outcomeWords(noticeOf(stateOf(refused)), en)).toBe("refused");
	});
});
