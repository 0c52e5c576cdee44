import type { Texts } from "../../text/texts.ts";
import type { BadMailbox } from "../contact/bad-mailbox.ts";
import type { Conflict } from "../contact/find-conflicts.ts";
import type { SpeakingEntries } from "../contact/speaking-entries.ts";
import type { Instant } from "../instant.ts";
import type { Card } from "./card.ts";
import { conflictLines } from "./entries-card.ts";
import { type AnyEntry, contactWords, untilWords } from "./entry-words.ts";

/** Most rows that are shown; nobody reads more to see which entry wins. */
const maxRows = 20;

export interface AboutTarget {
	/** Canonical text of what was asked. */
	readonly target: string;
	readonly speaking: SpeakingEntries;
	/** Of the entries that are shown. */
	readonly conflicts: readonly Conflict[];
	readonly now: Instant;
}

const sortOf = (entry: AnyEntry, texts: Texts) =>
	"operator" in entry ? texts.directory.aboutContact : texts.directory.aboutOptOut;

function cells(
	entry: AnyEntry,
	sort: string,
	{ now, texts }: { readonly now: Instant; readonly texts: Texts },
): string[] {
	return [sort, entry.value, contactWords(entry, texts), entry.reason, untilWords(entry.expiresAt, now, texts)];
}

function rowsOf({ speaking, now }: AboutTarget, texts: Texts): string[][] {
	const t = texts.directory;
	const { optOuts, contacts, optOutParts, contactParts } = speaking;
	const whole = [...optOuts, ...contacts].map((entry) => cells(entry, sortOf(entry, texts), { now, texts }));
	const parts = [...optOutParts, ...contactParts].map((entry) =>
		cells(entry, t.aboutPart(sortOf(entry, texts)), { now, texts }),
	);
	return [...whole, ...parts];
}

const headOf = (texts: Texts) => {
	const t = texts.replies;
	return [texts.directory.aboutSort, t.entryFor, t.entryContact, t.entryWhy, t.entryUntil];
};

/** Which entries speak for a target, which one wins, and why; for the asker alone. */
export function renderAbout(about: AboutTarget, texts: Texts): Card {
	const t = texts.directory;
	const { target, speaking, conflicts, now } = about;
	const rows = rowsOf(about, texts);
	const left = rows.length - maxRows;
	const lines = conflictLines(conflicts, { now }, texts);
	return {
		...{ tone: "neutral", title: t.aboutTitle(target) },
		body: [t.why[speaking.why](speaking.winner?.value ?? "")],
		...(rows.length > 0 ? { table: { head: headOf(texts), numeric: [], rows: rows.slice(0, maxRows) } } : {}),
		...(lines.length > 0 ? { lines } : {}),
		note: [...(left > 0 ? [texts.replies.listMore(texts.number(left))] : []), t.aboutLookup].join(" "),
	};
}

export interface AboutMailbox {
	readonly mailbox: string;
	/** Entries that name it, and opt-outs of it or of its domain. */
	readonly entries: readonly AnyEntry[];
	/** Null when it works, as far as is known. */
	readonly bad: BadMailbox | null;
	readonly now: Instant;
}

/** What is kept about a mailbox: who names it, whether it opted out, whether it works. */
export function renderAboutMailbox({ mailbox, entries, bad, now }: AboutMailbox, texts: Texts): Card {
	const t = texts.directory;
	const rows = entries.slice(0, maxRows).map((entry) => cells(entry, sortOf(entry, texts), { now, texts }));
	const left = entries.length - rows.length;
	const works = bad === null ? t.mailboxWorks : badWords(bad, texts);
	return {
		...{ tone: bad === null ? "neutral" : "warn", title: t.aboutTitle(mailbox), body: [works] },
		...(rows.length > 0 ? { table: { head: headOf(texts), numeric: [], rows } } : {}),
		...(left > 0 ? { note: texts.replies.listMore(texts.number(left)) } : {}),
	};
}

function badWords({ mailbox, reason, markedAt, cause }: BadMailbox, texts: Texts): string {
	return `${texts.directory.markedBad(mailbox)} ${texts.day(markedAt)}: ${texts.directory.badCauses[cause]}. ${reason}`;
}

/** Every mailbox that does not work, the newest mark first. */
export function renderBadMailboxes(marks: readonly BadMailbox[], texts: Texts): Card {
	const t = texts.directory;
	if (marks.length === 0) return { tone: "good", title: t.badTitle, body: [t.badNone] };
	const rows = marks
		.slice(0, maxRows)
		.map((bad) => [
			...[bad.mailbox, t.badCauses[bad.cause], bad.reason],
			...[bad.caseNumber ?? bad.author ?? "", texts.day(bad.markedAt)],
		]);
	const left = marks.length - rows.length;
	const head = [t.badMailbox, t.badCause, texts.replies.entryWhy, texts.replies.entryBy, t.badSince];
	const notes = [...(left > 0 ? [texts.replies.listMore(texts.number(left))] : []), t.badNote];
	return { ...{ tone: "neutral", title: t.badTitle, note: notes.join(" ") }, table: { head, numeric: [], rows } };
}
