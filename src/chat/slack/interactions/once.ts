/** One thing that somebody did, which Slack may deliver more than once. */
export interface Delivery<T> {
	/** What names it, the same each time. */
	readonly ids: readonly string[];
	/** Takes the acknowledgement to Slack; throws when the line is down. */
	readonly acknowledge: (answer: T) => Promise<unknown>;
	/** The acknowledgement's content; the same each time. */
	readonly answer: () => T;
	/** Gets that content. */
	readonly work: (answer: T) => void;
}

interface Taken {
	readonly answer: unknown;
	isDone: boolean;
}

/**
 * Acknowledges every delivery, and does the work once, after the first acknowledgement that went out: one that could not means that the person
 * sees a failure and Slack delivers again, so nothing is done for it. Remembers the last `limit` ids. False when it could not be acknowledged.
 */
export function createOnce(limit: number) {
	const taken = new Map<string, Taken>();
	return async <T>({ ids, acknowledge, answer, work }: Delivery<T>): Promise<boolean> => {
		const known = ids.map((id) => taken.get(id)).find((each) => each !== undefined);
		const one: Taken = known ?? { answer: answer(), isDone: false };
		for (const id of ids) taken.set(id, one);
		for (const oldest of taken.keys()) if (taken.size > limit) taken.delete(oldest);
		try {
			await acknowledge(one.answer as T);
		} catch {
			return false;
		}
		if (one.isDone) return true;
		one.isDone = true;
		work(one.answer as T);
		return true;
	};
}
