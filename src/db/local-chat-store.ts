import type { Card } from "../core/thread/card.ts";
import type { LocalChatStore, LocalMessage, LocalThread } from "../ports/local-chat-store.ts";
import { cleanJson, cleanText } from "./clean-text.ts";
import type { Sql, SqlRow } from "./sql.ts";

/**
 * The built-in chat's messages. Each change is one statement, and takes the next revision under a row lock, so that revisions become visible
 * in their order: a page that asks for what is newer than the last one it saw misses nothing.
 */
export function createLocalChatStore(sql: Sql): LocalChatStore {
	const one = async (statement: string, values: readonly unknown[]): Promise<SqlRow | null> =>
		(await sql.query(statement, values))[0] ?? null;
	const threads = async (where: string, values: readonly unknown[]): Promise<LocalThread[]> =>
		(await sql.query(`${selectThreads} ${where} order by t.id`, values)).map(toThread);
	const thread = async (id: number): Promise<LocalThread | null> =>
		(await threads("where t.id = $1::bigint", [id]))[0] ?? null;
	const known = <T>(found: T | null, what: string): T => {
		if (found === null) throw new Error(`the local chat has no such ${what}`);
		return found;
	};

	return {
		async post({ channel, author, visibleTo, card, key, at }) {
			const values = [cleanText(channel), author, visibleTo, toJson(card), key, at];
			const row = (await one(postMessage, values)) ?? (await one("select * from local_messages where key = $1", [key]));
			return toMessage(known(row, "message"));
		},
		async edit(id, card, at) {
			return toMessage(known(await one(editMessage, [id, toJson(card), at]), "message"));
		},
		async openThread(headline, title) {
			await sql.query(openThread, [headline, cleanText(title)]);
			return known(await thread(headline), "thread");
		},
		async archive(headline, archived) {
			await sql.query(archiveThread, [headline, archived]);
			return known(await thread(headline), "thread");
		},
		async messages(channel, before, limit) {
			const rows = await sql.query(
				`select * from local_messages where channel = $1 and ($2::bigint is null or id < $2::bigint) order by id desc limit $3`,
				[channel, before, limit],
			);
			return rows.reverse().map(toMessage);
		},
		async message(id) {
			const row = await one("select * from local_messages where id = $1::bigint", [id]);
			return row === null ? null : toMessage(row);
		},
		thread,
		threads: () => threads("", []),
		async dropPrivate(before) {
			const dropped = await sql.query(
				"delete from local_messages where visible_to is not null and posted_at < $1::timestamptz returning id",
				[before],
			);
			return dropped.length;
		},
	};
}

const turn = `
	with turn as (
		insert into counters (name, value) values ('local-chat', 1)
		on conflict (name) do update set value = counters.value + 1 returning value
	)`;

const postMessage = `${turn}
	insert into local_messages (channel, author, visible_to, card, key, posted_at, revision)
	select $1, $2, $3, $4::json, $5, $6::timestamptz, value from turn
	on conflict (key) do nothing returning *`;

const editMessage = `${turn}
	update local_messages m set card = $2::json, edited_at = $3::timestamptz, revision = value
	from turn where m.id = $1::bigint returning m.*`;

const openThread = `${turn}
	insert into local_threads (id, title, revision) select $1::int, $2, value from turn on conflict (id) do nothing`;

const archiveThread = `${turn}
	update local_threads t set archived = $2::boolean, revision = value from turn where t.id = $1`;

const selectThreads = `
	select t.*, h.card->>'tone' as tone,
		(select count(*) from local_messages m where m.channel = 'thread:' || t.id) as messages
	from local_threads t left join local_messages h on h.id = t.id`;

function toThread(row: SqlRow): LocalThread {
	return {
		id: Number(row.id),
		title: String(row.title),
		archived: row.archived === true,
		messages: Number(row.messages),
		revision: Number(row.revision),
		tone: (row.tone as Card["tone"] | null) ?? "neutral",
	};
}

function toMessage(row: SqlRow): LocalMessage {
	return {
		id: Number(row.id),
		channel: String(row.channel),
		author: row.author as string | null,
		visibleTo: row.visible_to as string | null,
		revision: Number(row.revision),
		card: (typeof row.card === "string" ? JSON.parse(row.card) : row.card) as Card,
		postedAt: (row.posted_at as Date).toISOString(),
		editedAt: row.edited_at instanceof Date ? row.edited_at.toISOString() : null,
	};
}

/** Absent parts are left out. */
function toJson(card: Card): string {
	return JSON.stringify(cleanJson(card));
}
