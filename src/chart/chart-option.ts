import type { BarSeriesOption } from "echarts/charts";
import type { GridComponentOption, LegendComponentOption, TitleComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import type { StatusChart } from "../core/thread/status-chart.ts";
import { colours, ink, paper, quiet, rule, slate } from "./colours.ts";
import { fontFamily } from "./fonts.ts";

export type ChartOption = ComposeOption<
	BarSeriesOption | GridComponentOption | LegendComponentOption | TitleComponentOption
>;

export interface ChartLayout {
	readonly option: ChartOption;
	/** In CSS pixels; the picture has twice as many. */
	readonly width: number;
	readonly height: number;
}

/** A chat shows a picture about this wide; some make one that is as high smaller, so it is kept low. */
const width = 480;
const margin = 20;
const titleHeight = 40;
const legendHeight = 24;
/** More do not fit beside each other in either language. */
const legendRow = 4;
const weeksHeight = 124;
const axisHeight = 42;
const barWidth = 22;
const rowHeight = 23;
const emptyHeight = 28;
const labelWidth = 165;
/** Bars are as long as if one stood for this many. */
const fewest = 4;
/** A part of a pile that is lower has no room for its number. */
const leastPart = 15;

/** Where everything stands in the picture, and how it looks. */
export function chartOption(chart: StatusChart): ChartLayout {
	const legendRows = chart.weeks.empty === null ? Math.ceil(chart.weeks.series.length / legendRow) : 0;
	const weeksTop = titleHeight + legendRows * legendHeight;
	const weeksBottom = weeksTop + (chart.weeks.empty === null ? weeksHeight + axisHeight : emptyHeight);
	const barsTop = weeksBottom + titleHeight;
	const barsHeight = chart.waiting.empty === null ? chart.waiting.bars.length * rowHeight : emptyHeight;
	const height = barsTop + barsHeight + margin;
	const option: ChartOption = {
		animation: false,
		backgroundColor: paper,
		textStyle: { fontFamily, fontSize: 14, color: ink },
		legend: legendOf(chart),
		grid: [
			{ left: margin, right: margin, top: weeksTop, height: weeksHeight },
			{ left: margin + labelWidth, right: margin + 50, top: barsTop, height: barsHeight },
		],
		xAxis: [weekAxis(chart), { type: "value", gridIndex: 1, show: false, max: longest }],
		yAxis: [{ type: "value", gridIndex: 0, show: false, minInterval: 1, max: roomAbove }, statusAxis(chart)],
		series: [...(chart.weeks.empty === null ? weekSeries(chart) : []), waitingSeries(chart)],
		title: [
			heading(chart.weeks.title, 16),
			heading(chart.waiting.title, weeksBottom + 12),
			...(chart.weeks.empty === null ? [] : [sentence(chart.weeks.empty, weeksTop)]),
			...(chart.waiting.empty === null ? [] : [sentence(chart.waiting.empty, barsTop)]),
		],
	};
	return { option, width, height };
}

function heading(text: string, top: number): TitleComponentOption {
	return { text, left: margin, top, padding: 0, textStyle: { fontSize: 18, fontWeight: "bold", color: ink } };
}

function sentence(text: string, top: number): TitleComponentOption {
	return { text, left: margin, top, padding: 0, textStyle: { fontSize: 14, fontWeight: "normal", color: quiet } };
}

function legendOf({ weeks }: StatusChart): LegendComponentOption {
	return {
		show: weeks.empty === null,
		...{ left: margin - 4, top: titleHeight - 4, itemWidth: 12, itemHeight: 12, itemGap: 10, selectedMode: false },
		icon: "roundRect",
		itemStyle: { borderWidth: 0 },
		data: weeks.series.map(({ label }) => label),
		textStyle: { fontSize: 13, color: ink },
	};
}

/** The number on the highest bar needs room; and one case alone does not fill the picture. */
function roomAbove({ max }: { readonly max: number }): number {
	return Math.max(max, fewest) * 1.15;
}

function longest({ max }: { readonly max: number }): number {
	return Math.max(max, fewest);
}

function weekAxis({ weeks }: StatusChart) {
	return {
		...({ type: "category", gridIndex: 0 } as const),
		data: [...weeks.labels],
		show: weeks.empty === null,
		axisTick: { show: false },
		axisLine: { lineStyle: { color: rule } },
		axisLabel: { interval: 0, color: quiet, fontSize: 13, lineHeight: 16 },
	};
}

function statusAxis({ waiting }: StatusChart) {
	return {
		...({ type: "category", gridIndex: 1, inverse: true } as const),
		data: waiting.bars.map(({ label }) => label),
		show: waiting.empty === null,
		axisTick: { show: false },
		axisLine: { show: false },
		axisLabel: {
			...({ color: ink, fontSize: 14, margin: labelWidth, align: "left" } as const),
			...({ width: labelWidth - 10, overflow: "truncate" } as const),
		},
	};
}

/** Beside each other: what was opened, and in one pile what ended. */
function weekSeries({ weeks }: StatusChart): BarSeriesOption[] {
	const piles = weeks.labels.map((_, week) => {
		const ended = weeks.series.filter(({ kind }) => kind !== "opened");
		return ended.reduce((sum, { values }) => sum + (values[week] ?? 0), 0);
	});
	const opened = weeks.series.find(({ kind }) => kind === "opened")?.values ?? [];
	const highest = Math.max(...piles, ...opened);
	return weeks.series.map(({ kind, label, values }) => {
		const isOpened = kind === "opened";
		const { fill, on } = colours[kind];
		const tall = (value: number) => isOpened || (value / roomAbove({ max: highest })) * weeksHeight >= leastPart;
		return {
			...({ type: "bar", name: label, xAxisIndex: 0, yAxisIndex: 0, barGap: "12%", cursor: "default" } as const),
			stack: isOpened ? "opened" : "ended",
			barWidth,
			itemStyle: {
				color: fill,
				borderColor: paper,
				borderWidth: isOpened ? 0 : 1,
				borderRadius: isOpened ? [3, 3, 0, 0] : 2,
			},
			data: values.map((value) => ({
				value: value === 0 ? "-" : value,
				label: {
					...({
						show: value > 0 && value < 1000 && tall(value),
						position: isOpened ? "top" : "inside",
						distance: 3,
					} as const),
					...{
						color: isOpened ? quiet : on,
						fontSize: value < 100 ? 13 : 11,
						fontWeight: isOpened ? "normal" : "bold",
					},
				},
			})),
		};
	});
}

function waitingSeries({ waiting }: StatusChart): BarSeriesOption {
	return {
		...({ type: "bar", xAxisIndex: 1, yAxisIndex: 1, barWidth: 16, cursor: "default" } as const),
		itemStyle: { color: slate, borderRadius: [0, 3, 3, 0] },
		label: { show: true, position: "right", distance: 6, color: ink, fontSize: 14, fontWeight: "bold" },
		data: waiting.bars.map(({ value, text }) => ({ value, label: { formatter: () => text } })),
	};
}
