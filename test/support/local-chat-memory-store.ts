import type { LocalChatStore, LocalMessage, LocalThread } from "../../src/ports/local-chat-store.ts";

type Row = { -readonly [K in keyof LocalMessage]: LocalMessage[K] } & { key: string };
type ThreadRow = { id: number; title: string; archived: boolean; revision: number };

const shown = ({ key: _key, ...message }: Row): LocalMessage => ({ ...message });

/** A store that lives as long as the test, with the promises of the port. */
export function createLocalChatMemoryStore(): LocalChatStore {
	const rows: Row[] = [];
	const threads: ThreadRow[] = [];
	let revision = 0;
	let nextId = 0;

	const threadOf = (row: ThreadRow): LocalThread => ({
		...row,
		messages: rows.filter((message) => message.channel === `thread:${row.id}`).length,
		tone: rows.find((message) => message.id === row.id)?.card.tone ?? "neutral",
	});
	const rowOf = (id: number): Row => {
		const row = rows.find((each) => each.id === id);
		if (row === undefined) throw new Error("no such message");
		return row;
	};
	return {
		async post({ channel, author, visibleTo, card, key, at }) {
			const known = rows.find((row) => row.key === key);
			if (known !== undefined) return shown(known);
			nextId += 1;
			const id = nextId;
			revision += 1;
			const row = { id, channel, author, visibleTo, card, key, postedAt: at, editedAt: null, revision };
			rows.push(row);
			return shown(row);
		},
		async edit(id, card, at) {
			revision += 1;
			return shown(Object.assign(rowOf(id), { card, editedAt: at, revision }));
		},
		async openThread(headline, title) {
			const known = threads.find((row) => row.id === headline);
			if (known !== undefined) return threadOf(known);
			revision += 1;
			const row = { id: rowOf(headline).id, title, archived: false, revision };
			threads.push(row);
			return threadOf(row);
		},
		async archive(headline, archived) {
			const row = threads.find((each) => each.id === headline);
			if (row === undefined) throw new Error("no such thread");
			revision += 1;
			return threadOf(Object.assign(row, { archived, revision }));
		},
		async messages(channel, before, limit) {
			const found = rows.filter((row) => row.channel === channel && (before === null || row.id < before));
			return found.slice(-limit).map(shown);
		},
		message: async (id) => {
			const row = rows.find((each) => each.id === id);
			return row === undefined ? null : shown(row);
		},
		thread: async (headline) => threads.filter(({ id }) => id === headline).map(threadOf)[0] ?? null,
		threads: async () => threads.map(threadOf),
		async dropPrivate(before) {
			const kept = rows.filter((row) => row.visibleTo === null || row.postedAt >= before);
			const dropped = rows.length - kept.length;
			rows.splice(0, rows.length, ...kept);
			return dropped;
		},
	};
}
