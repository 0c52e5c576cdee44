import type { ThreadRow, ThreadStore } from "../ports/thread-store.ts";
import type { Thread } from "./generated/client.ts";
import type { Prisma } from "./prisma.ts";

/** Where each case stands in its chat. */
export function createThreadStore(prisma: Prisma): ThreadStore {
	return {
		async get(caseNumber) {
			const row = await prisma.thread.findUnique({ where: { caseNumber } });
			if (row !== null) return toRow(row);
			await prisma.thread.createMany({ data: [{ caseNumber }], skipDuplicates: true });
			return toRow(await prisma.thread.findUniqueOrThrow({ where: { caseNumber } }));
		},
		async update(caseNumber, change) {
			const data = toData(change);
			await prisma.thread.upsert({ where: { caseNumber }, create: { caseNumber, ...data }, update: data });
		},
		async caseOf({ channel, thread }) {
			const row = await prisma.thread.findFirst({ where: { threadChannel: channel, threadId: thread } });
			return row?.caseNumber ?? null;
		},
		async panels(caseNumber) {
			const rows = await prisma.panel.findMany({ where: { caseNumber }, orderBy: { key: "asc" } });
			return rows.map(({ key, channel, message, hash }) => ({ key, message: { channel, message }, hash }));
		},
		async savePanel(caseNumber, { key, message, hash }) {
			const data = { ...message, hash };
			await prisma.panel.upsert({
				where: { caseNumber_key: { caseNumber, key } },
				create: { caseNumber, key, ...data },
				update: data,
			});
		},
		async dropPanels(caseNumber, except) {
			await prisma.panel.deleteMany({ where: { caseNumber, key: { not: except } } });
		},
	};
}

function toData({ headline, thread, ...rest }: Partial<Omit<ThreadRow, "caseNumber">>) {
	const { postedSeq, pendingSeq, archived, rebuilt } = rest;
	return {
		...(headline === undefined
			? {}
			: { headlineChannel: headline?.channel ?? null, headlineMessage: headline?.message ?? null }),
		...(thread === undefined ? {} : { threadChannel: thread?.channel ?? null, threadId: thread?.thread ?? null }),
		...(postedSeq === undefined ? {} : { postedSeq }),
		...(pendingSeq === undefined ? {} : { pendingSeq }),
		...(archived === undefined ? {} : { archived }),
		...(rebuilt === undefined ? {} : { rebuilt }),
	};
}

function toRow(row: Thread): ThreadRow {
	const { caseNumber, postedSeq, pendingSeq, archived, rebuilt } = row;
	const { headlineChannel, headlineMessage, threadChannel, threadId } = row;
	return {
		...{ caseNumber, postedSeq, pendingSeq, archived, rebuilt },
		headline:
			headlineChannel === null || headlineMessage === null
				? null
				: { channel: headlineChannel, message: headlineMessage },
		thread: threadChannel === null || threadId === null ? null : { channel: threadChannel, thread: threadId },
	};
}
