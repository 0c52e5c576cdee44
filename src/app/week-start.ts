import type { Instant } from "../core/instant.ts";

const msPerDay = 86_400_000;
const dayNumber: Readonly<Record<string, number>> = { Mon: 0, Tue: 1, Wed: 2, Thu: 3, Fri: 4, Sat: 5, Sun: 6 };

/** The beginning of the day, in UTC, on which the week of `now` began (Monday) in the given IANA time zone. */
export function weekStart(now: Instant, timeZone: string): Instant {
	const parts = new Intl.DateTimeFormat("en-GB", {
		...{ timeZone, weekday: "short", year: "numeric", month: "2-digit", day: "2-digit" },
		...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
	}).formatToParts(new Date(now));
	const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? "";
	const local = Date.UTC(
		...ymd(part("year"), part("month"), part("day")),
		Number(part("hour")),
		Number(part("minute")),
		Number(part("second")),
	);
	const offsetMs = local - Math.floor(Date.parse(now) / 1000) * 1000;
	const midnight = Date.UTC(...ymd(part("year"), part("month"), part("day")));
	return new Date(midnight - (dayNumber[part("weekday")] ?? 0) * msPerDay - offsetMs).toISOString();
}

function ymd(year: string, month: string, day: string): [number, number, number] {
	return [Number(year), Number(month) - 1, Number(day)];
}
