import type { JobHandlers } from "../../src/app/background.ts";
import type { Job, JobQueue } from "../../src/ports/jobs.ts";

/** A job queue that runs nothing by itself: a test runs what waits, in order, and sees what was stored. */
export interface MemoryJobs extends JobQueue {
	/** Jobs that are due, in order of storing. */
	readonly waiting: Job[];
	/** Jobs for later: those with an `at`, and those stored by `enqueueLater`. */
	readonly later: Job[];
	/** How long `enqueueLater` put a job off last, by the job as JSON. */
	readonly laterMs: ReadonlyMap<string, number>;
	/** Runs due jobs until none waits. */
	drain(handlers: JobHandlers): Promise<void>;
}

export function createMemoryJobs(): MemoryJobs {
	const waiting: Job[] = [];
	const later: Job[] = [];
	const laterMs = new Map<string, number>();
	const store = (jobs: readonly Job[]) => {
		for (const job of jobs) {
			const list = "at" in job && job.at !== null ? later : waiting;
			if (!list.some((known) => JSON.stringify(known) === JSON.stringify(job))) list.push(job);
		}
	};
	const none = new AbortController().signal;
	return {
		waiting,
		later,
		laterMs,
		async enqueueIn(_execute, jobs) {
			store(jobs);
		},
		async enqueue(jobs) {
			store(jobs);
		},
		async enqueueLater(job, delayMs) {
			later.push(job);
			laterMs.set(JSON.stringify(job), delayMs);
		},
		nudge() {},
		async start() {},
		async schedule() {},
		async enqueueUpdates(asked) {
			store([{ type: "UpdateRegistry", folder: "here", asked }]);
		},
		async stop() {},
		async drain(handlers) {
			for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
				const handle = handlers[job.type] as (job: Job, signal: AbortSignal) => Promise<void>;
				await handle(job, none);
			}
		},
	};
}
