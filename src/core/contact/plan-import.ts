import type { EntryKey } from "./parse-entry-key.ts";
import type { ContactDraft, OptOutDraft } from "./read-directory-csv.ts";

export type EntryField = "operator" | "mailboxes" | "forwarder" | "xarf" | "language" | "pgp_key" | "reason" | "until";

/** An entry that becomes another one. */
export interface Change<D> {
	readonly from: D;
	readonly to: D;
	readonly fields: readonly EntryField[];
}

/** What an import would do. Entries that are not in the file stay. */
export interface ImportPlan<D> {
	readonly added: readonly D[];
	readonly changed: readonly Change<D>[];
	/** In the file as they are here. */
	readonly same: number;
	/** Here and not in the file. */
	readonly others: number;
}

const keyOf = ({ kind, value }: EntryKey) => `${kind} ${value}`;

/** What differs between two contacts for the same key; who set them and when does not count. */
export function contactChanges(from: ContactDraft, to: ContactDraft): readonly EntryField[] {
	return [
		...(from.operator === to.operator ? [] : ["operator" as const]),
		...(from.mailboxes.join(" ") === to.mailboxes.join(" ") ? [] : ["mailboxes" as const]),
		...(from.forwarder === to.forwarder ? [] : ["forwarder" as const]),
		...(from.xarf === to.xarf ? [] : ["xarf" as const]),
		...(from.language === to.language ? [] : ["language" as const]),
		...(from.pgpKey === to.pgpKey ? [] : ["pgp_key" as const]),
		...optOutChanges(from, to),
	];
}

/** The same for two opt-outs. */
export function optOutChanges(
	from: Pick<OptOutDraft, "reason" | "expiresAt">,
	to: Pick<OptOutDraft, "reason" | "expiresAt">,
): readonly EntryField[] {
	return [
		...(from.reason === to.reason ? [] : ["reason" as const]),
		...(from.expiresAt === to.expiresAt ? [] : ["until" as const]),
	];
}

/** Holds what a file has against what is there now: of each key at most one on either side. */
export function planImport<D extends EntryKey>(
	drafts: readonly D[],
	current: readonly D[],
	changes: (from: D, to: D) => readonly EntryField[],
): ImportPlan<D> {
	const now = new Map(current.map((entry) => [keyOf(entry), entry]));
	const added: D[] = [];
	const changed: Change<D>[] = [];
	for (const to of drafts) {
		const from = now.get(keyOf(to));
		if (from === undefined) {
			added.push(to);
			continue;
		}
		const fields = changes(from, to);
		if (fields.length > 0) changed.push({ from, to, fields });
	}
	const found = drafts.length - added.length;
	return { added, changed, same: found - changed.length, others: now.size - found };
}

const mark = " ← ";

/** Who an imported entry is by: the importer, and behind an arrow who set it where the file comes from. */
export function importedBy(importer: string, author: string): string {
	const origin = author.slice(author.lastIndexOf(mark) < 0 ? 0 : author.lastIndexOf(mark) + mark.length);
	return origin === "" || origin === importer ? importer : `${importer}${mark}${origin}`;
}
