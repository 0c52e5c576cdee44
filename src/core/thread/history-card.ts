import type { Texts } from "../../text/texts.ts";
import type { Past } from "../contact/entry.ts";
import type { Instant } from "../instant.ts";
import type { Card } from "./card.ts";
import { type AnyEntry, contactWords, lastDayWords } from "./entry-words.ts";

const maxRows = 25;

export interface EntryHistory {
	/** The key. */
	readonly value: string;
	/** The newest first. */
	readonly past: readonly Past<AnyEntry>[];
	readonly now: Instant;
}

function endWords(
	{ expiresAt, removedAt, removedBy, removedReason }: Past<AnyEntry>,
	now: Instant,
	texts: Texts,
): string {
	const t = texts.directory;
	if (removedAt !== null) {
		const [when, by] = [texts.when(removedAt), removedBy ?? ""];
		return removedReason === null
			? t.historyReplaced(when, by)
			: t.historyRemoved(when, by, removedReason || t.noReason);
	}
	return expiresAt !== null && expiresAt <= now ? t.historyExpired(lastDayWords(expiresAt, texts)) : t.historyNow;
}

/** Who set, replaced and removed an entry, when and why. */
export function renderHistory({ value, past, now }: EntryHistory, texts: Texts): Card {
	const t = texts.directory;
	if (past.length === 0) return { tone: "warn", title: null, body: [t.historyNone(value)] };
	const withContact = past.some((entry) => "operator" in entry);
	const rows = past
		.slice(0, maxRows)
		.map((entry) => [
			...[texts.when(entry.createdAt), entry.author, ...(withContact ? [contactWords(entry, texts)] : [])],
			...[entry.reason, endWords(entry, now, texts)],
		]);
	const left = past.length - rows.length;
	const r = texts.replies;
	const head = [t.historyWhen, r.entryBy, ...(withContact ? [r.entryContact] : []), r.entryWhy, t.historyEnd];
	return {
		...{ tone: "neutral", title: t.historyTitle(value), table: { head, numeric: [], rows } },
		...(left > 0 ? { note: r.listMore(texts.number(left)) } : {}),
	};
}
