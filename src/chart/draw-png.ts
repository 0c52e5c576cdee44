import { Resvg } from "@resvg/resvg-js";
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { StatusChart } from "../core/thread/status-chart.ts";
import { chartOption } from "./chart-option.ts";
import { encodePng } from "./encode-png.ts";
import { fontFamily, fontFiles } from "./fonts.ts";

use([BarChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** Pixels of the picture for one of the drawing, so that it is sharp on screens with small pixels too. */
const density = 2;

/** The chart as an SVG drawing. */
export function drawSvg(chart: StatusChart): string {
	const { option, width, height } = chartOption(chart);
	const drawing = init(null, null, { renderer: "svg", ssr: true, width, height });
	try {
		drawing.setOption(option);
		return drawing.renderToSVGString();
	} finally {
		drawing.dispose();
	}
}

/** The chart as a PNG. Takes about half a second the first time: to be called from a worker thread. */
export function drawPng(chart: StatusChart): Uint8Array {
	const font = { loadSystemFonts: false, fontFiles: [...fontFiles], defaultFontFamily: fontFamily };
	const { pixels, width, height } = new Resvg(drawSvg(chart), {
		fitTo: { mode: "zoom", value: density },
		font,
	}).render();
	return encodePng(pixels, width, height);
}
