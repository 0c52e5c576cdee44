import { userInfo } from "node:os";
import type { Config } from "../config.ts";
import { stopReason } from "../core/mailing-stop.ts";
import { renderStop } from "../core/thread/stop-card.ts";
import { DataDirInUse } from "../db/data-dir-lock.ts";
import type { Database } from "../db/open-database.ts";
import { openJobQueue } from "../jobs/open-job-queue.ts";
import { openLog } from "../log/pino-log.ts";
import type { PostStop } from "../ports/jobs.ts";
import { createTexts, type Texts } from "../text/texts.ts";
import { renderCardText } from "./card-text.ts";
import { CliRefusal, type ExitStatus, exitStatus, print } from "./outcome.ts";
import { mustBeStored, withDatabase } from "./with-database.ts";

/** Who does it, for all to read; null = the user of this machine. */
export interface ByWhom {
	readonly by: string | null;
}

const now = () => new Date().toISOString();

/** `mail stop REASON`: no process sends a notice from then on. Running bots pause their cases and say so in the status channels. */
export async function mailStop(reason: string, { by }: ByWhom, config: Config): Promise<ExitStatus> {
	return onStore(config, async (database, texts) => {
		const stoppedBy = by ?? userInfo().username;
		const { isNew, ...stop } = await database.mailingStops.stop({
			...{ stoppedAt: now(), stoppedBy, reason: stopReason(reason) },
		});
		if (isNew) await tell(database, { type: "PostStop", key: `stop:${stop.id}`, stop, liftedBy: null });
		else print(texts.mailing.stopAlready(stop.stoppedBy, texts.when(stop.stoppedAt)));
		for (const line of renderCardText(renderStop(stop, texts))) print(line);
		print(`  ${texts.mailing.stopFromHere}`);
		return exitStatus.fine;
	});
}

/** `mail resume`: lifts the stop. Exit status 1 when there was none. */
export async function mailResume({ by }: ByWhom, config: Config): Promise<ExitStatus> {
	return onStore(config, async (database, texts) => {
		const liftedBy = by ?? userInfo().username;
		const stop = await database.mailingStops.lift(liftedBy, now());
		if (stop !== null) await tell(database, { type: "PostStop", key: `lift:${stop.id}`, stop, liftedBy });
		print(stop === null ? texts.mailing.liftNone : texts.mailing.liftDone);
		return stop === null ? exitStatus.refused : exitStatus.fine;
	});
}

/** `mail status`: whether all mailing is stopped, by whom, when and why. Exit status 1 while it is. */
export async function mailStatus(config: Config): Promise<ExitStatus> {
	return onStore(config, async (database, texts) => {
		const stop = await database.mailingStops.standing();
		const lines = stop === null ? [texts.mailing.liftNone] : renderCardText(renderStop(stop, texts));
		for (const line of lines) print(line);
		return stop === null ? exitStatus.fine : exitStatus.refused;
	});
}

/** The embedded store takes one process at a time: whoever has the bot running on it stops the mailing there, in a way that is said here. */
async function onStore(
	config: Config,
	work: (database: Database, texts: Texts) => Promise<ExitStatus>,
): Promise<ExitStatus> {
	await mustBeStored(config);
	const texts = createTexts(config.HOTLINE_LANGUAGE, config.TIME_ZONE);
	try {
		return await withDatabase(config, (database) => work(database, texts));
	} catch (fault) {
		if (fault instanceof DataDirInUse) throw new CliRefusal(texts.mailing.storeInUse);
		throw fault;
	}
}

/** For the bot that has the chat, now or when it starts again. */
async function tell(database: Database, job: PostStop): Promise<void> {
	const { sqlExecutor: execute, alone } = database;
	const jobs = await openJobQueue({ execute, log: openLog("error"), alone, registryFolder: null });
	await jobs.enqueue([job]);
	await jobs.stop(0);
}
