import type { ChartSeries } from "../core/thread/status-chart.ts";

/** Calm on a dark and on a light page; on it, `ink` and `quiet` have a contrast over 7 and over 4.5. */
export const paper = "#f3f4f7";
export const ink = "#1d2430";
export const quiet = "#565f6e";
export const rule = "#d5d9e0";
/** Of the bars of what is open now, which are no outcome. */
export const slate = "#4f5b70";

/**
 * Those of Okabe and Ito, that people with any kind of colour vision can tell apart, two of them darkened until the number on them has a
 * contrast of 4.5 (jfly.uni-koeln.de/color).
 */
export const colours: Readonly<Record<ChartSeries["kind"], { readonly fill: string; readonly on: string }>> = {
	opened: { fill: "#c3c9d3", on: ink },
	sent: { fill: "#0067a3", on: "#ffffff" },
	rejected: { fill: "#e69f00", on: ink },
	withdrawn: { fill: "#cc79a7", on: ink },
	unmailed: { fill: "#56b4e9", on: ink },
	unreadable: { fill: "#a83200", on: "#ffffff" },
};
