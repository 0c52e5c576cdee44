import { describe, expect, it } from "vitest";
import { type CaseStatus, caseStatuses } from "../../../src/core/case/state.ts";
import { renderHeadline, threadTitle } from "../../../src/core/thread/headline.ts";
import { further, nothingYet, stateOf } from "../case/given.ts";
import * as a from "../case/situations.ts";
import { en, nl } from "./texts-both.ts";

const headline = (status: CaseStatus) => renderHeadline(stateOf(a.situation[status]), en);
const field = (card: ReturnType<typeof renderHeadline>, label: string) =>
	card.fields?.find((shown) => shown.label === label)?.value;

describe("the headline card", () => {
	it.each(caseStatuses)("says what a case waits for when %s", (status) => {
		for (const texts of [nl, en]) {
			const card = renderHeadline(stateOf(a.situation[status]), texts);
			expect(card.title).toBe("NSM-2026-0042 · Open databases");
			expect(card.body?.join("")).not.toBe("");
			expect(card.fields?.[0]?.value).toBe(texts.labels.status[status]);
		}
	});

	it("shows who reported and found it, and whether that may be told", () => {
		expect(field(headline("received"), "Reported by")).toBe("Anna");
		expect(field(headline("received"), "Found by")).toBeUndefined();
		const found = (credit: boolean) => further(nothingYet, { ...a.open, reporter: "Eve", credit });
		expect(field(renderHeadline(stateOf(found(true)), en), "Found by")).toBe("Eve (wants credit)");
		expect(field(renderHeadline(stateOf(found(false)), en), "Found by")).toBe("Eve");
	});

	it("links the public reference", () => {
		const linked = further(nothingYet, { ...a.open, reference: "https://example.nl/a" });
		expect(renderHeadline(stateOf(linked), en).link).toEqual({
			label: "Public reference",
			url: "https://example.nl/a",
		});
		expect(headline("received").link).toBeUndefined();
	});

	it("counts findings, operators, what is not mailed, and how far the mailing is", () => {
		const card = renderHeadline(stateOf(further(a.situation.sending, a.settle(1, "accepted"))), en);
		const shown = card.fields?.slice(3).map(({ label, value }) => `${label}: ${value}`);
		expect(shown).toEqual(["Findings: 20", "Operators: 2", "Not mailed: 7", "accepted: 1 / 2"]);
		const round2 = further(a.readingRound2, a.recordRoundList({ 1: 3 }));
		expect(field(renderHeadline(stateOf(round2), en), "Round")).toBe("2");
		expect(field(renderHeadline(stateOf(round2), en), "Not mailed")).toBeUndefined();
	});

	it("asks to judge unknown outcomes", () => {
		const unknown = stateOf(further(a.situation.sending, a.settle(1, "unknown")));
		expect(renderHeadline(unknown, nl).body?.at(-1)).toBe(
			"Uitkomst onbekend: 1 mail. Dat moet iemand beoordelen voor de zaak dicht kan.",
		);
	});

	it("says nothing about a day that is not known", () => {
		const closed = { ...stateOf(a.situation.closed), purgeAt: null };
		expect(renderHeadline(closed, en).body).toEqual([]);
	});

	it("says when the addresses go, and that they went", () => {
		expect(headline("closed").body).toEqual([expect.stringMatching(/^Closed\. Addresses are deleted on .* 2026\.$/)]);
		expect(headline("withdrawn").body).toEqual(["Withdrawn. Nothing more is mailed."]);
		for (const status of ["closed", "withdrawn"] as const) {
			const purged = further(a.situation[status], [{ type: "Purge" }, { at: a.afterRetention }]);
			expect(renderHeadline(stateOf(purged), en).body).toEqual(["Closed. The addresses have been deleted."]);
		}
	});
});

describe("a thread's name", () => {
	it("has at most 100 characters and no half ones", () => {
		const named = (title: string) => threadTitle({ number: a.number, title });
		expect(named("Open databases")).toBe("NSM-2026-0042 · Open databases");
		expect(named("x".repeat(84))).toHaveLength(100);
		expect(named("x".repeat(84))).not.toContain("…");
		expect(named("x".repeat(85))).toBe(`NSM-2026-0042 · ${"x".repeat(83)}…`);
		expect(named(`${"x".repeat(82)}😀😀`)).toBe(`NSM-2026-0042 · ${"x".repeat(82)}…`);
	});
});
