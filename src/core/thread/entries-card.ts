import type { Texts } from "../../text/texts.ts";
import type { Card } from "./card.ts";

const maxRows = 50;

/** One row of the directory or of the opt-outs. `contact` is empty for an opt-out. */
export interface EntryRow {
	readonly value: string;
	readonly contact: string;
	readonly reason: string;
	readonly author: string;
	readonly expiresAt: string | null;
}

/** The directory or the opt-outs: what for, why, by whom and until when. */
export function renderEntries(title: string, entries: readonly EntryRow[], texts: Texts): Card {
	const t = texts.replies;
	const withContact = entries.some((entry) => entry.contact !== "");
	const rows = entries.slice(0, maxRows).map((entry) => {
		const until = entry.expiresAt === null ? t.entryAlways : texts.day(entry.expiresAt);
		return [entry.value, ...(withContact ? [entry.contact] : []), entry.reason, entry.author, until];
	});
	const head = [t.entryFor, ...(withContact ? [t.entryContact] : []), t.entryWhy, t.entryBy, t.entryUntil];
	const left = entries.length - rows.length;
	return {
		tone: "neutral",
		title,
		table: { head, numeric: [], rows },
		...(left > 0 ? { note: t.listMore(texts.number(left)) } : {}),
	};
}
