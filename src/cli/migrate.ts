import type { Config } from "../config.ts";
import { openDatabase } from "../db/open-database.ts";
import { openLog } from "../log/pino-log.ts";
import { type ExitStatus, exitStatus, print } from "./outcome.ts";

/** `migrate`: brings the store up to date and ends. `start` does the same by itself. */
export async function migrate(config: Config): Promise<ExitStatus> {
	const database = await openDatabase({
		url: config.DATABASE_URL ?? null,
		dataDir: config.DATA_DIR,
		onFirstStart: () => print("Making the embedded database; this takes a few seconds."),
		log: openLog(config.LOG_LEVEL),
		messageIdFor: (noticeId) => noticeId,
		enqueueIn: async () => {},
	});
	await database.close();
	print("The store is up to date.");
	return exitStatus.fine;
}
