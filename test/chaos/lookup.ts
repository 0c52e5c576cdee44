import { setTimeout as wait } from "node:timers/promises";
import { createContactFinder } from "../../src/app/find-contact.ts";
import { memoryContactCache } from "../../src/app/memory-contact-cache.ts";
import { parseTarget } from "../../src/core/report/parse-target.ts";
import { memoryBudgets } from "../../src/lookup/memory-budgets.ts";
import { rdapSource } from "../../src/lookup/rdap/rdap-source.ts";
import { ripeSource } from "../../src/lookup/ripe-rest/ripe-source.ts";
import { whoisSource } from "../../src/lookup/whois/whois-source.ts";
import type { ContactCache, StoredAnswer } from "../../src/ports/contact-cache.ts";
import type { ContactSource } from "../../src/ports/contact-source.ts";
import { noWebsites } from "../support/no-websites.ts";
import type { Chaos, Trial } from "./chaos.ts";
import { type FaultyRegistry, openFaultyRegistry, prefixOf, type Service, services } from "./faulty-registry.ts";
import { type RegistryFault, registryFaults } from "./registry-faults.ts";

const networks = 12;
const faultShare = 0.25;
/** A report that takes longer has stopped. */
const endsWithinMs = 60_000;
/** Above what the process had before; one answer of 200 MiB that is kept is more. */
const maxGrowthBytes = 160 * 1024 * 1024;
const clock = () => new Date().toISOString();

/** A cache that tells what it was given. */
function watchedCache(): ContactCache & { readonly saved: StoredAnswer[] } {
	const cache = memoryContactCache();
	const saved: StoredAnswer[] = [];
	const save = async (answers: readonly StoredAnswer[]) => {
		saved.push(...answers);
		await cache.save(answers);
	};
	return { ...cache, saved, save };
}

/** The product's sources with short deadlines, against the servers on loopback. */
function openSources(registry: FaultyRegistry): Record<Service, ContactSource> {
	const shared = {
		...{ clock, budgets: memoryBudgets(), retries: 1, retryDelayMs: 5 },
		pace: { concurrency: 4, count: 1_000, perMs: 1_000 },
	};
	const http = { ...shared, timeoutMs: 500, maxBytes: 65_536 };
	return {
		ripe: ripeSource({ ...http, baseUrl: registry.ripeUrl, maxObjects: 100, maxSurveyBytes: 262_144 }),
		rdap: rdapSource({
			...http,
			...{ bootstrapUrl: registry.rdapUrl, bootstrapMaxAgeMs: 60_000, hosts: [registry.rdapHost], paceByHost: {} },
		}),
		whois: whoisSource({
			...shared,
			...{
				servers: registry.whois,
				deadlineMs: 3_000,
				memoryMb: 32,
				maxBytes: 65_536,
				paceByRegistry: {},
				pauseMs: 200,
			},
		}),
	};
}

interface Report {
	readonly registry: FaultyRegistry;
	readonly sources: readonly ContactSource[];
	readonly cache: ContactCache;
	/** For each network. */
	readonly addresses: number;
}

/** Resolves a report, checks every answer, and gives how many are left to the volunteers. */
async function resolveReport({ registry, sources, cache, addresses }: Report, trial: Trial): Promise<number> {
	const finder = createContactFinder({
		...{ directory: [], optOuts: [], badMailboxes: new Set<string>(), consumerDomains: new Set<string>() },
		...{ maxAgeMs: 1e12, registry: null, cache, clock, live: true, sources, countries: ["NL"] },
		...noWebsites,
	});
	let failed = 0;
	const signal = AbortSignal.timeout(endsWithinMs);
	const asked = Array.from({ length: networks * addresses }, async (_, index) => {
		const network = index % networks;
		const parsed = parseTarget(`${prefixOf(network)}.${1 + Math.floor(index / networks)}`);
		if (!parsed.ok) throw new Error("not an address");
		const { bucket, mailboxes, reason } = await finder.resolve(parsed.target, signal);
		trial.count(`answers ${bucket ?? "to be mailed"}`, "answers");
		const wanted = registry.mailboxOf(network);
		if (bucket === "lookup-failed") {
			failed += 1;
			if (reason === null) trial.broken(`network ${network} is left to the volunteers without a reason`);
		} else if (bucket === "no-contact" && wanted !== null)
			trial.broken(`a fault became “no contact” for network ${network}`);
		if (mailboxes.length > 0 && mailboxes.join() !== wanted)
			trial.broken(`network ${network} got the mailbox of another`);
		if (bucket === null && wanted === null) trial.broken(`network ${network} has nobody, and is to be mailed`);
	});
	try {
		await Promise.all(asked);
	} catch (fault) {
		trial.broken(`the report did not end: ${fault instanceof Error ? fault.message : String(fault)}`);
	}
	return failed;
}

