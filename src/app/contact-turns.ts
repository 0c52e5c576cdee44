/**
 * Lets work with the same key run one after the other, so that the second finds what the first has stored. Work with
 * other keys is not held up, and a failure holds up nobody.
 */
export function contactTurns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
	const last = new Map<string, Promise<unknown>>();
	return (key, work) => {
		const before = last.get(key) ?? Promise.resolve();
		const mine = before.then(work, work);
		last.set(key, mine);
		const tidy = () => {
			if (last.get(key) === mine) last.delete(key);
		};
		mine.then(tidy, tidy);
		return mine;
	};
}
