import { createContactFinder } from "../../src/app/find-contact.ts";
import type { Contact } from "../../src/core/contact/contact.ts";
import { parseTarget } from "../../src/core/report/parse-target.ts";
import { containsRange } from "../../src/core/report/range.ts";
import type { AddressRange } from "../../src/core/report/target.ts";
import { rdapSource } from "../../src/lookup/rdap/rdap-source.ts";
import { ripeSource } from "../../src/lookup/ripe-rest/ripe-source.ts";
import type { ContactCache } from "../../src/ports/contact-cache.ts";
import { noWebsites } from "../support/no-websites.ts";
import type { Chaos, Trial } from "./chaos.ts";
import { openFaultyRegistry } from "./faulty-registry.ts";

const networks = 30;
const perNetwork = 3;
const clock = () => new Date().toISOString();

/** Answers by the range they are for, as the store keeps them, in memory. */
function memoryCache(): ContactCache & { readonly leaves: () => ReadonlySet<number> } {
	const held: { readonly question: AddressRange; readonly contact: Contact }[] = [];
	const same = (a: AddressRange, b: AddressRange) => containsRange(a, b) && containsRange(b, a);
	const width = ({ range }: Contact) => Number(range.last - range.first);
	return {
		covering: async (range) =>
			held
				.map(({ contact }) => contact)
				.filter((contact) => containsRange(contact.range, range))
				.sort((a, b) => width(a) - width(b)),
		answered: async (question) => held.find((entry) => same(entry.question, question))?.contact ?? null,
		async save(question, contact) {
			held.push({ question, contact });
		},
		dropOlder: async () => {},
		/** Networks whose answer is known to hold for all of them. */
		leaves: () =>
			new Set(
				held.filter(({ contact }) => contact.leaf).map(({ contact }) => Number((contact.range.first >> 8n) & 255n)),
			),
	};
}

/** The live sources against servers that answer late, in drips, in pieces, in another form or not at all. */
async function lookupRound(trial: Trial): Promise<void> {
	const server = await openFaultyRegistry(trial.random);
	const shared = {
		...{ clock, timeoutMs: 250, maxBytes: 65_536, retries: 1, retryDelayMs: 5 },
		pace: { concurrency: 4, count: 1_000, perMs: 1_000 },
	};
	const newFinder = (cache: ContactCache) =>
		createContactFinder({
			...{
				directory: [],
				optOuts: [],
				badMailboxes: new Set<string>(),
				consumerDomains: new Set<string>(),
				maxAgeMs: 1e12,
				registry: null,
				cache,
				clock,
				live: true,
			},
			sources: [
				ripeSource({ ...shared, baseUrl: server.url }),
				rdapSource({
					...shared,
					...{ bootstrapUrl: `${server.url}iana/`, bootstrapMaxAgeMs: 60_000, hosts: [server.host], paceByHost: {} },
				}),
			],
			...noWebsites,
			countries: ["NL"],
		});
	const cache = memoryCache();
	const expectNoFailure = (buckets: readonly (string | null)[]) => {
		const failed = buckets.filter((bucket) => bucket === "lookup-failed").length;
		if (failed > 0) trial.broken(`${failed} lookups failed while every server was in order`);
	};
	const resolveAll = async (finder: ReturnType<typeof newFinder>) => {
		const asked = Array.from({ length: networks * perNetwork }, async (_, index) => {
			const network = index % networks;
			const address = `100.64.${network}.${1 + Math.floor(index / networks)}`;
			const parsed = parseTarget(address);
			if (!parsed.ok) throw new Error("not an address");
			const { bucket, mailboxes } = await finder.resolve(parsed.target, AbortSignal.timeout(60_000));
			trial.count(`answers ${bucket ?? "to be mailed"}`, "answers");
			const wanted = server.mailboxOf(network);
			if (bucket === "no-contact" && wanted !== null)
				trial.broken(`a fault became “no contact” for network ${network}`);
			if (mailboxes.length > 0 && mailboxes.join() !== wanted)
				trial.broken(`network ${network} got the mailbox of another`);
			if (bucket === null && wanted === null) trial.broken(`network ${network} has nobody, and is to be mailed`);
			return bucket;
		});
		return Promise.all(asked);
	};
	try {
		server.behave("faulty");
		await resolveAll(newFinder(cache));
		// Back in order: what failed is found now, and what was found is not asked for again.
		server.behave("fine");
		const known = cache.leaves();
		const before = server.answeredWell();
		expectNoFailure(await resolveAll(newFinder(cache)));
		for (const network of known)
			if (server.answeredWell().get(network) !== before.get(network))
				trial.broken(`network ${network} was asked for again though its answer was known`);
		// From nothing, with many addresses at once: one question per network.
		const earlier = server.answeredWell();
		expectNoFailure(await resolveAll(newFinder(memoryCache())));
		for (const [network, times] of server.answeredWell()) {
			const asked = times - (earlier.get(network) ?? 0);
			if (asked !== 1) trial.broken(`network ${network} was asked for ${asked} times`);
		}
		trial.count("networks known after the faults", "networks", known.size);
		trial.count("requests", "requests", server.requests());
		for (const [fault, count] of Object.entries(server.faults)) trial.count(`fault ${fault}`, "requests", count);
	} finally {
		await server.close();
	}
}

export const lookupChaos: Chaos = {
	name: "lookup",
	unable: async () => null,
	async run(trial) {
		for (let round = 1; round <= trial.rounds; round++) {
			trial.say(`round ${round} of ${trial.rounds}`);
			await lookupRound(trial);
			trial.count("rounds", "rounds");
		}
	},
};
