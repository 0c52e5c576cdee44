import { operatorKey } from "./parse-mailboxes.ts";
import type { Offer } from "./resolution.ts";

/**
 * Those of `offers` that `others` has, too. A mail to whoever is chosen holds all that was found together: what is offered for one
 * part may be the provider of that part alone.
 */
export function commonOffers(offers: readonly Offer[], others: readonly Offer[]): readonly Offer[] {
	if (offers === others || offers.length === 0) return offers;
	const keys = new Set(others.map(({ mailboxes }) => operatorKey(mailboxes)));
	return offers.filter(({ mailboxes }) => keys.has(operatorKey(mailboxes)));
}
