import type { Config } from "../config.ts";
import { bad, type Finding, good } from "../core/setup/finding.ts";
import { stopSentence } from "../core/thread/stop-card.ts";
import { DatabaseUnreachable } from "../db/open-postgres.ts";
import { readStandingStop } from "../db/read-standing-stop.ts";
import { createTexts } from "../text/texts.ts";

/** Whether all mailing is stopped; nothing where there is no store yet. */
export async function examineStop(config: Config): Promise<readonly Finding[]> {
	const texts = createTexts(config.HOTLINE_LANGUAGE, config.TIME_ZONE);
	const t = texts.mailing;
	try {
		const found = await readStandingStop(config.DATABASE_URL ?? null, config.DATA_DIR);
		if (found === "none") return [];
		if (found === "in-use") return [good(t.stopNotSeen)];
		return [found.stop === null ? good(t.liftNone) : bad(stopSentence(found.stop, texts), t.liftHow)];
	} catch (fault) {
		if (!(fault instanceof DatabaseUnreachable)) throw fault;
		return [bad(fault.message, t.checkStore)];
	}
}
