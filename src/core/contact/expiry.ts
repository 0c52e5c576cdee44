import type { Instant } from "../instant.ts";

const dayMs = 86_400_000;

/** `2027-01-31` → the end of that day in UTC; null when it is no day. */
export function endOfDay(text: string): Instant | null {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
	if (match === null) return null;
	const start = new Date(`${match[0]}T00:00:00.000Z`);
	if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== match[0]) return null;
	return new Date(start.getTime() + dayMs).toISOString();
}

/** The same for a day that is still to come, today included; null for any other. */
export function parseExpiry(text: string, now: Instant): Instant | null {
	const end = endOfDay(text);
	return end !== null && end > now ? end : null;
}

/** The last day on which it counts, as `2027-01-31`: the day before one that ends at midnight (UTC). */
export function lastDay(expiresAt: Instant): string {
	return new Date(Date.parse(expiresAt) - 1).toISOString().slice(0, 10);
}

/** Whole days until it counts no longer, a begun one as a whole; 0 or less when it has ended. */
export function daysLeft(expiresAt: Instant, now: Instant): number {
	return Math.ceil((Date.parse(expiresAt) - Date.parse(now)) / dayMs);
}
