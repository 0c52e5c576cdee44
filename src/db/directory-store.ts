import { randomUUID } from "node:crypto";
import type {
	DirectoryEntry,
	DirectoryKind,
	NewDirectoryEntry,
	NewOptOut,
	OptOut,
	OptOutKind,
	Past,
} from "../core/contact/entry.ts";
import type { Instant } from "../core/instant.ts";
import type { Language } from "../core/language.ts";
import type { DirectoryStore, Ending } from "../ports/directory-store.ts";
import { transactionTimes } from "./case-store.ts";
import { cleanJson } from "./clean-text.ts";
import type { DirectoryContact as ContactRow, OptOut as OptOutRow } from "./generated/client.ts";
import type { Prisma, PrismaTx } from "./prisma.ts";

const order = [{ kind: "asc" }, { value: "asc" }, { createdAt: "asc" }] as const;
/** Of two of the same moment the one that counts. */
const newestFirst = [{ createdAt: "desc" }, { removedAt: { sort: "desc", nulls: "first" } }, { id: "desc" }] as const;
const lastEnded = [{ expiresAt: "desc" }, { kind: "asc" }, { value: "asc" }] as const;
/** Values of one statement: PostgreSQL takes 65,535 parameters, of which an entry needs fifteen. */
const rowsAtOnce = 1_000;

/** The team's own contacts and opt-outs. Nothing is deleted: a removed or replaced entry keeps who removed it and when. */
export function createDirectoryStore(prisma: Prisma): DirectoryStore {
	return {
		async contacts(at) {
			const rows = await prisma.directoryContact.findMany({ where: validAt(at), orderBy: [...order] });
			return rows.map(toContact);
		},
		async optOuts(at) {
			const rows = await prisma.optOut.findMany({ where: validAt(at), orderBy: [...order] });
			return rows.map(toOptOut);
		},
		async contactsEnded(since, at) {
			const rows = await prisma.directoryContact.findMany({ where: endedIn(since, at), orderBy: [...lastEnded] });
			return rows.map(toContact);
		},
		async optOutsEnded(since, at) {
			const rows = await prisma.optOut.findMany({ where: endedIn(since, at), orderBy: [...lastEnded] });
			return rows.map(toOptOut);
		},
		async contactHistory({ kind, value }) {
			const rows = await prisma.directoryContact.findMany({ where: { kind, value }, orderBy: [...newestFirst] });
			return rows.map((row) => past(toContact(row), row));
		},
		async optOutHistory({ kind, value }) {
			const rows = await prisma.optOut.findMany({ where: { kind, value }, orderBy: [...newestFirst] });
			return rows.map((row) => past(toOptOut(row), row));
		},
		async setContact(entry) {
			const row = contactRow(entry);
			await inTransaction(prisma, async (tx) => {
				await holdEntry(tx, row);
				await replaceContacts(tx, [row]);
			});
			return { ...entry, ...row };
		},
		async addOptOut(entry) {
			const row = optOutRow(entry);
			await inTransaction(prisma, async (tx) => {
				await holdEntry(tx, row);
				await replaceOptOuts(tx, [row]);
			});
			return { ...entry, ...row };
		},
		setContacts: (entries) =>
			inTransaction(prisma, async (tx) => {
				await holdAll(tx);
				for (const some of slices(entries)) await replaceContacts(tx, some.map(contactRow));
			}),
		addOptOuts: (entries) =>
			inTransaction(prisma, async (tx) => {
				await holdAll(tx);
				for (const some of slices(entries)) await replaceOptOuts(tx, some.map(optOutRow));
			}),
		async removeContact({ kind, value }, ending) {
			const where = { kind, value, ...validAt(ending.at) };
			return (await prisma.directoryContact.updateMany({ where, data: removal(ending) })).count > 0;
		},
		async removeOptOut({ kind, value }, ending) {
			const where = { kind, value, ...validAt(ending.at) };
			return (await prisma.optOut.updateMany({ where, data: removal(ending) })).count > 0;
		},
	};
}

