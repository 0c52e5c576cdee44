import { describe, expect, it } from "vitest";
import type { CaseStatus } from "../../../src/core/case/state.ts";
import type { Card } from "../../../src/core/thread/card.ts";
import { renderPanel } from "../../../src/core/thread/panel.ts";
import { type PanelKey, panelKey, parsePanelKey, renderPanelKey } from "../../../src/core/thread/panel-key.ts";
import { at, bram, cees, further, type Situation, stateOf } from "../case/given.ts";
import * as a from "../case/situations.ts";
import { en, nl } from "./texts-both.ts";

/** The newest panel of a kind in a case, as it looks now. */
function panel(kind: PanelKey["kind"], situation: Situation, progress: Card["progress"] | null = null): Card | null {
	const key = keys(kind, situation).at(-1);
	if (key === undefined) throw new Error(`no ${kind} panel`);
	return renderPanel(key, stateOf(situation), progress ?? null, en);
}

function keys(kind: PanelKey["kind"], situation: Situation): readonly PanelKey[] {
	return situation.events.map(panelKey).filter((key) => key?.kind === kind) as PanelKey[];
}

const firstPanel = (kind: PanelKey["kind"], situation: Situation): Card | null => {
	const [key] = keys(kind, situation);
	if (key === undefined) throw new Error(`no ${kind} panel`);
	return renderPanel(key, stateOf(situation), null, en);
};

describe("a panel's key", () => {
	it("reads back", () => {
		for (const stored of a.situation.sent.events) {
			const key = panelKey(stored);
			if (key !== null) expect(parsePanelKey(renderPanelKey(key))).toEqual(key);
		}
		expect(keys("sending", a.situation.sent)).toHaveLength(1);
	});

	it.each(["headline", "poll-1", "poll-x-1", "thing-1-1", "poll-1-1-1", ""])("is not %j", (text) => {
		expect(parsePanelKey(text)).toBeNull();
	});
});

describe("reading", () => {
	it("shows progress, known or not", () => {
		expect(panel("reading", a.situation.reading)).toMatchObject({ tone: "busy", progress: { done: 0, total: 0 } });
		const progress = { done: 5, total: 10, label: "5 rows" };
		expect(panel("reading", a.situation.reading, progress)).toMatchObject({ tone: "busy", progress });
	});

	it.each<[CaseStatus, string]>([
		["voting", "Read."],
		["needs-column", "Stopped."],
		["unreadable", "Stopped."],
	])("then, when %s, says: %s", (status, body) => {
		expect(panel("reading", a.situation[status])).toMatchObject({ body: [body] });
	});

	it("of a case that was withdrawn meanwhile is stopped", () => {
		expect(panel("reading", further(a.situation.reading, a.withdraw))).toMatchObject({
			tone: "warn",
			body: ["Stopped."],
		});
	});

	it("of a list for a later round that cannot be read is stopped; the first report stays read", () => {
		const unread = further(a.readingRound2, a.recordUnreadable(2));
		expect(panel("reading", unread)).toMatchObject({ tone: "warn", body: ["Stopped."] });
		expect(firstPanel("reading", unread)).toMatchObject({ tone: "good", body: ["Read."] });
		const asked = further(a.readingRound2, a.askColumn(2));
		expect(panel("reading", asked)).toMatchObject({ tone: "warn", body: ["Stopped."] });
		expect(firstPanel("reading", asked)).toMatchObject({ tone: "good", body: ["Read."] });
		const listed = further(a.readingRound2, a.recordRoundList({ 1: 1 }));
		expect(panel("reading", listed)).toMatchObject({ tone: "good", body: ["Read."] });
		const third = further(
			...[listed, a.send(), a.settle(1, "accepted", { notice: a.noticeId(1, 2) })],
			...[a.requestRound, a.startReading(3), a.recordUnreadable(3)],
		);
		const said = keys("reading", third).map((key) => renderPanel(key, stateOf(third), null, en)?.body);
		expect(said).toEqual([["Read."], ["Read."], ["Stopped."]]);
	});
});

describe("the column", () => {
	it("is chosen from the headers, with shapes and no content", () => {
		expect(panel("column", a.situation["needs-column"])).toEqual({
			tone: "warn",
			title: "Choose the column with the addresses",
			menu: {
				id: "column:NSM-2026-0042:3",
				label: "Choose the column with the addresses",
				options: [
					{ value: "0", label: "when", hint: "0000-00-00" },
					{ value: "2", label: "column 3", hint: "000.0.0.00" },
				],
			},
		});
	});

	it("once chosen has no menu, and is not asked any more when the case ended", () => {
		const chosen = further(a.situation["needs-column"], { type: "ChooseColumn", column: 0 });
		expect(panel("column", chosen)).toEqual({ tone: "neutral", title: expect.any(String), body: ["when"] });
		const gone = further(a.situation["needs-column"], a.withdraw);
		expect(panel("column", gone)).toEqual({ tone: "neutral", title: expect.any(String), body: [] });
	});

	it("of an earlier round stays as it is", () => {
		const first = further(
			...[
				a.situation["needs-column"],
				{ type: "ChooseColumn", column: 0 } as const,
				a.startReading(),
				a.recordReport(),
			],
			...[a.as(bram, a.castVote("valid")), a.as(cees, a.castVote("valid")), a.recordContacts(), a.send()],
			...[a.settle(1, "accepted"), a.settle(2, "accepted"), a.requestRound],
		);
		expect(panel("column", first)).toBeNull();
	});
});

