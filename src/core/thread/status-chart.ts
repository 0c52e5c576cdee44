import type { Texts } from "../../text/texts.ts";
import { type CaseStatus, caseStatuses } from "../case/state.ts";
import type { Instant } from "../instant.ts";
import type { Week } from "../weeks.ts";

/**
 * How a case ended, or for `sent` that its first round of mails is out: from then on its findings are with those who can mend them.
 * `unmailed`: closed because nobody was left to mail.
 */
export const caseOutcomes = ["sent", "rejected", "withdrawn", "unmailed", "unreadable"] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

/** Cases in one week; totals only. */
export interface WeekFigures {
	readonly start: Instant;
	readonly opened: number;
	/** Cases that came to this outcome in the week and still have it; absent = 0. */
	readonly ended: Readonly<Partial<Record<CaseOutcome, number>>>;
}

export interface ChartFigures {
	/** Oldest first; the last one is still running. At least one. */
	readonly weeks: readonly (Week & WeekFigures)[];
	/** Cases per status now; absent = 0. */
	readonly byStatus: Readonly<Partial<Record<CaseStatus, number>>>;
}

/** What the picture of the status summary shows, in words and numbers; how it looks is the drawer's business. */
export interface StatusChart {
	readonly weeks: {
		readonly title: string;
		/** One per week, oldest first; a line break within is one. */
		readonly labels: readonly string[];
		/** Cases opened, then those that ended, by outcome; outcomes that no week has are left out. */
		readonly series: readonly ChartSeries[];
		/** Stands where the bars would; null when there are any. */
		readonly empty: string | null;
	};
	readonly waiting: {
		readonly title: string;
		/** Statuses that a case is in now, in the order of a case's life; `text` is the value as the language writes it. */
		readonly bars: readonly { readonly label: string; readonly value: number; readonly text: string }[];
		readonly empty: string | null;
	};
	/** The same in words, at most 1,000 characters; the oldest weeks give way. */
	readonly alt: string;
}

export interface ChartSeries {
	readonly kind: "opened" | CaseOutcome;
	readonly label: string;
	/** One per week. */
	readonly values: readonly number[];
}

const maxAlt = 1_000;
/** These wait for nothing more. */
const ended: readonly CaseStatus[] = ["closed", "withdrawn"];

/** The chart of the status summary: cases per week by outcome, and what is open now. */
export function renderStatusChart({ weeks, byStatus }: ChartFigures, texts: Texts): StatusChart {
	const t = texts.panels;
	const outcomes = caseOutcomes.map((kind) => ({
		kind,
		label: t.chartOutcomes[kind],
		values: weeks.map((week) => week.ended[kind] ?? 0),
	}));
	const opened = { kind: "opened", label: t.chartOpened, values: weeks.map((week) => week.opened) } as const;
	const series = [opened, ...outcomes.filter(({ values }) => values.some((value) => value > 0))];
	const isEmpty = series.every(({ values }) => values.every((value) => value === 0));
	const bars = caseStatuses
		.filter((status) => !ended.includes(status))
		.map((status) => ({ label: texts.labels.status[status], value: byStatus[status] ?? 0 }))
		.filter(({ value }) => value > 0)
		.map((bar) => ({ ...bar, text: texts.number(bar.value) }));
	const total = bars.reduce((sum, { value }) => sum + value, 0);
	const last = weeks.length - 1;
	const labels = weeks.map(({ number }, index) =>
		index === last ? `${t.chartWeek(String(number))}\n${t.chartNow}` : t.chartWeek(String(number)),
	);
	const chart = {
		weeks: { title: t.chartTitle, labels, series, empty: isEmpty ? t.chartNoWeeks : null },
		waiting: {
			title: t.chartOpenNow(texts.number(total)),
			bars,
			empty: bars.length === 0 ? t.statusNoCases : null,
		},
	};
	return { ...chart, alt: inWords(chart, texts) };
}

function inWords({ weeks, waiting }: Omit<StatusChart, "alt">, texts: Texts): string {
	const t = texts.panels;
	const told = weeks.labels.flatMap((label, index) => {
		const counts = weeks.series
			.map(({ label: what, values }) => ({ what, value: values[index] as number }))
			.filter(({ value }) => value > 0)
			.map(({ what, value }) => `${texts.number(value)} ${what}`);
		return counts.length === 0 ? [] : [`${label.replace("\n", ", ")}: ${counts.join(", ")}.`];
	});
	const now = waiting.bars.map(({ label, text }) => `${text} ${label}`);
	const open = now.length === 0 ? t.statusNoCases : `${waiting.title}: ${now.join(", ")}.`;
	const words = (from: number) =>
		[`${weeks.title}.`, ...(weeks.empty === null ? told.slice(from) : [weeks.empty]), open].join(" ");
	let from = 0;
	while (words(from).length > maxAlt) from += 1;
	return words(from);
}
