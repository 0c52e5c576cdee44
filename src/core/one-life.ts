/** Something that is opened, used and closed, and may be opened again. */
export interface OneLife<T, Given> {
	/** Opens it; what `open` throws is thrown. */
	start(given: Given): Promise<void>;
	/** Ends a start that is under way, and closes what is open. */
	stop(): Promise<void>;
	/** What is open; null before and after. */
	now(): T | null;
}

/** `open` gets a signal that it was told to stop before it was done. */
export function createOneLife<T extends { close(): Promise<void> }, Given>(
	open: (given: Given, stopped: AbortSignal) => Promise<T>,
): OneLife<T, Given> {
	let alive: T | null = null;
	let starting = new AbortController();
	return {
		async start(given) {
			starting = new AbortController();
			alive = await open(given, starting.signal);
		},
		async stop() {
			starting.abort();
			const closing = alive;
			alive = null;
			await closing?.close();
		},
		now: () => alive,
	};
}
