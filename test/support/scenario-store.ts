import type { StoredEvent } from "../../src/core/case/event.ts";
import type { CaseState } from "../../src/core/case/state.ts";
import { openDatabase } from "../../src/db/open-database.ts";
import type { LocalMessage } from "../../src/ports/local-chat-store.ts";
import type { NoticeAttempt, NoticeRow } from "../../src/ports/notice-store.ts";

/** What a bot left in its store. */
export interface LeftCase {
	readonly state: CaseState;
	readonly events: readonly StoredEvent[];
	readonly notices: readonly { readonly row: NoticeRow; readonly attempts: readonly NoticeAttempt[] }[];
	/** Findings per group id, as stored. */
	readonly findings: Readonly<Record<string, number>>;
	/** Messages of its thread in the local chat, in order. */
	readonly thread: readonly LocalMessage[];
}

const manyEvents = 100_000;

/** Reads every case of a data folder whose bot does not run, or of a PostgreSQL database. */
export async function readStore(place: { readonly dataDir: string; readonly url?: string }): Promise<LeftCase[]> {
	const database = await openDatabase({
		url: place.url ?? null,
		dataDir: place.dataDir,
		onFirstStart: () => {
			throw new Error("there was no store to read");
		},
		log: { info: () => {}, warn: () => {}, error: () => {} },
		messageIdFor: (id) => id,
		enqueueIn: async () => {},
	});
	try {
		const rows = await database.cases.list({ open: false, limit: 1000 });
		const left: LeftCase[] = [];
		for (const { number } of rows.reverse()) {
			const state = await database.cases.load(number);
			if (state === null) throw new Error(`case ${number} is listed and not there`);
			const events = await database.cases.events(number, 0, manyEvents);
			const notices = [];
			for (const id of Object.keys(state.notices)) {
				const row = await database.notices.get(id);
				if (row === null) throw new Error(`notice ${id} has no row`);
				notices.push({ row, attempts: await database.notices.attempts(id) });
			}
			const { thread } = await database.threads.get(number);
			const messages =
				thread === null ? [] : await database.localChat.messages(`thread:${thread.thread}`, null, 1_000_000);
			const findings = await database.findings.countByGroup(number);
			left.push({ state, events, notices, findings, thread: messages.filter(({ visibleTo }) => visibleTo === null) });
		}
		return left;
	} finally {
		await database.close();
	}
}
