import { type APIThreadChannel, type REST, Routes, SnowflakeUtil } from "discord.js";
import { postingLimits } from "../limits.ts";
import { firstWord } from "./thread-name.ts";

/** Threads of one kind under one channel. `type` is Discord's (11 public, 12 private; 10 public under announcements). */
export interface Wanted {
	readonly guildId: string;
	/** Only its own threads: anybody could give one a case's number as its name. */
	readonly botId: string;
	readonly parentId: string;
	readonly caseNumber: string;
	readonly types: readonly number[];
	/** A snowflake: none that was archived before this came to be; null looks at the newest archived ones only. */
	readonly since: string | null;
}

interface ThreadPage {
	readonly threads: readonly APIThreadChannel[];
	readonly has_more?: boolean;
}

/** The bot's thread of a case, found by the case's number at the beginning of its name: open ones first, then archived ones, newest first. */
export async function findThread(rest: REST, wanted: Wanted): Promise<APIThreadChannel | null> {
	const open = (await rest.get(Routes.guildActiveThreads(wanted.guildId))) as ThreadPage;
	const found = pick(open.threads, wanted);
	if (found !== null) return found;
	const kind = wanted.types.includes(12) ? "private" : "public";
	for (let before: string | null = null; ; ) {
		const query = new URLSearchParams({ limit: String(postingLimits.page), ...(before !== null && { before }) });
		const page = (await rest.get(Routes.channelThreads(wanted.parentId, kind), { query })) as ThreadPage;
		const archived = pick(page.threads, wanted);
		const last = page.threads.at(-1)?.thread_metadata?.archive_timestamp;
		if (archived !== null || page.has_more !== true || last === undefined || wanted.since === null) return archived;
		// Listed by the time of archiving, newest first.
		if (Date.parse(last) < SnowflakeUtil.timestampFrom(wanted.since)) return null;
		before = last;
	}
}

function pick(threads: readonly APIThreadChannel[], wanted: Wanted): APIThreadChannel | null {
	const fits = (thread: APIThreadChannel): boolean =>
		thread.parent_id === wanted.parentId &&
		thread.owner_id === wanted.botId &&
		wanted.types.includes(thread.type) &&
		firstWord(thread.name ?? "") === wanted.caseNumber;
	return threads.find(fits) ?? null;
}
