interface Question {
	readonly id: number;
	readonly method: string;
	readonly args: readonly unknown[];
}

/** In a fake's own process: says that it is up, answers what the test's side asks over the IPC channel, and ends when that side does. */
export function answerParent(control: object, ready: unknown): void {
	const methods = new Map<string, unknown>(Object.entries(control));
	process.on("message", (question: Question) => {
		const method = methods.get(question.method) as (...args: readonly unknown[]) => unknown;
		Promise.resolve()
			.then(() => method(...question.args))
			.then((value) => process.send?.({ id: question.id, value }))
			.catch((error: unknown) =>
				process.send?.({ id: question.id, error: error instanceof Error ? error.message : String(error) }),
			);
	});
	process.on("disconnect", () => process.exit(0));
	process.send?.({ ready });
}
