import type { Config } from "../config.ts";
import type { RegistryStatus } from "../core/registry/registry-status.ts";
import { bad, type Finding, good } from "../core/setup/finding.ts";
import { daysOld, resultSentence } from "../core/thread/registry-card.ts";
import { registryHome } from "../main/registry-of.ts";
import { asideBuilder } from "../registry/update/aside-builder.ts";
import { registryStatus } from "../registry/update/open-registry-updates.ts";
import { createTexts } from "../text/texts.ts";
import { doctorWords } from "./doctor-words.ts";

/** Whether there is an index, whether it can be used, how old it is, and how the last update went. */
export async function examineRegistry(config: Config): Promise<readonly Finding[]> {
	const status = await registryStatus(registryHome(config), asideBuilder);
	return [examineIndex(status, config), ...examineUpdates(status, config)];
}

function examineIndex({ kind, index }: RegistryStatus, config: Config): Finding {
	const words = doctorWords(config.HOTLINE_LANGUAGE);
	if (kind === "unusable") return bad(words.indexUnusable, words.indexUpdate);
	if (kind === "files") return good(words.indexFiles, words.indexUpdate);
	if (index === null)
		return config.LIVE_LOOKUP
			? good(words.indexNone, words.indexUpdate)
			: bad(words.indexNoneOffline, words.indexUpdate);
	const texts = createTexts(config.HOTLINE_LANGUAGE, config.TIME_ZONE);
	const days = daysOld(index.asOf, new Date().toISOString());
	const what = words.index(texts.day(index.asOf), texts.number(index.objects));
	return days > config.CONTACT_MAX_AGE_DAYS
		? bad(`${what} ${words.indexOld(texts.number(days))}`, words.indexUpdate)
		: good(what, config.REGISTRY_CRON === undefined ? words.indexNoSchedule : null);
}

function examineUpdates({ kind, lastAttempt }: RegistryStatus, config: Config): readonly Finding[] {
	if (lastAttempt?.result.kind !== "failed") return [];
	const words = doctorWords(config.HOTLINE_LANGUAGE);
	const texts = createTexts(config.HOTLINE_LANGUAGE, config.TIME_ZONE);
	const why = resultSentence(lastAttempt.result, { hasIndex: kind === "index" }, texts);
	return [bad(words.updateFailed(texts.when(lastAttempt.endedAt)), why)];
}
