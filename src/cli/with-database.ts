import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config.ts";
import { type Database, openDatabase } from "../db/open-database.ts";
import { openLog } from "../log/pino-log.ts";
import { CliRefusal, print } from "./outcome.ts";

/** Whether there is anything in the store yet. A server always counts as one. */
export function isStored({ DATABASE_URL, DATA_DIR }: Config): Promise<boolean> {
	if (DATABASE_URL !== undefined) return Promise.resolve(true);
	return access(join(DATA_DIR, "pglite")).then(
		() => true,
		() => false,
	);
}

/** For commands that have nothing to do before the bot ever ran. Refuses in a sentence. */
export async function mustBeStored(config: Config): Promise<void> {
	if (await isStored(config)) return;
	throw new CliRefusal(`There is no store in ${config.DATA_DIR} yet. Set DATA_DIR or DATABASE_URL to the bot's.`);
}

/** Does some work on the bot's store, and closes it. Stores no jobs with what it appends. */
export async function withDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
	const database = await openDatabase({
		url: config.DATABASE_URL ?? null,
		dataDir: config.DATA_DIR,
		onFirstStart: () => print("Making the store; this takes some seconds."),
		log: openLog("error"),
		messageIdFor: (noticeId) => noticeId,
		enqueueIn: async () => {},
	});
	try {
		return await work(database);
	} finally {
		await database.close();
	}
}
