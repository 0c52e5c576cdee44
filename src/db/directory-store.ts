import { randomUUID } from "node:crypto";
import type { Instant } from "../core/instant.ts";
import type { DirectoryEntry, DirectoryStore, OptOut } from "../ports/directory-store.ts";
import { transactionTimes } from "./case-store.ts";
import { cleanJson } from "./clean-text.ts";
import type { DirectoryContact as ContactRow, OptOut as OptOutRow } from "./generated/client.ts";
import type { Prisma, PrismaTx } from "./prisma.ts";

const order = [{ kind: "asc" }, { value: "asc" }, { createdAt: "asc" }] as const;

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
		async setContact(given) {
			const { mailboxes, ...entry } = cleanJson(given);
			const { kind, value, author, createdAt } = entry;
			return prisma.$transaction(async (tx) => {
				await holdEntry(tx, kind, value);
				await tx.directoryContact.updateMany({
					where: { kind, value, ...validAt(createdAt) },
					data: { removedAt: createdAt, removedBy: author },
				});
				return toContact(
					await tx.directoryContact.create({ data: { id: randomUUID(), ...entry, mailboxes: [...mailboxes] } }),
				);
			}, transactionTimes);
		},
		async addOptOut(given) {
			const entry = cleanJson(given);
			const { kind, value, author, createdAt } = entry;
			return prisma.$transaction(async (tx) => {
				await holdEntry(tx, kind, value);
				await tx.optOut.updateMany({
					where: { kind, value, ...validAt(createdAt) },
					data: { removedAt: createdAt, removedBy: author },
				});
				return toOptOut(await tx.optOut.create({ data: { id: randomUUID(), ...entry } }));
			}, transactionTimes);
		},
		async removeContact(kind, value, by, at) {
			const where = { kind, value, ...validAt(at) };
			const { count } = await prisma.directoryContact.updateMany({ where, data: { removedAt: at, removedBy: by } });
			return count > 0;
		},
		async removeOptOut(kind, value, by, at) {
			const where = { kind, value, ...validAt(at) };
			const { count } = await prisma.optOut.updateMany({ where, data: { removedAt: at, removedBy: by } });
			return count > 0;
		},
	};
}

function validAt(at: Instant) {
	return { removedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] };
}

/** Two people who set the same entry at once follow each other. */
async function holdEntry(tx: PrismaTx, kind: string, value: string): Promise<void> {
	await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`directory ${kind} ${value}`}, 0))`;
}

function toContact(row: ContactRow): DirectoryEntry {
	const { id, value, operator, mailboxes, reason, author } = row;
	return {
		...{ id, value, operator, mailboxes, reason, author },
		kind: row.kind as DirectoryEntry["kind"],
		...times(row),
	};
}

function toOptOut(row: OptOutRow): OptOut {
	const { id, value, reason, author } = row;
	return { ...{ id, value, reason, author }, kind: row.kind as OptOut["kind"], ...times(row) };
}

function times(row: { createdAt: Date; expiresAt: Date | null }) {
	return { createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt?.toISOString() ?? null };
}
