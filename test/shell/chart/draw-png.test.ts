import { describe, expect, it } from "vitest";
import { colours, ink, paper, quiet } from "../../../src/chart/colours.ts";
import { drawPng, drawSvg } from "../../../src/chart/draw-png.ts";
import { encodePng } from "../../../src/chart/encode-png.ts";
import type { Language } from "../../../src/core/language.ts";
import { emptyChart, fullChart, usualChart } from "./figures.ts";
import { readPng } from "./read-png.ts";

const languages: readonly Language[] = ["nl", "en"];

/** Red, green and blue as amounts of light. */
const linear = (colour: string): readonly number[] =>
	[1, 3, 5].map((at) => {
		const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
	const luminance = (colour: string) => {
		const [r = 0, g = 0, b = 0] = linear(colour);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

/** Every text in the drawing, and how often it stands there. */
const textsIn = (svg: string): string[] =>
	[...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => String(text));

describe("the picture", () => {
	it.each(languages)("is sharp, small and not see-through (%s)", (language) => {
		for (const chart of [usualChart(language), fullChart(language), emptyChart(language)]) {
			const png = drawPng(chart);
			const { width, height, colourAt } = readPng(png);
			expect(png.length).toBeLessThan(60_000);
			expect(width).toBe(960);
			expect(height).toBeLessThanOrEqual(1_200);
			for (const [x, y] of [
				[0, 0],
				[width - 1, 0],
				[0, height - 1],
				[width - 1, height - 1],
			] as const)
				expect(colourAt(x, y)).toBe(Number.parseInt(paper.slice(1), 16));
		}
	});

	it.each(languages)("has the words and numbers of the chart in it (%s)", (language) => {
		const chart = usualChart(language);
		const texts = textsIn(drawSvg(chart));
		for (const words of [chart.weeks.title, chart.waiting.title, ...chart.weeks.series.map(({ label }) => label)])
			expect(texts).toContain(words);
		for (const label of chart.weeks.labels.flatMap((text) => text.split("\n"))) expect(texts).toContain(label);
		for (const { label, text } of chart.waiting.bars) for (const words of [label, text]) expect(texts).toContain(words);
		const numbers = chart.weeks.series.flatMap(({ values }) => values.filter((value) => value > 0).map(String));
		const bars = chart.waiting.bars.map(({ text }) => text);
		expect(texts.filter((text) => /^\d+$/.test(text)).sort()).toEqual([...numbers, ...bars].sort());
	});

	it("leaves out a number that has no room, and names every status and outcome there is", () => {
		const chart = fullChart("nl");
		const texts = textsIn(drawSvg(chart));
		expect(texts.filter((text) => /^\d+$/.test(text) && Number(text) >= 1000)).toEqual([]);
		expect(texts).toContain("1.508");
		expect(chart.waiting.bars).toHaveLength(12);
		for (const { label } of chart.waiting.bars) expect(texts).toContain(label);
		for (const { label } of chart.weeks.series) expect(texts).toContain(label);
	});

	it.each(languages)("says that there is nothing yet, without an axis round it (%s)", (language) => {
		const chart = emptyChart(language);
		expect(textsIn(drawSvg(chart))).toEqual([
			...[chart.weeks.title, chart.waiting.title],
			...[chart.weeks.empty, chart.waiting.empty],
		]);
	});

	it("is set in the font that comes with it: without, no letter shows", () => {
		const svg = drawSvg(usualChart("nl"));
		expect([...svg.matchAll(/font-family:([^;"]*)/g)].every(([, family]) => family === "Lato")).toBe(true);
		const { colourAt, width } = readPng(drawPng(usualChart("nl")));
		const title = Array.from({ length: 40 * width }, (_, at) => colourAt(at % width, 32 + Math.floor(at / width)));
		expect(title).toContain(Number.parseInt(ink.slice(1), 16));
	});

	it("can be read: every text has a contrast of at least 4.5 on what is behind it", () => {
		for (const text of [ink, quiet]) expect(contrast(text, paper)).toBeGreaterThanOrEqual(4.5);
		for (const { fill, on } of Object.values(colours)) expect(contrast(on, fill)).toBeGreaterThanOrEqual(4.5);
	});
});

describe("the colours", () => {
	/** How people see linear RGB who lack one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1). */
	const sights = {
		usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
		protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
		deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
		tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
	};

	/** In CIELAB, where a distance is how different two colours look; 2.3 can just be told apart. */
	function seen(colour: string, sight: readonly number[]): readonly number[] {
		const light = linear(colour);
		const row = (at: number) =>
			Math.max(
				0,
				light.reduce((sum, part, index) => sum + part * (sight[at * 3 + index] as number), 0),
			);
		const [r, g, b] = [row(0), row(1), row(2)];
		const root = (part: number) => (part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116);
		const x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
		const y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
		const z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
		return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
	}

	it.each(Object.entries(sights))("can be told apart with %s sight", (_, sight) => {
		const all = Object.entries(colours);
		for (const [index, [name, { fill }]] of all.entries()) {
			for (const [other, { fill: otherFill }] of all.slice(index + 1)) {
				const [one, two] = [seen(fill, sight), seen(otherFill, sight)];
				const distance = Math.hypot(...one.map((part, at) => part - (two[at] as number)));
				expect([name, other, distance > 15]).toEqual([name, other, true]);
			}
		}
	});
});

describe("encodePng", () => {
	it("keeps every pixel of a picture of few colours", () => {
		const pixels = Uint8Array.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 0, 0, 255]);
		const png = readPng(encodePng(pixels, 2, 2));
		expect([png.width, png.height, png.colours]).toEqual([2, 2, 3]);
		expect([png.colourAt(0, 0), png.colourAt(1, 0), png.colourAt(0, 1), png.colourAt(1, 1)]).toEqual([
			...[0xff0000, 0x00ff00, 0x0000ff, 0xff0000],
		]);
	});

	it("takes the nearest of 256 for the rarest of more", () => {
		const shades = Array.from({ length: 256 }, (_, index) => [index, index, index, 255]);
		const common = [...shades, ...shades];
		const png = readPng(encodePng(Uint8Array.from([...common, [100, 101, 100, 255]].flat()), 513, 1));
		expect(png.colours).toBe(256);
		expect(png.colourAt(512, 0)).toBe(0x646464);
		expect(png.colourAt(255, 0)).toBe(0xffffff);
	});
});
