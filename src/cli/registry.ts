import type { Config } from "../config.ts";
import type { UpdateProgress, UpdateResult } from "../core/registry/registry-status.ts";
import { renderRegistry, resultSentence } from "../core/thread/registry-card.ts";
import { nextDue } from "../jobs/next-due.ts";
import { openLog } from "../log/pino-log.ts";
import { registryHome } from "../main/registry-of.ts";
import { asideBuilder } from "../registry/update/aside-builder.ts";
import { registryStatus } from "../registry/update/open-registry-updates.ts";
import { updateRegistry } from "../registry/update/update-registry.ts";
import { createTexts, type Texts } from "../text/texts.ts";
import { renderCardText } from "./card-text.ts";
import { type ExitStatus, exitStatus, print } from "./outcome.ts";
import { progressLines } from "./progress-lines.ts";

export interface RegistryUpdateFlags {
	/** A folder with the files at hand; null = they are fetched. */
	readonly from: string | null;
	readonly acceptSmaller: boolean;
}

const clock = () => new Date().toISOString();

/** `registry update`: fetches what is new and makes an index of it; the one from before stays in use when that fails, and the exit status is 1. */
export async function registryUpdate(flags: RegistryUpdateFlags, config: Config): Promise<ExitStatus> {
	const texts = createTexts(config.HOTLINE_LANGUAGE, config.TIME_ZONE);
	const home = registryHome(config);
	const builder = asideBuilder;
	const stopping = new AbortController();
	const stop = () => stopping.abort();
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
	const lines = progressLines(process.stderr, texts);
	const result = await updateRegistry({
		...{ home, builder, clock, ...flags, url: config.REGISTRY_URL, country: config.REGISTRY_COUNTRY ?? null },
		signal: stopping.signal,
		onProgress: (progress: UpdateProgress) => lines.show(progress),
		onFault: (fault) => openLog(config.LOG_LEVEL).error("registry.update", fault),
	});
	lines.end();
	return say(result, (await registryStatus(home, builder)).kind === "index", texts);
}

function say(result: UpdateResult, hasIndex: boolean, texts: Texts): ExitStatus {
	const sentence = resultSentence(result, { hasIndex }, texts);
	if (result.kind !== "failed") {
		print(sentence);
		return exitStatus.fine;
	}
	process.stderr.write(`${sentence}\n`);
	return exitStatus.refused;
}

/** `registry status`: how old the index is, what is in it, and how the last update went; with `--json` as one object. */
export async function registryStatusCommand({ json }: { readonly json: boolean }, config: Config): Promise<ExitStatus> {
	const status = await registryStatus(registryHome(config), asideBuilder);
	const { REGISTRY_CRON: cron, TIME_ZONE: timeZone } = config;
	const due = cron === undefined ? null : nextDue(cron, timeZone, clock());
	if (json) print(JSON.stringify({ ...status, nextDue: due }));
	else {
		const texts = createTexts(config.HOTLINE_LANGUAGE, timeZone, { commandSign: "meldkamer " });
		print(renderCardText(renderRegistry({ status, nextDue: due, now: clock() }, texts)).join("\n"));
	}
	return exitStatus.fine;
}
