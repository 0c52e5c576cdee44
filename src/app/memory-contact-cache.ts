import { containsRange, renderRange } from "../core/report/range.ts";
import type { ContactCache, StoredAnswer } from "../ports/contact-cache.ts";

/** A cache for one run: what is in it is gone with the process. */
export function memoryContactCache(): ContactCache {
	const kept = new Map<string, StoredAnswer>();
	return {
		find: async (ranges, since) => {
			const wide = [...kept.values()].filter(({ whole, asOf }) => whole && asOf > since);
			return ranges.map((range) => {
				const own = kept.get(renderRange(range));
				const holding = wide.filter(({ area }) => containsRange(area, range));
				if (own !== undefined && own.asOf > since) holding.push(own);
				return holding.reduce<StoredAnswer | null>(
					(newest, answer) => (newest === null || answer.asOf > newest.asOf ? answer : newest),
					null,
				);
			});
		},
		save: async (answers) => {
			for (const answer of answers) kept.set(renderRange(answer.area), answer);
		},
		dropOlder: async (before) => {
			for (const [key, { asOf }] of kept) if (asOf < before) kept.delete(key);
		},
	};
}
