import type { Texts } from "../../text/texts.ts";
import type { DeliveryWishes, DirectoryEntry, OptOut } from "../contact/entry.ts";
import { daysLeft, lastDay } from "../contact/expiry.ts";
import type { Conflict } from "../contact/find-conflicts.ts";
import { fingerprintOf, keyBlocks } from "../contact/pgp-armour.ts";
import type { Instant } from "../instant.ts";

export type AnyEntry = DirectoryEntry | OptOut;

/** Who is told, as `Operator <abuse@example.nl>`, with what is special about it behind; empty for an opt-out. */
export function contactWords(entry: AnyEntry, texts: Texts): string {
	if (!("operator" in entry)) return "";
	const contact = `${entry.operator} <${entry.mailboxes.join(", ")}>`;
	const about = [...(entry.forwarder ? [texts.directory.forwarder] : []), ...wishWords(entry, texts)];
	return about.length === 0 ? contact : `${contact} (${about.join("; ")})`;
}

/** How an operator wants its mail, in a few words each: keys by the first digits of their fingerprints. Empty when it asked for nothing. */
export function wishWords({ xarf, language, pgpKey }: DeliveryWishes, texts: Texts): string[] {
	const t = texts.directory;
	const keys = pgpKey === null ? [] : keyBlocks(pgpKey).map(shortFingerprint);
	return [
		...(keys.length === 0 ? [] : [`PGP ${keys.join(", ")}`]),
		...(xarf ? ["X-ARF"] : []),
		...(language === null ? [] : [t.onlyLanguage[language]]),
	];
}

/** The last day in words; it ends at midnight UTC, whatever the time zone of the reader. */
export function lastDayWords(expiresAt: Instant, texts: Texts): string {
	return texts.day(`${lastDay(expiresAt)}T12:00:00.000Z`);
}

/** Until when an entry counts, with the days that are left. */
export function untilWords(expiresAt: Instant | null, now: Instant, texts: Texts): string {
	if (expiresAt === null) return texts.replies.entryAlways;
	const days = Math.max(0, daysLeft(expiresAt, now));
	return texts.directory.untilDays(lastDayWords(expiresAt, texts), texts.number(days));
}

function shortFingerprint(block: string): string {
	const fingerprint = fingerprintOf(block);
	return fingerprint === null ? "?" : `${fingerprint.slice(0, 9)} …`;
}

/** What is odd about an entry, as a sentence. */
export function conflictWords({ value, code, about }: Conflict, now: Instant, texts: Texts): string {
	const other = code === "ends-soon" ? untilWords(about, now, texts) : about;
	return texts.directory.conflicts[code](value, other);
}
