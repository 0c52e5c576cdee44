import { randomUUID } from "node:crypto";
import { type BadMailbox, BadMailboxCause, marksSince } from "../core/contact/bad-mailbox.ts";
import type { Instant } from "../core/instant.ts";
import type { BadMailboxes } from "../ports/bad-mailboxes.ts";
import { transactionTimes } from "./case-store.ts";
import { cleanJson } from "./clean-text.ts";
import type { BadMailbox as BadMailboxRow } from "./generated/client.ts";
import type { Prisma } from "./prisma.ts";

/** Mailboxes that do not work, in the table `bad_mailboxes`. */
export function createBadMailboxes(prisma: Prisma): BadMailboxes {
	return {
		async among(mailboxes, at) {
			const asked = [...new Set(mailboxes.map((mailbox) => mailbox.toLowerCase()))];
			const rows = await prisma.badMailbox.findMany({
				where: { mailbox: { in: asked }, ...validAt(at) },
				select: { mailbox: true },
			});
			return new Set(rows.map(({ mailbox }) => mailbox));
		},
		async list(at) {
			const rows = await prisma.badMailbox.findMany({
				where: validAt(at),
				orderBy: [{ markedAt: "desc" }, { mailbox: "asc" }, { id: "asc" }],
				distinct: ["mailbox"],
			});
			return rows.map(toBadMailbox);
		},
		async mark(given) {
			const bad = cleanJson({ ...given, mailbox: given.mailbox.toLowerCase() });
			const { mailbox, cause, caseNumber } = bad;
			await prisma.$transaction(async (tx) => {
				await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`bad mailbox ${mailbox}`}, 0))`;
				const same = { mailbox, cause, caseNumber, ...validAt(bad.markedAt) };
				const known = caseNumber === null ? null : await tx.badMailbox.findFirst({ where: same });
				if (known === null) await tx.badMailbox.create({ data: { id: randomUUID(), ...bad } });
			}, transactionTimes);
		},
		async clear(mailbox, by, at) {
			const { count } = await prisma.badMailbox.updateMany({
				where: { mailbox: mailbox.toLowerCase(), ...validAt(at) },
				data: { clearedAt: at, clearedBy: by },
			});
			return count > 0;
		},
	};
}

function validAt(at: Instant) {
	return { clearedAt: null, markedAt: { gt: marksSince(at) } };
}

function toBadMailbox(row: BadMailboxRow): BadMailbox {
	const { mailbox, reason, caseNumber, author, markedAt } = row;
	return {
		mailbox,
		reason,
		caseNumber,
		author,
		cause: BadMailboxCause.parse(row.cause),
		markedAt: markedAt.toISOString(),
	};
}
