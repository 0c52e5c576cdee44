import type { Texts } from "../../text/texts.ts";
import type { Conflict } from "../contact/find-conflicts.ts";
import type { Instant } from "../instant.ts";
import { renderButtonId } from "./button-id.ts";
import type { Button, Card, Line, Table } from "./card.ts";
import { type AnyEntry, conflictWords, contactWords, lastDayWords, untilWords } from "./entry-words.ts";

/** Rows of a page: with their reasons they fit in a message of every platform. */
const rowsOnPage = 15;
const maxLines = 10;

/** The two lists that a team keeps, as they stand in the id of a button. */
export type EntryList = "contacts" | "optouts";

export interface EntriesView {
	readonly list: EntryList;
	readonly title: string;
	/** At least one, or one that has ended. */
	readonly entries: readonly AnyEntry[];
	readonly conflicts: readonly Conflict[];
	/** Those that ended by themselves of late and were not set again. */
	readonly ended: readonly AnyEntry[];
	/** From 1; one that is not there is the nearest that is. */
	readonly page: number;
	readonly now: Instant;
}

/** Entries as a table: what for, who, why, by whom and until when. */
export function entriesTable(entries: readonly AnyEntry[], now: Instant, texts: Texts): Table {
	const t = texts.replies;
	const withContact = entries.some((entry) => "operator" in entry);
	const rows = entries.map((entry) => [
		...[entry.value, ...(withContact ? [contactWords(entry, texts)] : [])],
		...[entry.reason, entry.author, untilWords(entry.expiresAt, now, texts)],
	]);
	const head = [t.entryFor, ...(withContact ? [t.entryContact] : []), t.entryWhy, t.entryBy, t.entryUntil];
	return { head, numeric: [], rows };
}

interface Most {
	/** Lines at most; the rest is counted. */
	readonly most?: number;
}

/** Warnings for entries, ten lines unless told. */
export function conflictLines(
	conflicts: readonly Conflict[],
	{ now, most = maxLines }: Most & { readonly now: Instant },
	texts: Texts,
): readonly Line[] {
	const left = conflicts.length - most;
	return [
		...conflicts.slice(0, most).map((conflict): Line => ({ tone: "warn", text: conflictWords(conflict, now, texts) })),
		...(left > 0 ? [{ tone: "warn", text: texts.directory.moreConflicts(texts.number(left)) } as const] : []),
	];
}

/** A line for each entry that ended, ten unless told. */
export function endedLines(ended: readonly AnyEntry[], texts: Texts, { most = maxLines }: Most = {}): readonly Line[] {
	const t = texts.directory;
	const left = ended.length - most;
	return [
		...ended.slice(0, most).map(({ value, expiresAt }): Line => {
			const day = expiresAt === null ? "" : lastDayWords(expiresAt, texts);
			return { tone: "neutral", text: t.ended(value, day) };
		}),
		...(left > 0 ? [{ tone: "neutral", text: t.moreEnded(texts.number(left)) } as const] : []),
	];
}

/** One page of the directory or of the opt-outs, with what is odd about the entries on it; the first names what ended, too. */
export function renderEntries(view: EntriesView, texts: Texts): Card {
	const { list, title, entries, conflicts, ended, now } = view;
	const t = texts.directory;
	const pages = Math.max(1, Math.ceil(entries.length / rowsOnPage));
	const page = Math.min(Math.max(1, view.page), pages);
	const shown = entries.slice((page - 1) * rowsOnPage, page * rowsOnPage);
	const values = new Set(shown.map(({ value }) => value));
	const odd = conflicts.filter(({ value }) => values.has(value));
	const lines = [...conflictLines(odd, { now }, texts), ...(page === 1 ? endedLines(ended, texts) : [])];
	const to = (number: number, label: string): Button => ({
		id: renderButtonId({ verb: "entries", caseNumber: list.toUpperCase(), epoch: number, argument: null }),
		...{ label, style: "plain" },
	});
	const buttons = [...(page > 1 ? [to(page - 1, t.previous)] : []), ...(page < pages ? [to(page + 1, t.next)] : [])];
	const counts = [texts.number(page), texts.number(pages), texts.number(entries.length)] as const;
	return {
		...{ tone: "neutral", title },
		...(shown.length > 0 ? { table: entriesTable(shown, now, texts) } : {}),
		...(lines.length > 0 ? { lines } : {}),
		...(buttons.length > 0 ? { buttons: [buttons], note: `${t.page(...counts)} ${t.asFile}` } : {}),
	};
}
