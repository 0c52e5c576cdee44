import type { Context } from "../app/context.ts";
import { createContactFinder } from "../app/find-contact.ts";
import type { Config } from "../config.ts";
import type { Database } from "../db/open-database.ts";
import { parseAllowedSpecialUse } from "../intake/allowed-special-use.ts";
import { dnsHostResolver } from "../lookup/dns/dns-host-resolver.ts";
import { openLiveSources } from "../lookup/open-live-sources.ts";
import type { Clock } from "../ports/clock.ts";
import type { ContactCache } from "../ports/contact-cache.ts";
import type { LocalRegistry } from "../ports/contact-source.ts";
import type { DirectoryEntry, OptOut } from "../ports/directory-store.ts";

const dayMs = 24 * 60 * 60 * 1000;

interface FinderRules {
	readonly directory: readonly DirectoryEntry[];
	readonly optOuts: readonly OptOut[];
	readonly cache: ContactCache;
	/** In lower case. */
	readonly badMailboxes: ReadonlySet<string>;
}

export interface SourceParts {
	readonly config: Config;
	readonly registry: LocalRegistry | null;
	readonly clock: Clock;
}

/** Makes finders that share the sources of this process, with their rate limits. */
export function finderSources({ config, registry, clock }: SourceParts) {
	const sources = openLiveSources({ clock });
	const hosts = dnsHostResolver({ timeoutMs: 3_000, attempts: 2, concurrency: 20, servers: null });
	const allowedSpecialUse = parseAllowedSpecialUse(config.ALLOWED_SPECIAL_USE);
	const { HOTLINE_COUNTRIES: countries, LIVE_LOOKUP: live } = config;
	const maxAgeMs = config.CONTACT_MAX_AGE_DAYS * dayMs;
	return (rules: FinderRules) =>
		createContactFinder({ ...rules, registry, sources, hosts, countries, maxAgeMs, allowedSpecialUse, live, clock });
}

/** Finders over the directory and opt-outs as they are when a case is resolved. */
export function finderOf(parts: SourceParts, database: Database): Context["openFinder"] {
	const sources = finderSources(parts);
	return async () => {
		const now = parts.clock();
		const directory = await database.directory.contacts(now);
		const optOuts = await database.directory.optOuts(now);
		return sources({ directory, optOuts, badMailboxes: new Set(), cache: database.contactCache });
	};
}
