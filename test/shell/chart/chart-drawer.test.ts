import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createChartDrawer } from "../../../src/chart/chart-drawer.ts";
import { buildWorker } from "../../support/build-worker.ts";
import { emptyChart, usualChart } from "./figures.ts";
import { readPng } from "./read-png.ts";

let worker: Awaited<ReturnType<typeof buildWorker>>;
let folder: string;
beforeAll(async () => {
	worker = await buildWorker("src/chart/draw-worker.ts");
	folder = await mkdtemp(join(tmpdir(), "meldkamer-chart-"));
});
afterAll(async () => {
	await worker?.remove();
	await rm(folder, { recursive: true, force: true });
});

/** A worker of these lines. */
async function workerOf(lines: string): Promise<URL> {
	const file = join(folder, `${Math.random().toString(36).slice(2)}.mjs`);
	await writeFile(file, `import { parentPort, workerData } from "node:worker_threads";\n${lines}`);
	return pathToFileURL(file);
}

describe("the chart drawer", () => {
	it("draws several charts asked for at once, each its own", async () => {
		const drawer = createChartDrawer({ workerEntry: worker.entry });
		const [usual, empty] = await Promise.all([drawer.draw(usualChart("nl")), drawer.draw(emptyChart("en"))]);
		expect(readPng(usual).height).toBeGreaterThan(readPng(empty).height);
	});

	it("leaves the event loop to others meanwhile", async () => {
		const drawer = createChartDrawer({ workerEntry: worker.entry });
		let turns = 0;
		const timer = setInterval(() => {
			turns += 1;
		}, 1);
		await drawer.draw(usualChart("en"));
		clearInterval(timer);
		// Drawn here it would be none.
		expect(turns).toBeGreaterThan(10);
	});

	it("draws the same chart once", async () => {
		const counting = await workerOf(`
			import { appendFileSync } from "node:fs";
			appendFileSync(${JSON.stringify(join(folder, "drawn"))}, workerData.weeks.title + "\\n");
			parentPort.postMessage(new Uint8Array([workerData.alt.length]));`);
		const drawer = createChartDrawer({ workerEntry: counting });
		const charts = [usualChart("nl"), usualChart("nl"), usualChart("en"), usualChart("nl")];
		const drawn = await Promise.all(charts.map((chart) => drawer.draw(chart)));
		expect(drawn[1]).toBe(drawn[0]);
		const titles = (await readFile(join(folder, "drawn"), "utf8")).trim().split("\n");
		expect(titles).toEqual(["Zaken per week", "Cases per week", "Zaken per week"]);
	});

	it.each([
		["throws", "throw new Error('no');", /no/],
		["ends without a picture", "", /without a picture/],
		["says something else", "parentPort.postMessage('hello');", /gave no picture/],
	])("fails when the worker %s, and draws the next one all the same", async (_, lines, said) => {
		const broken = await workerOf(
			`if (workerData.weeks.empty !== null) { ${lines} } else parentPort.postMessage(new Uint8Array(3));`,
		);
		const drawer = createChartDrawer({ workerEntry: broken });
		const failed = drawer.draw(emptyChart("nl"));
		const next = drawer.draw(usualChart("nl"));
		await expect(failed).rejects.toThrow(said);
		expect(await next).toHaveLength(3);
	});

	it("gives up a picture that takes too long", async () => {
		const drawer = createChartDrawer({ workerEntry: await workerOf("setInterval(() => {}, 1000);"), timeoutMs: 50 });
		await expect(drawer.draw(usualChart("nl"))).rejects.toThrow(/abort/i);
	});

	it("fails when the worker's file is not there", async () => {
		const drawer = createChartDrawer({ workerEntry: new URL("missing.mjs", pathToFileURL(`${folder}/`)) });
		await expect(drawer.draw(usualChart("nl"))).rejects.toThrow();
	});
});
