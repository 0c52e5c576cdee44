import { join } from "node:path";
import type { Config } from "../config.ts";
import { nextDue } from "../jobs/next-due.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { RegistryUpdates } from "../ports/registry-update.ts";
import { openRegistryHolder, type RegistryHolder } from "../registry/open-registry-holder.ts";
import { asideBuilder } from "../registry/update/aside-builder.ts";
import { openRegistryUpdates } from "../registry/update/open-registry-updates.ts";

/** Where the index of the RIPE database is, and the files that it is made of. */
export function registryHome(config: Config): string {
	return config.REGISTRY_DIR ?? join(config.DATA_DIR, "registry");
}

/** A folder that was named must be there; the usual one is made when there is something to put in it. */
export function holderSettings({ REGISTRY_DIR, REGISTRY_COUNTRY }: Config) {
	return { mustExist: REGISTRY_DIR !== undefined, country: REGISTRY_COUNTRY ?? null };
}

/** The registry of this process and its updates. Throws a `RegistryFault` when what is in its folder can't be used. */
export async function registryOf(
	config: Config,
	{ clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<{ readonly holder: RegistryHolder; readonly updates: RegistryUpdates }> {
	const home = registryHome(config);
	const holder = await openRegistryHolder({ home, log, ...holderSettings(config) });
	if ((await holder.current()) === null) log.warn("registry.none");
	const { REGISTRY_CRON: cron, TIME_ZONE: timeZone } = config;
	const updates = await openRegistryUpdates({
		...{ home, clock, log, url: config.REGISTRY_URL, country: config.REGISTRY_COUNTRY ?? null },
		builder: asideBuilder,
		nextDue: () => (cron === undefined ? null : nextDue(cron, timeZone, clock())),
	});
	return { holder, updates };
}
