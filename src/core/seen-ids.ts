/** Remembers the last `limit` ids. `isNew` is true once for each. */
export function createSeenIds(limit: number): { readonly isNew: (id: string) => boolean } {
	const seen = new Set<string>();
	return {
		isNew(id) {
			if (seen.has(id)) return false;
			seen.add(id);
			const [oldest] = seen;
			if (seen.size > limit && oldest !== undefined) seen.delete(oldest);
			return true;
		},
	};
}
