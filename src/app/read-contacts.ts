import type { DirectoryEntry } from "../core/contact/entry.ts";
import { keptWishes } from "../core/contact/kept-wishes.ts";
import { keyCell } from "../core/contact/pgp-armour.ts";
import {
	type ContactDraft,
	type ContactRow,
	type ReadEntries,
	type RowProblem,
	readContactsCsv,
} from "../core/contact/read-directory-csv.ts";
import type { TableRow } from "../core/contact/table-row.ts";
import type { Instant } from "../core/instant.ts";
import type { MailKeys } from "../ports/mail-keys.ts";

/** What rows are held against: the entries that are valid now. */
export interface ReadingContacts {
	readonly current: readonly DirectoryEntry[];
	readonly mailKeys: MailKeys;
	readonly now: Instant;
}

/**
 * Reads the directory from a file, with its keys. A file without a column for how mail is wanted leaves that as it is (`keptWishes`). A key
 * that its entry has already is not judged again: an exported list is taken although a key in it has expired.
 */
export async function readContacts(
	rows: readonly TableRow[],
	parts: ReadingContacts,
): Promise<ReadEntries<ContactDraft>> {
	const read = readContactsCsv(rows, parts.now);
	if (read.problems.length > 0) return { drafts: [], problems: read.problems };
	const entries = new Map(parts.current.map((entry) => [`${entry.kind} ${entry.value}`, entry]));
	const drafts: ContactDraft[] = [];
	const problems: RowProblem[] = [];
	for (const { line, ...row } of read.drafts) {
		const current = entries.get(`${row.kind} ${row.value}`);
		const pgpKey = await keyOf(row, current, parts);
		if (typeof pgpKey === "object" && pgpKey !== null) problems.push({ line, column: "pgp_key", code: pgpKey.code });
		else drafts.push({ ...keptWishes(current, row.mailboxes), ...row, pgpKey });
	}
	return problems.length > 0 ? { drafts: [], problems } : { drafts, problems };
}

async function keyOf(
	{ pgpKey: given, mailboxes }: Omit<ContactRow, "line">,
	current: DirectoryEntry | undefined,
	{ mailKeys, now }: ReadingContacts,
): Promise<string | null | Pick<RowProblem, "code">> {
	const kept = keptWishes(current, mailboxes).pgpKey;
	if (given === undefined) return kept;
	if (given === null || (kept !== null && keyCell(kept) === given)) return given === null ? null : kept;
	const keys = await mailKeys.read(given, now);
	return keys.ok ? keys.pgpKey : { code: `pgp-${keys.problem}` };
}
