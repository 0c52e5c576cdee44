import type { Card } from "../core/thread/card.ts";
import type { LocalChatStore, LocalMessage, LocalThread } from "../ports/local-chat-store.ts";
import { nextOf, transactionTimes } from "./case-store.ts";
import { cleanJson, cleanText } from "./clean-text.ts";
import type { LocalMessage as MessageRow, LocalThread as ThreadRow } from "./generated/client.ts";
import type { Prisma, PrismaTx } from "./prisma.ts";

/**
 * The built-in chat's messages. Each change takes the next revision under a row lock, so that revisions become visible
 * in their order: a page that asks for what is newer than the last one it saw misses nothing.
 */
export function createLocalChatStore(prisma: Prisma): LocalChatStore {
	const change = <T>(work: (tx: PrismaTx, revision: number) => Promise<T>): Promise<T> =>
		prisma.$transaction(async (tx) => work(tx, await nextOf(tx, "local-chat")), transactionTimes);

	return {
		async post({ channel, author, visibleTo, card, key, at }) {
			const row = await change(async (tx, revision) => {
				const there = await tx.localMessage.findUnique({ where: { key } });
				const data = { channel, author, visibleTo, key, postedAt: at, revision, card: toJson(card) };
				return there ?? tx.localMessage.create({ data });
			});
			return toMessage(row);
		},
		async edit(id, card, at) {
			const data = { card: toJson(card), editedAt: at };
			return toMessage(
				await change((tx, revision) => tx.localMessage.update({ where: { id }, data: { ...data, revision } })),
			);
		},
		async openThread(headline, title) {
			const row = await change(async (tx, revision) => {
				const there = await tx.localThread.findUnique({ where: { id: headline } });
				return there ?? tx.localThread.create({ data: { id: headline, title: cleanText(title), revision } });
			});
			return withCount(prisma, row);
		},
		async archive(headline, archived) {
			const row = await change((tx, revision) =>
				tx.localThread.update({ where: { id: headline }, data: { archived, revision } }),
			);
			return withCount(prisma, row);
		},
		async messages(channel, before, limit) {
			const rows = await prisma.localMessage.findMany({
				where: { channel, ...(before === null ? {} : { id: { lt: before } }) },
				orderBy: { id: "desc" },
				take: limit,
			});
			return rows.reverse().map(toMessage);
		},
		async message(id) {
			const row = await prisma.localMessage.findUnique({ where: { id } });
			return row === null ? null : toMessage(row);
		},
		async threads() {
			const [rows, counts] = await Promise.all([
				prisma.localThread.findMany({ orderBy: { id: "asc" } }),
				prisma.localMessage.groupBy({
					by: ["channel"],
					where: { channel: { startsWith: "thread:" } },
					_count: { _all: true },
				}),
			]);
			const messages = new Map(counts.map((row) => [row.channel, row._count._all]));
			return rows.map((row) => toThread(row, messages.get(threadChannel(row.id)) ?? 0));
		},
		async dropPrivate(before) {
			const { count } = await prisma.localMessage.deleteMany({
				where: { visibleTo: { not: null }, postedAt: { lt: before } },
			});
			return count;
		},
	};
}

function threadChannel(headline: number): string {
	return `thread:${headline}`;
}

async function withCount(prisma: Prisma, row: ThreadRow): Promise<LocalThread> {
	return toThread(row, await prisma.localMessage.count({ where: { channel: threadChannel(row.id) } }));
}

function toThread({ id, title, archived, revision }: ThreadRow, messages: number): LocalThread {
	return { id, title, archived, messages, revision };
}

function toMessage({ id, channel, author, visibleTo, card, postedAt, editedAt, revision }: MessageRow): LocalMessage {
	return {
		...{ id, channel, author, visibleTo, revision },
		card: card as unknown as Card,
		postedAt: postedAt.toISOString(),
		editedAt: editedAt?.toISOString() ?? null,
	};
}

/** A card as Prisma takes JSON; absent parts are left out. */
function toJson(card: Card): object {
	return JSON.parse(JSON.stringify(cleanJson(card)));
}
