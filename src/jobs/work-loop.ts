/** A job that was taken from the queue. */
export interface TakenJob<T> {
	readonly id: string;
	readonly data: T;
}

export interface WorkLoopOptions<T> {
	/** Jobs that run at once. */
	readonly concurrency: number;
	/** How often to look when nobody nudges. */
	readonly pollMs: number;
	/** Takes at most `count` jobs. Never throws: gives none instead. */
	readonly fetch: (count: number) => Promise<readonly TakenJob<T>[]>;
	/** Runs one job and records how it ended. Never throws. */
	readonly run: (job: TakenJob<T>) => Promise<void>;
}

export interface WorkLoop {
	/** Look now. */
	nudge(): void;
	/** Takes no more jobs; gives when the running ones have ended. */
	stop(): Promise<void>;
}

/** Takes jobs and runs them, as many at once as allowed; looks again on a nudge, after each job, and every `pollMs`. */
export function startWorkLoop<T>({ concurrency, pollMs, fetch, run }: WorkLoopOptions<T>): WorkLoop {
	const running = new Set<Promise<void>>();
	let stopped = false;
	let nudged = false;
	let wake = (): void => {};

	const nudge = (): void => {
		nudged = true;
		wake();
	};

	const sleep = (): Promise<void> =>
		new Promise((resolve) => {
			const timer = setTimeout(resolve, pollMs);
			wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});

	const begin = (job: TakenJob<T>): void => {
		const work = run(job).finally(() => {
			running.delete(work);
			nudge();
		});
		running.add(work);
	};

	const loop = async (): Promise<void> => {
		while (!stopped) {
			nudged = false;
			const free = concurrency - running.size;
			const jobs = free > 0 ? await fetch(free) : [];
			for (const job of jobs) begin(job);
			if (!nudged && !stopped && (free === 0 || jobs.length < free)) await sleep();
		}
		await Promise.all(running);
	};
	const ended = loop();

	return {
		nudge,
		stop: () => {
			stopped = true;
			wake();
			return ended;
		},
	};
}
