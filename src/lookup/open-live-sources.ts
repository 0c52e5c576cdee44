import type { Clock } from "../ports/clock.ts";
import type { ContactSource } from "../ports/contact-source.ts";
import type { LookupBudgets } from "../ports/lookup-budget.ts";
import { rdapSource } from "./rdap/rdap-source.ts";
import { ripeSource } from "./ripe-rest/ripe-source.ts";
import type { Pace, SharedLimits } from "./source-client.ts";
import { publicServers } from "./whois/registries.ts";
import { whoisSource } from "./whois/whois-source.ts";

const second = 1000;
const minute = 60 * second;
const pace = (concurrency: number, count: number, perMs: number): Pace => ({ concurrency, count, perMs });

export interface LiveSourceOptions {
	readonly clock: Clock;
	readonly budgets: LookupBudgets;
}

/** Servers of the five registries, and of the national ones they send questions on to. */
const rdapHosts = [
	"data.iana.org",
	"rdap.db.ripe.net",
	"rdap.arin.net",
	"rdap.apnic.net",
	"rdap.lacnic.net",
	"rdap.afrinic.net",
	"rdap.registro.br",
	"jpnic.rdap.apnic.net",
	"idnic.rdap.apnic.net",
	"kisa.rdap.apnic.net",
	"twnic.rdap.apnic.net",
	"cnnic.rdap.apnic.net",
	"vnnic.rdap.apnic.net",
	"irinn.rdap.apnic.net",
];

/**
 * The registry blocks an address that got 1,000 objects with personal data in a day (docs.db.ripe.net, FAQ on error 201), and in
 * the end for good. Our questions ask for none; should answers hold them all the same, we stop well before.
 */
const ripeShared: SharedLimits = { registry: "ripe", personalPerDay: 800 };
/** About ten questions a minute are answered, by LACNIC and by Brazil's registry, which it sends questions on to. */
const lacnicPace: Pace = { ...pace(1, 8, minute), shared: { registry: "lacnic", perMinute: 8 } };

const shared = { timeoutMs: 10 * second, maxBytes: 1024 * 1024, retries: 2, retryDelayMs: 500 };

/**
 * The live sources in the order in which they are asked: RIPE's REST service, RDAP, WHOIS. Their paces keep within what
 * the registries allow: LACNIC about ten questions a minute, the others more; a report of any size ends in the local
 * registry first.
 */
export function openLiveSources({ clock, budgets }: LiveSourceOptions): ContactSource[] {
	return [
		ripeSource({
			...shared,
			clock,
			budgets,
			baseUrl: "https://rest.db.ripe.net",
			maxObjects: 1_000,
			maxSurveyBytes: 8 * 1024 * 1024,
			pace: { ...pace(4, 10, second), shared: ripeShared },
		}),
		rdapSource({
			...shared,
			clock,
			budgets,
			bootstrapUrl: "https://data.iana.org/rdap/",
			bootstrapMaxAgeMs: 24 * 60 * minute,
			hosts: rdapHosts,
			pace: pace(2, 4, second),
			paceByHost: { "rdap.lacnic.net": lacnicPace, "rdap.registro.br": lacnicPace },
		}),
		whoisSource({
			clock,
			budgets,
			servers: publicServers,
			deadlineMs: 10 * second,
			memoryMb: 32,
			maxBytes: 256 * 1024,
			pace: pace(1, 2, second),
			paceByRegistry: { lacnic: lacnicPace, ripe: { ...pace(1, 2, second), shared: ripeShared } },
			retries: 1,
			retryDelayMs: second,
			pauseMs: 10 * minute,
		}),
	];
}
