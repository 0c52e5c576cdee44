/** Copies of texts that were cut out of a big one: a slice would keep all of the big one in memory. */
export interface TextPool {
	/** One copy for all equal texts: handles, countries. */
	shared(text: string): string;
	/** A copy of its own: names, which seldom repeat. */
	copy(text: string): string;
}

export function textPool(): TextPool {
	const pool = new Map<string, string>();
	const copy = (text: string) => Buffer.from(text, "utf8").toString("utf8");
	return {
		copy,
		shared: (text) => {
			const known = pool.get(text);
			if (known !== undefined) return known;
			const own = copy(text);
			pool.set(own, own);
			return own;
		},
	};
}
