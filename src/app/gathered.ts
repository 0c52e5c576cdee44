export interface Gathering {
	/** Questions of one call at most. */
	readonly most: number;
	/** A call waits this long for more questions, unless it has `enough`; 0 = for those of the same turn. */
	readonly lingerMs: number;
	/** Default `most`. */
	readonly enough?: number;
}

/**
 * Answers many questions with few calls: what is asked while a call is under way goes into the next one, at most `most` at a time, in
 * the order in which it was asked. Answers come in the order of the questions. A call that throws fails all that it was asked for.
 */
export function gathered<Q, A>(
	ask: (questions: readonly Q[]) => Promise<readonly A[]>,
	{ most, lingerMs, enough = most }: Gathering,
): (question: Q) => Promise<A> {
	interface Asked {
		readonly question: Q;
		readonly resolve: (answer: A) => void;
		readonly reject: (fault: unknown) => void;
	}
	const waiting: Asked[] = [];
	let running = false;
	let goOn = (): void => {};

	const company = (): Promise<void> => {
		// What is asked in the same turn comes along.
		if (lingerMs === 0 || waiting.length >= enough) return Promise.resolve();
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, lingerMs);
			goOn = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	};
	const answerNext = async (): Promise<void> => {
		const asked = waiting.splice(0, most);
		try {
			const answers = await ask(asked.map(({ question }) => question));
			for (const [index, { resolve }] of asked.entries()) resolve(answers[index] as A);
		} catch (fault) {
			for (const { reject } of asked) reject(fault);
		}
	};
	const run = async (): Promise<void> => {
		while (waiting.length > 0) {
			await company();
			await answerNext();
		}
		running = false;
	};
	return (question) =>
		new Promise<A>((resolve, reject) => {
			waiting.push({ question, resolve, reject });
			if (waiting.length >= enough) goOn();
			if (running) return;
			running = true;
			void run();
		});
}
