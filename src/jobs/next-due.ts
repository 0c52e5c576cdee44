import { CronExpressionParser } from "cron-parser";
import type { Instant } from "../core/instant.ts";

/**
 * The first moment after `after` that a cron of five fields names in an IANA time zone, as pg-boss reads it; null for one that names none, such as
 * the 31st of February.
 */
export function nextDue(cron: string, timeZone: string, after: Instant): Instant | null {
	try {
		return CronExpressionParser.parse(cron.trim(), { currentDate: after, tz: timeZone }).next().toISOString();
	} catch {
		return null;
	}
}
