import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CaseStatus, caseStatuses } from "../../../src/core/case/state.ts";
import { type ChartFigures, caseOutcomes, renderStatusChart } from "../../../src/core/thread/status-chart.ts";
import { recentWeeks } from "../../../src/core/weeks.ts";
import { en, nl } from "./texts-both.ts";

const weeks = recentWeeks("2026-11-21T09:00:00.000Z", "Europe/Amsterdam", 3);
type Counts = Partial<Pick<ChartFigures["weeks"][number], "opened" | "ended">>;

/** The figures of three weeks; what is left out is nothing. */
const figures = (counts: readonly Counts[], byStatus: ChartFigures["byStatus"] = {}): ChartFigures => ({
	weeks: weeks.map((week, index) => ({ ...week, opened: 0, ended: {}, ...counts[index] })),
	byStatus,
});

describe("the status chart", () => {
	it("shows cases opened and those that ended per week, with only the outcomes that there were", () => {
		const chart = renderStatusChart(
			figures([{ opened: 2, ended: { sent: 1 } }, {}, { opened: 1, ended: { unmailed: 1, sent: 3 } }]),
			en,
		);
		expect(chart.weeks).toEqual({
			title: "Cases per week",
			labels: ["wk 45", "wk 46", "wk 47\nnow"],
			series: [
				{ kind: "opened", label: "opened", values: [2, 0, 1] },
				{ kind: "sent", label: "mailed", values: [1, 0, 3] },
				{ kind: "unmailed", label: "closed without a mail", values: [0, 0, 1] },
			],
			empty: null,
		});
	});

	it("shows what is open now in the order of a case's life, without what is done with", () => {
		const { waiting } = renderStatusChart(figures([], { sent: 1234, voting: 2, closed: 40, withdrawn: 3 }), nl);
		expect(waiting).toEqual({
			title: "Open zaken nu: 1.236",
			bars: [
				{ label: "stemming", value: 2, text: "2" },
				{ label: "verstuurd", value: 1234, text: "1.234" },
			],
			empty: null,
		});
	});

	it("says so when there is nothing to show", () => {
		const { weeks: shown, waiting, alt } = renderStatusChart(figures([], { closed: 3 }), nl);
		expect(shown.empty).toBe("In deze weken is geen zaak geopend of afgerond.");
		expect(waiting).toMatchObject({ title: "Open zaken nu: 0", bars: [], empty: "Er zijn geen open zaken." });
		expect(alt).toBe("Zaken per week. In deze weken is geen zaak geopend of afgerond. Er zijn geen open zaken.");
	});

	it("says the same in words, without the weeks in which nothing happened", () => {
		const counted = figures([{ opened: 2, ended: { rejected: 1 } }, {}, { opened: 1 }], { voting: 2, ready: 1 });
		expect(renderStatusChart(counted, en).alt).toBe(
			"Cases per week. wk 45: 2 opened, 1 not valid. wk 47, now: 1 opened. Open cases now: 3: 2 vote, 1 ready to send.",
		);
		expect(renderStatusChart(counted, nl).alt).toBe(
			"Zaken per week. wk 45: 2 geopend, 1 niet geldig. wk 47, nu: 1 geopend. Open zaken nu: 3: 2 stemming, 1 klaar om te versturen.",
		);
	});

	it("leaves out the oldest weeks when there is too much to say", () => {
		const many = Object.fromEntries(caseOutcomes.map((outcome) => [outcome, 1_234_567]));
		const eight = recentWeeks("2026-11-21T09:00:00.000Z", "Europe/Amsterdam", 8);
		const full = eight.map((week) => ({ ...week, opened: 9_999_999, ended: many }));
		const { alt } = renderStatusChart({ weeks: full, byStatus: { voting: 1 } }, nl);
		expect(alt.length).toBeLessThanOrEqual(1000);
		expect(alt).toMatch(
			/^Zaken per week\. wk 4[2-4]: 9\.999\.999 geopend, .* wk 47, nu: .* Open zaken nu: 1: 1 stemming\.$/,
		);
		expect(alt).not.toContain("wk 40");
	});

	it("keeps its words within 1,000 characters whatever the figures are; the newest week stays", () => {
		const count = fc.oneof(fc.constant(0), fc.nat(9), fc.nat(2_000_000_000));
		const week = fc.record({
			opened: count,
			ended: fc.record(Object.fromEntries(caseOutcomes.map((outcome) => [outcome, count])), { requiredKeys: [] }),
		});
		const byStatus = fc.record(
			Object.fromEntries(caseStatuses.map((status): [CaseStatus, fc.Arbitrary<number>] => [status, count])),
			{ requiredKeys: [] },
		);
		const eight = recentWeeks("2026-11-21T09:00:00.000Z", "Europe/Amsterdam", 8);
		fc.assert(
			fc.property(fc.array(week, { minLength: 8, maxLength: 8 }), byStatus, (counted, now) => {
				for (const texts of [nl, en]) {
					const all = eight.map((one, index) => ({ ...one, opened: 0, ended: {}, ...counted[index] }));
					const { alt, weeks: shown } = renderStatusChart({ weeks: all, byStatus: now }, texts);
					expect(alt.length).toBeLessThanOrEqual(1000);
					const newest = shown.series.some(({ values }) => (values.at(-1) ?? 0) > 0);
					expect(alt.includes(`, ${texts.panels.chartNow}: `)).toBe(newest);
					for (const { values } of shown.series) expect(values).toHaveLength(8);
				}
			}),
		);
	});
});
