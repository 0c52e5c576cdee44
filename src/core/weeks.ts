import { type Instant, plusMs } from "./instant.ts";

const msPerDay = 86_400_000;
const mondayFirst = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** A week from Monday, 0:00 in the hotline's time zone, on. */
export interface Week {
	readonly start: Instant;
	/** As ISO 8601 numbers them: week 1 is the one with the year's first Thursday. */
	readonly number: number;
}

/** The week of `now` and those before it, `count` in all, the oldest first; `timeZone` is an IANA name. */
export function recentWeeks(now: Instant, timeZone: string, count: number): readonly Week[] {
	const clock = localClock(timeZone);
	const { date, weekday } = clock(now);
	const monday = date - weekday * msPerDay;
	return Array.from({ length: count }, (_, index) => {
		const day = monday - (count - 1 - index) * 7 * msPerDay;
		return { start: beginOf(day, clock), number: weekNumber(day) };
	});
}

interface LocalTime {
	/** The day there, as the milliseconds of its midnight in UTC. */
	readonly date: number;
	/** Days since Monday. */
	readonly weekday: number;
	/** How far the clock there is ahead of UTC. */
	readonly aheadMs: number;
}

type LocalClock = (at: Instant) => LocalTime;

function localClock(timeZone: string): LocalClock {
	const format = new Intl.DateTimeFormat("en-GB", {
		...{ timeZone, weekday: "short", year: "numeric", month: "2-digit", day: "2-digit" },
		...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
	});
	return (at) => {
		const shown = format.formatToParts(new Date(at)).map(({ type, value }) => [type, value] as const);
		const part: Readonly<Record<string, string>> = Object.fromEntries(shown);
		const date = Date.UTC(Number(part.year), Number(part.month) - 1, Number(part.day));
		const local = date + (Number(part.hour) * 3600 + Number(part.minute) * 60 + Number(part.second)) * 1000;
		const aheadMs = local - Math.floor(Date.parse(at) / 1000) * 1000;
		return { date, weekday: mondayFirst.indexOf(String(part.weekday)), aheadMs };
	};
}

/** Asked twice, because the clock may be put on or back between midnight in UTC and midnight there. */
function beginOf(date: number, clock: LocalClock): Instant {
	const midnight = new Date(date).toISOString();
	const near = plusMs(midnight, -clock(midnight).aheadMs);
	return plusMs(midnight, -clock(near).aheadMs);
}

/** Of the week that begins on this Monday. */
function weekNumber(monday: number): number {
	const thursday = monday + 3 * msPerDay;
	const year = new Date(thursday).getUTCFullYear();
	return 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * msPerDay));
}