const inTransaction = <T>(prisma: Prisma, work: (tx: PrismaTx) => Promise<T>): Promise<T> =>
	prisma.$transaction(work, transactionTimes);

function contactRow(given: NewDirectoryEntry) {
	const { mailboxes, ...entry } = cleanJson(given);
	return { id: randomUUID(), ...entry, mailboxes: [...mailboxes] };
}

const optOutRow = (given: NewOptOut) => ({ id: randomUUID(), ...cleanJson(given) });

type NewContactRow = ReturnType<typeof contactRow>;
type NewOptOutRow = ReturnType<typeof optOutRow>;

async function replaceContacts(tx: PrismaTx, rows: readonly NewContactRow[]): Promise<void> {
	for (const { where, data } of replaced(rows)) await tx.directoryContact.updateMany({ where, data });
	await tx.directoryContact.createMany({ data: [...rows] });
}

async function replaceOptOuts(tx: PrismaTx, rows: readonly NewOptOutRow[]): Promise<void> {
	for (const { where, data } of replaced(rows)) await tx.optOut.updateMany({ where, data });
	await tx.optOut.createMany({ data: [...rows] });
}

/** What ends the entries that new ones replace: a statement for each kind, author and time, so one or a few for a whole import. */
function replaced(rows: readonly (NewContactRow | NewOptOutRow)[]) {
	const groups = new Map<string, (NewContactRow | NewOptOutRow)[]>();
	for (const row of rows) {
		const key = JSON.stringify([row.kind, row.author, row.createdAt]);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [row]);
		else group.push(row);
	}
	return [...groups.values()].map((group) => {
		const { kind, author, createdAt } = group[0] as NewOptOutRow;
		return {
			where: { kind, value: { in: group.map(({ value }) => value) }, ...validAt(createdAt) },
			data: { removedAt: createdAt, removedBy: author },
		};
	});
}

function* slices<T>(entries: readonly T[]): Generator<readonly T[]> {
	for (let at = 0; at < entries.length; at += rowsAtOnce) yield entries.slice(at, at + rowsAtOnce);
}

function validAt(at: Instant) {
	return { removedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] };
}

function endedIn(since: Instant, at: Instant) {
	return { removedAt: null, expiresAt: { gt: since, lte: at } };
}

const removal = ({ by, at, reason }: Ending) => cleanJson({ removedAt: at, removedBy: by, removedReason: reason });

/** Two people who set the same entry at once follow each other, and both follow an import. */
async function holdEntry(
	tx: PrismaTx,
	{ kind, value }: { readonly kind: string; readonly value: string },
): Promise<void> {
	await tx.$executeRaw`select pg_advisory_xact_lock_shared(hashtextextended('directory', 0))`;
	await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`directory ${kind} ${value}`}, 0))`;
}

/** An import holds everything: a lock for each of thousands of entries is more than PostgreSQL has room for. */
async function holdAll(tx: PrismaTx): Promise<void> {
	await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('directory', 0))`;
}

function toContact(row: ContactRow): DirectoryEntry {
	const { id, value, operator, mailboxes, forwarder, reason, author, xarf, pgpKey } = row;
	return {
		...{ id, value, operator, mailboxes, forwarder, reason, author, xarf, pgpKey },
		kind: row.kind as DirectoryKind,
		language: row.language as Language | null,
		...times(row),
	};
}

function toOptOut(row: OptOutRow): OptOut {
	const { id, value, reason, author } = row;
	return { ...{ id, value, reason, author }, kind: row.kind as OptOutKind, ...times(row) };
}

function past<T>(
	entry: T,
	row: { removedAt: Date | null; removedBy: string | null; removedReason: string | null },
): Past<T> {
	const { removedBy, removedReason } = row;
	return { ...entry, removedAt: row.removedAt?.toISOString() ?? null, removedBy, removedReason };
}

function times(row: { createdAt: Date; expiresAt: Date | null }) {
	return { createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt?.toISOString() ?? null };
}
