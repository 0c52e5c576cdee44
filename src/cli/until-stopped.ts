/** Waits for Ctrl+C or a request to end. A second one ends at once. */
export function untilStopped(): Promise<void> {
	return new Promise((resolve) => {
		for (const signal of ["SIGINT", "SIGTERM"] as const) {
			process.once(signal, () => {
				process.once(signal, () => process.exit(1));
				resolve();
			});
		}
	});
}
