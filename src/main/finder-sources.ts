import type { Context } from "../app/context.ts";
import { createContactFinder } from "../app/find-contact.ts";
import type { Config } from "../config.ts";
import type { DirectoryEntry, OptOut } from "../core/contact/entry.ts";
import type { Database } from "../db/open-database.ts";
import { parseAllowedSpecialUse } from "../intake/allowed-special-use.ts";
import { consumerDomains } from "../lookup/consumer-domains.ts";
import { dnsHostResolver } from "../lookup/dns/dns-host-resolver.ts";
import { openLiveSources } from "../lookup/open-live-sources.ts";
import { websiteAsker } from "../lookup/website/ask-website.ts";
import { siteDefaults } from "../lookup/website/site-options.ts";
import { websiteContacts } from "../lookup/website/website-contacts.ts";
import type { Clock } from "../ports/clock.ts";
import type { ContactCache } from "../ports/contact-cache.ts";
import type { LocalRegistry } from "../ports/contact-source.ts";
import type { LookupBudgets } from "../ports/lookup-budget.ts";
import type { SecurityTxtCache } from "../ports/website-contacts.ts";

const dayMs = 24 * 60 * 60 * 1000;

interface FinderRules {
	readonly directory: readonly DirectoryEntry[];
	readonly optOuts: readonly OptOut[];
	readonly cache: ContactCache;
	readonly securityTxts: SecurityTxtCache;
	/** In lower case. */
	readonly badMailboxes: ReadonlySet<string>;
	readonly registry: LocalRegistry | null;
}

export interface SourceParts {
	readonly config: Config;
	readonly clock: Clock;
	/** What may be asked of registries in a day. */
	readonly budgets: LookupBudgets;
}

/** Makes finders that share the sources of this process, with their rate limits. */
export function finderSources({ config, clock, budgets }: SourceParts) {
	const sources = openLiveSources({ clock, budgets });
	const allowedSpecialUse = parseAllowedSpecialUse(config.ALLOWED_SPECIAL_USE);
	const servers = config.DNS_SERVERS.length === 0 ? null : config.DNS_SERVERS;
	const hosts = dnsHostResolver({
		...{ timeoutMs: 3_000, attempts: 2, concurrency: 20, servers, allowedSpecialUse },
		nowMs: () => performance.now(),
	});
	const { HOTLINE_COUNTRIES: countries, LIVE_LOOKUP: live, WEBSITE_CONTACT: websiteContact } = config;
	const ask = websiteAsker({ ...siteDefaults, hosts, clock });
	const maxAgeMs = config.CONTACT_MAX_AGE_DAYS * dayMs;
	const people = consumerDomains(config.CONSUMER_MAIL_DOMAINS);
	return ({ securityTxts, ...rules }: FinderRules) =>
		createContactFinder({
			...rules,
			consumerDomains: people,
			sources,
			hosts,
			countries,
			maxAgeMs,
			live,
			clock,
			websites: websiteContacts({ ask, cache: securityTxts, clock }),
			websiteContact,
		});
}

export interface FinderParts extends Omit<SourceParts, "budgets"> {
	/** What the registry is now. */
	readonly registry: () => Promise<LocalRegistry | null>;
}

/** Finders over the directory, the opt-outs and the registry as they are when a case is resolved. */
export function finderOf(parts: FinderParts, database: Database): Context["openFinder"] {
	const sources = finderSources({ ...parts, budgets: database.lookupBudgets });
	return async () => {
		const now = parts.clock();
		const directory = await database.directory.contacts(now);
		const optOuts = await database.directory.optOuts(now);
		const registry = await parts.registry();
		const { securityTxts } = database;
		const badMailboxes = new Set((await database.badMailboxes.list(now)).map(({ mailbox }) => mailbox));
		return sources({ directory, optOuts, registry, badMailboxes, cache: database.contactCache, securityTxts });
	};
}
