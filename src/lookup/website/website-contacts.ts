import { freshUntil, type WebsiteAnswer } from "../../core/contact/website-answer.ts";
import type { Clock } from "../../ports/clock.ts";
import type { SecurityTxtCache, WebsiteContacts } from "../../ports/website-contacts.ts";

export interface WebsiteContactsOptions {
	/** Asks the website itself; `websiteAsker` makes one for the whole process. */
	readonly ask: (host: string, signal: AbortSignal) => Promise<WebsiteAnswer>;
	readonly cache: SecurityTxtCache;
	readonly clock: Clock;
}

/** What websites say, asked for when no fresh answer is stored. */
export function websiteContacts({ ask, cache, clock }: WebsiteContactsOptions): WebsiteContacts {
	return {
		find: async (host, signal) => {
			signal.throwIfAborted();
			const known = await cache.find(host);
			const until = known === null ? null : freshUntil(known);
			if (known !== null && until !== null && clock() < until) return known;
			const answer = await ask(host, signal);
			if (answer.kind !== "failed") await cache.save(host, answer);
			return answer;
		},
	};
}
