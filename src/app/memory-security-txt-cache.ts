import type { WebsiteAnswer } from "../core/contact/website-answer.ts";
import type { Instant } from "../core/instant.ts";
import type { SecurityTxtCache } from "../ports/website-contacts.ts";

/** A cache for one run: what is in it is gone with the process. */
export function memorySecurityTxtCache(): SecurityTxtCache {
	const kept = new Map<string, WebsiteAnswer & { readonly asOf: Instant }>();
	return {
		find: async (host) => kept.get(host) ?? null,
		save: async (host, answer) => {
			kept.set(host, answer);
		},
		dropOlder: async (before) => {
			for (const [host, { asOf }] of kept) if (asOf < before) kept.delete(host);
		},
	};
}
