// Preloaded into the bot: writes how long its event loop was held up, a line per look, to the file that BENCH_LOOP_FILE names.

import { appendFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

const file = process.env.BENCH_LOOP_FILE;
const everyMs = 250;

if (isMainThread && file !== undefined) {
	const delay = monitorEventLoopDelay({ resolution: 10 });
	delay.enable();
	const look = () => {
		appendFileSync(file, `${JSON.stringify({ at: Date.now(), maxMs: delay.max / 1e6 })}\n`);
		delay.reset();
	};
	setInterval(look, everyMs).unref();
}
