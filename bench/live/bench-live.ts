import { join } from "node:path";
import { createContactFinder } from "../../src/app/find-contact.ts";
import { parseRange, renderAddress } from "../../src/core/report/range.ts";
import type { AddressRange, Target } from "../../src/core/report/target.ts";
import { openDatabase } from "../../src/db/open-database.ts";
import { ripeSource } from "../../src/lookup/ripe-rest/ripe-source.ts";
import type { ContactCache } from "../../src/ports/contact-cache.ts";
import type { ContactSource, LocalRegistry } from "../../src/ports/contact-source.ts";
import { openSplitFiles } from "../../src/registry/open-registry.ts";
import { noWebsites } from "../../test/support/no-websites.ts";
import type { Bench } from "../bench.ts";
import { createRandom, type Random } from "../random.ts";
import { makeNetworks, type Network, writeRegistry } from "../registry/networks.ts";
import { startRipeServer } from "./ripe-server.ts";

export interface LiveSize {
	readonly networks: number;
	readonly addresses: number;
}

/** How many questions RIPE gets for a report whose addresses lie together, beside one question per address. */
export async function benchLive(bench: Bench): Promise<void> {
	const database = await openDatabase({
		url: null,
		dataDir: join(bench.folder, "data"),
		onFirstStart: () => bench.note("making an embedded database"),
		log: { info: () => {}, warn: () => {}, error: () => {} },
		messageIdFor: (noticeId) => `<${noticeId}@bench.example>`,
		enqueueIn: async () => {},
	});
	bench.onEnd(() => database.close());
	const size = bench.quick ? { networks: 300, addresses: 600 } : { networks: 1_500, addresses: 5_000 };
	await benchLiveOf(bench, size, database.contactCache);
}

/** Exported for the test of its lines. `cache` must be empty. */
export async function benchLiveOf(bench: Bench, size: LiveSize, cache: ContactCache): Promise<void> {
	const networks = makeNetworks(size.networks);
	const server = await startRipeServer(networks);
	bench.onEnd(() => server.close());
	const { inLeaves, outside } = makeReport(networks, size.addresses);
	const leaves = new Set(inLeaves.map(({ network }) => network)).size;
	bench.note(`${inLeaves.length} addresses in ${leaves} leaf ranges, ${outside.length} in allocations outside of them`);
	const ask = async (list: readonly Affected[], registry: LocalRegistry | null) => {
		const source = counted(server.url);
		await resolveAll(list, { source, cache, registry });
		return { questions: source.questions(), requests: server.takeCount() };
	};
	const peer = "one question per address";
	const ours = await ask(inLeaves, null);
	const each = await askForEach(inLeaves, server.url, () => server.takeCount());
	const perLeaf = (name: string, unit: string, value: number, peerValue: number) =>
		bench.add({ name, value: value / leaves, unit, peer, peerValue: peerValue / leaves });
	perLeaf("live.questions", "questions/leaf range", ours.questions, each.questions);
	perLeaf("live.requests", "HTTP requests/leaf range", ours.requests, each.requests);
	const again = await ask(inLeaves, null);
	perLeaf("live.questions-again", "questions/leaf range", again.questions, each.questions);
	if (outside.length > 0) {
		const { questions } = await ask(outside, null);
		const value = questions / outside.length;
		bench.add({ name: "live.questions-outside-leaves", value, unit: "questions/address", peer, peerValue: 1 });
	}
	const folder = join(bench.folder, "live-registry");
	await writeRegistry(folder, networks);
	const indexed = await ask([...inLeaves, ...outside], await openSplitFiles(folder));
	perLeaf("live.questions-with-index", "questions/leaf range", indexed.questions, each.questions);
}

interface Affected {
	readonly target: Target;
	/** The most specific one that holds it. */
	readonly network: Network;
}

const shares = { leavesUsed: 0.3, outside: 0.03 };

/** Addresses as reports have them: many in a few networks, and some that no customer's network holds. Shuffled. */
function makeReport(networks: readonly Network[], count: number) {
	const random = createRandom(count);
	const leaves = networks.filter((network) => network.leaf && random.chance(shares.leavesUsed));
	const allocations = networks.filter((network) => !network.leaf);
	const inLeaves = new Map<string, Affected>();
	const outside = new Map<string, Affected>();
	for (let n = 0; n < count; n++) {
		if (random.chance(shares.outside)) {
			const network = allocations[random.below(allocations.length)] as Network;
			const found = addressIn(network, random);
			const isHeld = networks.some(({ leaf, range }) => leaf && holds(range, found));
			if (!isHeld) outside.set(found.text, { target: found, network });
			continue;
		}
		const network = leaves[random.below(leaves.length)] as Network;
		const found = addressIn(network, random);
		inLeaves.set(found.text, { target: found, network });
	}
	return { inLeaves: [...inLeaves.values()], outside: [...outside.values()] };
}

const holds = (range: AddressRange, target: Found) =>
	range.version === target.range.version && range.first <= target.range.first && range.last >= target.range.first;

type Found = Extract<Target, { kind: "address" | "network" | "range" }>;

function addressIn({ range }: Network, random: Random): Found {
	const value = range.first + (BigInt(random.below(2 ** 32)) % (range.last - range.first + 1n));
	const text = renderAddress(range.version, value);
	return { kind: "address", text, range: parseRange(text) as AddressRange };
}

/** The product's RIPE source without its pace, which is about RIPE and not about how often it is asked. */
function openSource(baseUrl: string): ContactSource {
	return ripeSource({
		...{ baseUrl, clock: () => new Date().toISOString(), timeoutMs: 20_000, maxBytes: 1024 * 1024 },
		...{ pace: { concurrency: 8, count: 100_000, perMs: 1 }, retries: 0, retryDelayMs: 1 },
	});
}

function counted(baseUrl: string): ContactSource & { questions(): number } {
	const source = openSource(baseUrl);
	let questions = 0;
	return {
		...source,
		find(range, signal) {
			questions++;
			return source.find(range, signal);
		},
		questions: () => questions,
	};
}

interface Sources {
	readonly source: ContactSource;
	readonly cache: ContactCache;
	readonly registry: LocalRegistry | null;
}

/** As a case does: a batch of addresses at once. Every answer must be the right operator's. */
async function resolveAll(list: readonly Affected[], { source, cache, registry }: Sources): Promise<void> {
	const finder = createContactFinder({
		...{
			directory: [],
			optOuts: [],
			badMailboxes: new Set<string>(),
			consumerDomains: new Set<string>(),
			maxAgeMs: 1e12,
			registry,
			sources: [source],
			cache,
			countries: ["NL"],
		},
		...noWebsites,
		...{ live: true, clock: () => new Date().toISOString() },
	});
	const { signal } = new AbortController();
	const resolutions = await Promise.all(list.map(({ target }) => finder.resolve(target, signal)));
	for (const [index, { network }] of list.entries())
		if (resolutions[index]?.mailboxes.join() !== network.mailbox)
			throw new Error(`address ${index + 1} went to another operator: ${resolutions[index]?.reason ?? "no reason"}`);
}

/** The peer: the same source, asked for every address. */
async function askForEach(list: readonly Affected[], baseUrl: string, takeCount: () => number) {
	const source = openSource(baseUrl);
	const { signal } = new AbortController();
	await Promise.all(list.map(({ target }) => source.find((target as Found).range, signal)));
	return { questions: list.length, requests: takeCount() };
}