function checkSaved(cache: { readonly saved: readonly StoredAnswer[] }, registry: FaultyRegistry, trial: Trial): void {
	for (const { area, contact } of cache.saved) {
		const wanted = registry.mailboxOf(Number((area.first >> 8n) & 255n));
		if ((contact?.mailboxes ?? []).length === 0 && wanted !== null) trial.broken("a fault was kept as “no contact”");
	}
}

/** One source alone, every answer of which is the same fault; then back in order. */
async function oneFault(registry: FaultyRegistry, service: Service, fault: RegistryFault, trial: Trial): Promise<void> {
	const cache = watchedCache();
	const before = process.memoryUsage().rss;
	const report = { registry, cache, addresses: 1 };
	registry.behave(() => fault);
	const failed = await resolveReport({ ...report, sources: [openSources(registry)[service]] }, trial);
	if (failed !== networks) trial.broken(`${service} with ${fault}: ${networks - failed} addresses got an answer`);
	if (cache.saved.length > 0) trial.broken(`${service} with ${fault}: an answer was kept`);
	const growth = process.memoryUsage().rss - before;
	if (growth > maxGrowthBytes) trial.broken(`${service} with ${fault}: memory grew by ${growth >> 20} MiB`);
	registry.behave(() => null);
	const left = await resolveReport({ ...report, sources: [openSources(registry)[service]] }, trial);
	if (left > 0) trial.broken(`${service} after ${fault}: ${left} lookups failed while every server was in order`);
	checkSaved(cache, registry, trial);
	trial.count(`fault ${fault}`, "sources");
}

/** All sources in their order, faults among their answers; then back in order, with what was kept. */
async function mixedFaults(registry: FaultyRegistry, trial: Trial): Promise<void> {
	const cache = watchedCache();
	const report = { registry, cache, addresses: 3 };
	registry.behave(() => (trial.random.next() < faultShare ? trial.random.pick(registryFaults) : null));
	await resolveReport({ ...report, sources: Object.values(openSources(registry)) }, trial);
	checkSaved(cache, registry, trial);
	registry.behave(() => null);
	const left = await resolveReport({ ...report, sources: Object.values(openSources(registry)) }, trial);
	if (left > 0) trial.broken(`${left} lookups failed while every server was in order`);
	// Everything is known now, those without anybody too: nobody is asked again.
	const before = services.map((service) => registry.asked(service));
	await resolveReport({ ...report, sources: Object.values(openSources(registry)) }, trial);
	if (services.some((service, index) => registry.asked(service) !== before[index]))
		trial.broken("what was known was asked for again");
	trial.count(
		"networks known after the faults",
		"networks",
		new Set(cache.saved.map(({ area }) => area.first >> 8n)).size,
	);
}

export const lookupChaos: Chaos = {
	name: "lookup",
	unable: async () => null,
	async run(trial) {
		const registry = await openFaultyRegistry(networks);
		try {
			for (const service of services) {
				for (const fault of registryFaults) {
					trial.say(`${service}: ${fault}`);
					await oneFault(registry, service, fault, trial);
				}
			}
			for (let round = 1; round <= trial.rounds; round++) {
				trial.say(`round ${round} of ${trial.rounds}`);
				await mixedFaults(registry, trial);
				trial.count("rounds", "rounds");
			}
			// A connection that was begun would have come by now.
			await wait(50);
			if (registry.trapped() > 0) trial.broken(`${registry.trapped()} connections to a server that is no registry`);
			for (const service of services) trial.count(`questions to ${service}`, "questions", registry.asked(service));
		} finally {
			await registry.close();
		}
	},
};
