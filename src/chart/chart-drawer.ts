import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { StatusChart } from "../core/thread/status-chart.ts";
import type { ChartDrawer } from "../ports/chart.ts";

export interface ChartDrawerOptions {
	/** The worker's file, where it is not the compiled one (a test bundles its own). */
	readonly workerEntry?: URL;
	/** A picture that takes longer is given up. Default 20 s: on a slow machine under load it takes two. */
	readonly timeoutMs?: number;
}

/** Node 20 runs no TypeScript: from the sources it is the compiled one. */
const compiledEntry = new URL(
	import.meta.url.endsWith(".ts") ? "../../dist/src/chart/draw-worker.js" : "./draw-worker.js",
	import.meta.url,
);

/**
 * Draws each chart in a worker thread of its own, which ends with it: loading the libraries and drawing takes about half a second, in which
 * the event loop would answer nobody, and they need not stay in memory for a picture now and then. One at a time; the newest
 * picture is kept, so that the same chart asked for twice is drawn once.
 */
export function createChartDrawer(options: ChartDrawerOptions = {}): ChartDrawer {
	let kept: { readonly key: string; readonly png: Uint8Array } | null = null;
	let last: Promise<unknown> = Promise.resolve();
	return {
		draw(chart) {
			const key = JSON.stringify(chart);
			const drawn = last.then(async () => {
				if (kept?.key !== key) kept = { key, png: await drawAside(chart, options) };
				return kept.png;
			});
			last = drawn.catch(() => {});
			return drawn;
		},
	};
}

async function drawAside(chart: StatusChart, options: ChartDrawerOptions): Promise<Uint8Array> {
	const { workerEntry = compiledEntry, timeoutMs = 20_000 } = options;
	const worker = new Worker(workerEntry, {
		workerData: chart,
		stdout: true,
		stderr: true,
		env: {},
		execArgv: [],
	});
	const ended = new AbortController();
	try {
		const picture = once(worker, "message", {
			signal: AbortSignal.any([ended.signal, AbortSignal.timeout(timeoutMs)]),
		});
		const gone = once(worker, "exit", { signal: ended.signal }).then(() => {
			throw new Error("the drawing ended without a picture");
		});
		const [png] = await Promise.race([picture, gone]);
		if (!(png instanceof Uint8Array)) throw new Error("the drawing gave no picture");
		return png;
	} finally {
		ended.abort();
		await worker.terminate();
	}
}
