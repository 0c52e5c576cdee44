interface Work<T> {
	readonly result: Promise<T>;
	readonly controller: AbortController;
	waiting: number;
}

/**
 * `work` by key, done once for all who ask while it runs. Whoever aborts stops waiting; the work itself is aborted when nobody
 * waits any more.
 */
export function sharedWork<T>(
	work: (key: string, signal: AbortSignal) => Promise<T>,
): (key: string, signal: AbortSignal) => Promise<T> {
	const running = new Map<string, Work<T>>();

	function start(key: string): Work<T> {
		const controller = new AbortController();
		const begun: Work<T> = { result: work(key, controller.signal), controller, waiting: 0 };
		running.set(key, begun);
		const forget = () => {
			if (running.get(key) === begun) running.delete(key);
		};
		begun.result.then(forget, forget);
		return begun;
	}

	return async (key, signal) => {
		signal.throwIfAborted();
		const shared = running.get(key) ?? start(key);
		shared.waiting++;
		// One of its own: thousands may wait on the signal of one case.
		const own = AbortSignal.any([signal]);
		let stop = () => {};
		const aborted = new Promise<never>((_, reject) => {
			stop = () => reject(own.reason);
			own.addEventListener("abort", stop, { once: true });
		});
		try {
			return await Promise.race([shared.result, aborted]);
		} finally {
			own.removeEventListener("abort", stop);
			shared.waiting--;
			// A later asker must not join what is being ended.
			if (shared.waiting === 0 && running.get(key) === shared) {
				running.delete(key);
				shared.controller.abort();
			}
		}
	};
}
