import { z } from "zod";

/** A moment in time: ISO 8601 in UTC with milliseconds, e.g. `2026-11-21T09:00:00.000Z`. Core never reads the clock. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

/** The moment `ms` milliseconds after `at` (negative: before). */
export function plusMs(at: Instant, ms: number): Instant {
	return new Date(Date.parse(at) + ms).toISOString();
}
