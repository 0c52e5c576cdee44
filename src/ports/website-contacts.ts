import type { WebsiteAnswer } from "../core/contact/website-answer.ts";
import type { Instant } from "../core/instant.ts";

/** Finds whom a website itself wants to be told: its security.txt (RFC 9116), never the registrant of its domain. */
export interface WebsiteContacts {
	/**
	 * What the website at `host` says, a lower-case A-label name as `parseHost` gives it. Asks the host once, whoever asks
	 * for it, and not again while a stored answer is fresh. What goes wrong is an answer of kind `failed`; throws only the
	 * reason of `signal`, and what the cache throws.
	 */
	find(host: string, signal: AbortSignal): Promise<WebsiteAnswer>;
}

/** Answers of websites. Survives a restart. */
export interface SecurityTxtCache {
	/** The answer that is stored for `host`, fresh or not; null without one, or when it has the shape of another version. */
	find(host: string): Promise<WebsiteAnswer | null>;
	/** Replaces what is stored for `host`. Never called with a failure. */
	save(host: string, answer: WebsiteAnswer & { readonly asOf: Instant }): Promise<void>;
	/** Deletes answers of before `before`: a host can be an affected one. */
	dropOlder(before: Instant): Promise<void>;
}
