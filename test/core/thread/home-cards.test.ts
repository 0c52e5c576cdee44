import { describe, expect, it } from "vitest";
import type { CaseState } from "../../../src/core/case/state.ts";
import { renderHome } from "../../../src/core/thread/home-cards.ts";
import { createTexts } from "../../../src/text/texts.ts";
import { situation } from "../case/situations.ts";

const texts = createTexts("en", "Europe/Amsterdam");
const figures = { byStatus: { voting: 1 }, sentThisWeek: 0, unknownOutcomes: 0, oldestOpen: null };
const offers = [
	{ line: "report", label: "Open a case" },
	{ line: "status", label: "How it stands" },
];

const home = (cases: readonly CaseState[], id: string, more = 0) =>
	renderHome({ person: { id, name: "Zoë" }, cases, more, figures, offers }, texts);
/** Titles of the cards with what waits. */
const waiting = (cases: readonly CaseState[], id: string) =>
	home(cases, id)
		.slice(1, -2)
		.map(({ title }) => title);

describe("a person's own page", () => {
	const stateIn = (status: keyof typeof situation): CaseState => {
		const { state } = situation[status];
		if (state === null) throw new Error("no case");
		return state;
	};
	const [voting, ready, paused, needsInfo] = (["voting", "ready", "paused", "needs-info"] as const).map(stateIn) as [
		CaseState,
		CaseState,
		CaseState,
		CaseState,
	];
	const [sending, sent, rejected] = (["sending", "sent", "rejected"] as const).map(stateIn) as [
		CaseState,
		CaseState,
		CaseState,
	];
	const uploader = voting.uploader.id;

	it("greets, and offers commands as buttons", () => {
		const [first] = home([], "x");
		expect(first).toMatchObject({ title: "Hello Zoë", body: ["Nothing waits for you."] });
		expect(first?.buttons).toEqual([
			[
				{ id: "command:report", label: "Open a case", style: "primary" },
				{ id: "command:status", label: "How it stands", style: "plain" },
			],
		]);
	});

	it("shows a vote to who may still vote: not the uploader, and nobody twice", () => {
		const voted = {
			...voting,
			poll: voting.poll && { ...voting.poll, votes: [{ voter: { id: "v", name: "V" }, vote: "valid" }] },
		} as CaseState;
		expect(waiting([voted], "someone")).toHaveLength(1);
		expect(waiting([voted], "v")).toEqual([]);
		expect(waiting([voted], uploader)).toEqual([]);
		expect(waiting([{ ...voting, poll: null }], "someone")).toHaveLength(1);
	});

	it("shows what anybody may go on with, and the question to who uploaded", () => {
		expect(waiting([ready, paused, sending, rejected], "someone")).toHaveLength(2);
		expect(waiting([needsInfo], "someone")).toEqual([]);
		expect(waiting([needsInfo], uploader)).toHaveLength(1);
	});

	it("shows a mailed case only while a mail is to be judged or somebody is still to be mailed", () => {
		expect(waiting([sent], "someone")).toEqual([]);
		const notices = Object.fromEntries(
			Object.entries(sent.notices).map(([id, notice]) => [id, { ...notice, status: "unknown" as const }]),
		);
		expect(waiting([{ ...sent, notices }], "someone")).toHaveLength(1);
		expect(waiting([{ ...sent, round: 2, notices: {} }], "someone")).toHaveLength(1);
	});

	it("has the buttons of each case, for a dozen at most; the list has them all", () => {
		const many = Array.from({ length: 20 }, (_, index) => ({ ...ready, number: `TST-2026-00${index + 10}` }));
		const cards = home(many, "someone", 3);
		expect(cards[0]?.body).toEqual(["Waiting for you: 20 cases."]);
		expect(cards).toHaveLength(1 + 12 + 2);
		expect(cards[1]?.buttons?.[0]?.length).toBeGreaterThan(1);
		const list = cards.at(-2);
		expect(list?.table?.rows).toHaveLength(20);
		expect(list?.note).toBe("and 3 older cases");
	});

	it("lists open cases by state, and ends with the summary", () => {
		const [, list, summary] = home([sent, voting], uploader);
		expect(list?.table?.rows.map(([status]) => status)).toEqual([texts.labels.status.voting, texts.labels.status.sent]);
		expect(summary?.title).toBe("How the hotline stands");
		expect(home([], "x")[1]).toMatchObject({ title: "Open cases", body: ["There are no open cases."] });
	});
});
