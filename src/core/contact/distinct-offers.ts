import { operatorKey } from "./parse-mailboxes.ts";
import type { Offer } from "./resolution.ts";

/** More to choose from than this helps nobody. */
const maxOffers = 5;

/** Offers for what is not already used, each set of mailboxes once, the first ones. `used`: `operatorKey` of what is used; empty without. */
export function distinctOffers(offers: readonly Offer[], used: string): Offer[] {
	const byKey = new Map<string, Offer>();
	for (const offer of offers) {
		const key = operatorKey(offer.mailboxes);
		if (key !== used && !byKey.has(key)) byKey.set(key, offer);
	}
	return [...byKey.values()].slice(0, maxOffers);
}
