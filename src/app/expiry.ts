import type { Instant } from "../core/instant.ts";

/** `2027-01-31` → the end of that day in UTC; null when it is not a day after `now`. */
export function parseExpiry(text: string, now: Instant): Instant | null {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
	if (match === null) return null;
	const [, year, month, day] = match.map(Number) as [number, number, number, number];
	const end = new Date(Date.UTC(year, month - 1, day + 1));
	const real = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
	return real && end.toISOString() > now ? end.toISOString() : null;
}
