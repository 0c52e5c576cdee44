import type { Instant } from "../instant.ts";

const written = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a moment that can be read in one way only: ISO 8601 with `T` or a space. Without a zone it is UTC, as in every
 * Shadowserver report. Null for anything else (`01/02/2026`, a Unix time, a date alone), which then stays a detail.
 */
export function parseTime(text: string): Instant | null {
	const ms = parseTimeMs(text);
	return ms === null ? null : new Date(ms).toISOString();
}

/** As `parseTime`, in milliseconds since 1970. */
export function parseTimeMs(text: string): number | null {
	const match = written.exec(text);
	if (match === null) return null;
	const part = (at: number) => Number(match[at] ?? 0);
	const [year, month, day] = [part(1), part(2), part(3)];
	const [hour, minute, second] = [part(4), part(5), part(6)];
	// Date.UTC takes years before 100 for 1900 and later, and rolls 31 February over into March.
	if (year < 1000 || month < 1 || day < 1 || hour > 23 || minute > 59 || second > 59) return null;
	if (day > (daysInMonth[month - 1] ?? 0) || (month === 2 && day === 29 && !isLeap(year))) return null;
	const offset = offsetMinutes(match[8]);
	if (offset === null) return null;
	const ms = match[7] === undefined ? 0 : Math.floor(Number(`0.${match[7]}`) * 1000);
	return Date.UTC(year, month - 1, day, hour, minute - offset, second, ms);
}

function isLeap(year: number): boolean {
	return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function offsetMinutes(zone: string | undefined): number | null {
	if (zone === undefined || /^[a-z]/i.test(zone)) return 0;
	const hours = Number(zone.slice(1, 3));
	const minutes = Number(zone.slice(-2));
	if (hours > 14 || minutes > 59) return null;
	return zone.startsWith("-") ? -(hours * 60 + minutes) : hours * 60 + minutes;
}