describe("the poll", () => {
	it("shows the checklist, who voted what, and until when", () => {
		const one = further(a.situation.voting, a.as(bram, a.castVote("valid")));
		expect(panel("poll", one)).toMatchObject({
			tone: "busy",
			title: "Vote 1: may this report be mailed?",
			lines: [{ text: "Bram: Valid" }],
			fields: [
				{ label: "Valid", value: "1" },
				{ label: "Not valid", value: "0" },
				{ label: "Need info", value: "0" },
			],
			note: expect.stringMatching(/^Deadline: .*23 Nov.* 2026 10:02$/),
		});
		const body = panel("poll", a.situation.voting)?.body ?? [];
		expect(body[0]).toMatch(/^2 votes for the same answer will decide/);
		expect(body.join("\n").match(/^☐ /gm)).toHaveLength(5);
		expect(body.at(-1)).toBe("Nobody has voted yet.");
	});

	it.each<[CaseStatus, string, Card["tone"]]>([
		["resolving", "Decided: valid", "good"],
		["rejected", "Decided: not valid", "warn"],
		["needs-info", "Decided: more info needed", "warn"],
	])("when %s says %s, and has no buttons", (status, body, tone) => {
		const card = panel("poll", a.situation[status]);
		expect(card).toMatchObject({ tone, body: [body] });
		expect(card?.buttons).toBeUndefined();
	});

	it("of before a new one stays as it is", () => {
		const second = further(a.situation["needs-info"], { type: "ProvideInfo", text: "It is so" });
		expect(firstPanel("poll", second)).toBeNull();
		expect(panel("poll", second)?.title).toBe("Vote 2: may this report be mailed?");
	});

	it("that the case does not have gives no card", () => {
		expect(renderPanel({ kind: "poll", id: 1, of: 1 }, stateOf(a.situation.received), null, en)).toBeNull();
	});
});

describe("finding the operators", () => {
	it("shows progress, and then that it is done", () => {
		const progress = { done: 5, total: 20, label: "5 of 20" };
		expect(panel("resolving", a.situation.resolving)).toMatchObject({ tone: "busy", progress: { total: 0 } });
		expect(panel("resolving", a.situation.resolving, progress)).toMatchObject({ progress });
		expect(panel("resolving", a.situation.ready)).toMatchObject({ tone: "good", body: ["Done."] });
	});
});

describe("sending", () => {
	const { sending, paused, sent } = a.situation;
	it("counts how far it is and how mails ended", () => {
		const some = further(sending, a.settle(1, "unknown"), a.settle(2, "deferred", { retryAt: at(90) }));
		expect(panel("sending", some)).toMatchObject({
			...{ tone: "busy", title: "Sending, round 1", progress: { done: 1, total: 2, label: "1 of 2 mails" } },
			fields: [
				{ label: "deferred", value: "1" },
				{ label: "unknown", value: "1" },
			],
			note: "Outcome unknown: 1 mail. Somebody has to judge that before the case can be closed.",
		});
	});

	it("is paused and resumed, and ends", () => {
		expect(panel("sending", paused)).toMatchObject({ tone: "warn", title: "Paused, round 1" });
		expect(panel("sending", sent)).toMatchObject({ tone: "good", title: "Round 1 was sent" });
		expect(panel("sending", a.situation.closed)).toMatchObject({ tone: "neutral", title: "Round 1 was sent" });
		const unknown = further(sending, a.settle(1, "unknown"), a.settle(2, "accepted"));
		expect(panel("sending", unknown)).toMatchObject({ tone: "warn", title: "Round 1 was sent" });
	});

	it("that was broken off by a withdrawal does not say that it was sent", () => {
		const gone = panel("sending", further(sending, a.settle(1, "accepted"), a.withdraw));
		expect(gone).toMatchObject({ tone: "neutral", title: "Sending, round 1" });
		expect(gone?.buttons).toBeUndefined();
	});

	it("of an earlier round stays as it is, and so does the mailing card", () => {
		const next = further(sent, a.requestRound);
		expect(panel("sending", next)).toBeNull();
		expect(panel("mailing", next)).toBeNull();
		expect(panel("mailing", sent)).not.toBeNull();
	});
});

it("speaks Dutch as well", () => {
	const [key] = keys("poll", a.situation.voting);
	expect(renderPanel(key as PanelKey, stateOf(a.situation.voting), null, nl)?.title).toBe(
		"Stemming 1: mag dit rapport gemaild worden?",
	);
});
