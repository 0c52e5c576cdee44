import { createHash } from "node:crypto";
import { contactColumns, optOutColumns, renderContactsCsv, renderOptOutsCsv } from "../core/contact/directory-csv.ts";
import type { DirectoryEntry, OptOut } from "../core/contact/entry.ts";
import { findConflicts } from "../core/contact/find-conflicts.ts";
import {
	contactChanges,
	type EntryField,
	type ImportPlan,
	importedBy,
	optOutChanges,
	planImport,
} from "../core/contact/plan-import.ts";
import {
	type ContactDraft,
	type OptOutDraft,
	type ReadEntries,
	type RowProblem,
	readOptOutsCsv,
} from "../core/contact/read-directory-csv.ts";
import type { TableRow } from "../core/contact/table-row.ts";
import type { Instant } from "../core/instant.ts";
import type { EntryList } from "../core/thread/entries-card.ts";
import type { ShownPlan } from "../core/thread/import-card.ts";
import type { TableUnreadable } from "../ports/table-reader.ts";
import type { Context } from "./context.ts";
import { type DirectoryNow, type DirectoryParts, directoryNow } from "./directory-state.ts";
import { readContacts } from "./read-contacts.ts";

/** An import that was looked at and not done. */
export interface ReadyImport {
	readonly kind: "ready";
	readonly plan: ShownPlan;
	/** The same for the same plan over the same entries: 16 hexadecimal digits. */
	readonly digest: string;
	/** Does all of it or, when it throws, nothing. The entries are set now, by the importer. */
	apply(importer: string): Promise<void>;
}

export type LookedAtImport =
	| ReadyImport
	| { readonly kind: "problems"; readonly problems: readonly RowProblem[] }
	| { readonly kind: "unreadable"; readonly reason: TableUnreadable; readonly line: number | null };

export type ImportParts = DirectoryParts & Pick<Context, "tables" | "mailKeys">;

/** One of the two lists: how it is read, held against what is there, and written. */
interface List<D extends ContactDraft | OptOutDraft> {
	readonly columns: readonly string[];
	read(rows: readonly TableRow[], now: Instant): Promise<ReadEntries<D>>;
	current(now: DirectoryNow): readonly D[];
	changes(from: D, to: D): readonly EntryField[];
	/** The lists as they would be. */
	after(now: DirectoryNow, drafts: readonly D[]): Pick<DirectoryNow, "contacts" | "optOuts">;
	store(drafts: readonly D[], at: Instant): Promise<void>;
}

const merged = <T extends DirectoryEntry | OptOut>(current: readonly T[], drafts: readonly T[]): T[] => {
	const set = new Set(drafts.map(({ kind, value }) => `${kind} ${value}`));
	return [...current.filter(({ kind, value }) => !set.has(`${kind} ${value}`)), ...drafts];
};

const entryOf = <D>(draft: D, now: Instant) => ({ ...draft, id: "", createdAt: now });

function contactsList({ directory, mailKeys }: ImportParts): List<ContactDraft> {
	return {
		columns: contactColumns,
		read: async (rows, now) => readContacts(rows, { current: await directory.contacts(now), mailKeys, now }),
		current: ({ contacts }) => contacts,
		changes: contactChanges,
		after: ({ contacts, optOuts, now }, drafts) => ({
			contacts: merged(
				contacts,
				drafts.map((draft) => entryOf(draft, now)),
			),
			optOuts,
		}),
		store: (drafts, createdAt) => directory.setContacts(drafts.map((draft) => ({ ...draft, createdAt }))),
	};
}

function optOutsList({ directory }: ImportParts): List<OptOutDraft> {
	return {
		columns: optOutColumns,
		read: async (rows, now) => readOptOutsCsv(rows, now),
		current: ({ optOuts }) => optOuts,
		changes: optOutChanges,
		after: ({ contacts, optOuts, now }, drafts) => ({
			contacts,
			optOuts: merged(
				optOuts,
				drafts.map((draft) => entryOf(draft, now)),
			),
		}),
		store: (drafts, createdAt) => directory.addOptOuts(drafts.map((draft) => ({ ...draft, createdAt }))),
	};
}

/** Looks at a file for the directory or for the opt-outs, and changes nothing. Throws only what `bytes` throws, and faults of the store. */
export function lookAtImport(
	parts: ImportParts,
	list: EntryList,
	bytes: AsyncIterable<Uint8Array>,
): Promise<LookedAtImport> {
	return list === "contacts"
		? lookAt(parts, { name: list, ...contactsList(parts) }, bytes)
		: lookAt(parts, { name: list, ...optOutsList(parts) }, bytes);
}

async function lookAt<D extends ContactDraft | OptOutDraft>(
	parts: ImportParts,
	list: List<D> & { readonly name: EntryList },
	bytes: AsyncIterable<Uint8Array>,
): Promise<LookedAtImport> {
	const table = await parts.tables.read(bytes, list.columns);
	if (table.kind === "unreadable") return table;
	const { drafts, problems } = await list.read(table.rows, parts.clock());
	if (problems.length > 0) return { kind: "problems", problems };
	const now = await directoryNow(parts);
	const plan = planImport(drafts, list.current(now), list.changes);
	const wanted = [...plan.added, ...plan.changed.map(({ to }) => to)];
	const conflicts = findConflicts({ ...now, ...list.after(now, wanted) });
	const concerned = new Set(wanted.map(({ value }) => value));
	return {
		kind: "ready",
		plan: {
			...{ list: list.name, same: plan.same, others: plan.others },
			added: plan.added.map(({ value }) => value),
			changed: plan.changed.map(({ to, fields }) => ({ value: to.value, fields })),
			conflicts: [...conflicts.contacts, ...conflicts.optOuts].filter(
				({ value, about }) => concerned.has(value) || concerned.has(about),
			),
		},
		digest: digestOf(plan),
		apply: (importer) =>
			list.store(
				wanted.map((draft) => ({ ...draft, author: importedBy(importer, draft.author) })),
				parts.clock(),
			),
	};
}

function digestOf({ added, changed }: ImportPlan<ContactDraft | OptOutDraft>): string {
	return createHash("sha256")
		.update(JSON.stringify([added, changed]))
		.digest("hex")
		.slice(0, 16);
}

export interface ExportedList {
	readonly text: string;
	readonly entries: number;
}

/** All entries that are valid now, as a file. */
export async function exportList(
	{ directory, clock }: Pick<Context, "directory" | "clock">,
	list: EntryList,
): Promise<ExportedList> {
	if (list === "contacts") {
		const entries = await directory.contacts(clock());
		return { text: renderContactsCsv(entries), entries: entries.length };
	}
	const entries = await directory.optOuts(clock());
	return { text: renderOptOutsCsv(entries), entries: entries.length };
}
