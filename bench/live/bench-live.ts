import { join } from "node:path";
import { createContactFinder } from "../../src/app/find-contact.ts";
import { containsRange } from "../../src/core/report/range.ts";
import { openDatabase } from "../../src/db/open-database.ts";
import { memoryBudgets } from "../../src/lookup/memory-budgets.ts";
import { ripeSource } from "../../src/lookup/ripe-rest/ripe-source.ts";
import type { Pace } from "../../src/lookup/source-client.ts";
import type { ContactCache } from "../../src/ports/contact-cache.ts";
import type { ContactSource } from "../../src/ports/contact-source.ts";
import { noWebsites } from "../../test/support/no-websites.ts";
import { type RipeRestServer, startRipeRest } from "../../test/support/ripe-rest-server.ts";
import type { Bench } from "../bench.ts";
import { benchOtherRegistries } from "./bench-other-registries.ts";
import { type Affected, makeWorld, type World, type WorldSize } from "./make-world.ts";

export interface LiveSize extends WorldSize {
	/** `clustered`, `dense`. */
	readonly name: string;
}

const sizes: readonly LiveSize[] = [
	{ name: "clustered", leaves: 800, addresses: 10_000, allocations: 40, place: 0 },
	{ name: "dense", leaves: 800, addresses: 10_000, allocations: 5, place: 1 },
];
const quickSizes: readonly LiveSize[] = [
	{ name: "clustered", leaves: 300, addresses: 2_000, allocations: 20, place: 0 },
	{ name: "dense", leaves: 300, addresses: 2_000, allocations: 3, place: 1 },
];
const latencyMs = 50;
/** What the product allows itself at RIPE. */
const pace: Pace = { concurrency: 4, count: 10, perMs: 1000 };
/** The peer's thousands of questions at that pace would take a quarter of an hour. */
const unpaced: Pace = { concurrency: 100, count: 100_000, perMs: 1 };
const batchSize = 500;

/** How much RIPE is asked for a report whose addresses lie together, how right the answers are, and how long it takes. */
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
	for (const size of bench.quick ? quickSizes : sizes) await benchLiveOf(bench, size, database.contactCache);
	await benchOtherRegistries(bench, { leaves: 20, addresses: 60, allocations: 4, place: 2 });
}

/** Exported for the test of its lines. `cache` must hold nothing of the world. */
export async function benchLiveOf(bench: Bench, size: LiveSize, cache: ContactCache): Promise<void> {
	const world = makeWorld(size);
	const server = await startRipeRest(world.database, { latencyMs });
	bench.onEnd(() => server.close());
	const { report, leaves } = world;
	bench.note(`${size.name}: ${report.length} addresses in ${leaves} leaf ranges of ${size.allocations} allocations`);
	const each = await askForEach(world, server);
	bench.note(`${size.name}: asked once for each address`);
	const ours = await resolveReport(world, { source: openSource(server.url, pace), cache, server });
	const again = await resolveReport(world, { source: openSource(server.url, pace), cache, server });
	const peer = "one question per address";
	const perLeaf = (name: string, requests: number) =>
		bench.add({
			...{ name: `live.${size.name}.${name}`, unit: "requests/leaf range", peer },
			...{ value: requests / leaves, peerValue: each / leaves },
		});
	perLeaf("requests", ours.requests);
	// A restart in the middle of it.
	perLeaf("requests-again", again.requests);
	bench.add({
		...{ name: `live.${size.name}.wrong`, value: (100 * (ours.wrong + again.wrong)) / report.length },
		...{ unit: "wrong answers per 100 addresses", peer: "an answer reused for all of its range" },
		peerValue: (100 * reusedWrongly(report)) / report.length,
	});
	// The first `count` questions go out at once.
	const boundMs = latencyMs + Math.max(0, Math.ceil(ours.requests / pace.count) - 1) * pace.perMs;
	bench.add({
		...{ name: `live.${size.name}.time`, value: ours.ms / 1000, unit: "s", peer: "the allowed rate" },
		peerValue: boundMs / 1000,
	});
	if (server.personal() > 0) throw new Error("answers held objects with personal data");
	if (ours.wrong + again.wrong > 0) throw new Error(`${ours.wrong + again.wrong} addresses went to another operator`);
}

/** The product's RIPE source. */
function openSource(baseUrl: string, at: Pace): ContactSource {
	return ripeSource({
		...{ baseUrl, clock: () => new Date().toISOString(), budgets: memoryBudgets(), timeoutMs: 20_000 },
		...{ maxBytes: 1024 * 1024, maxObjects: 1_000, maxSurveyBytes: 8 * 1024 * 1024 },
		...{ pace: at, retries: 0, retryDelayMs: 1 },
	});
}

interface Resolving {
	readonly source: ContactSource;
	readonly cache: ContactCache;
	readonly server: RipeRestServer;
}

/** As a case does: batch after batch. Counts the addresses that did not get their own operator. */
async function resolveReport({ report }: World, { source, cache, server }: Resolving) {
	const finder = createContactFinder({
		...{
			directory: [],
			optOuts: [],
			badMailboxes: new Set<string>(),
			consumerDomains: new Set<string>(),
			maxAgeMs: 1e12,
			registry: null,
		},
		...{ sources: [source], cache, countries: ["NL"], live: true, clock: () => new Date().toISOString() },
		...noWebsites,
	});
	const { signal } = new AbortController();
	const before = server.asked.length;
	const start = performance.now();
	let wrong = 0;
	for (let from = 0; from < report.length; from += batchSize) {
		const batch = report.slice(from, from + batchSize);
		const found = await Promise.all(batch.map(({ target }) => finder.resolve(target, signal)));
		wrong += batch.filter(({ mailbox }, index) => found[index]?.mailboxes.join() !== mailbox).length;
	}
	return { wrong, ms: performance.now() - start, requests: server.asked.length - before };
}

/** The peer, as ipwhois, querycontacts and IntelMQ do: a question for every address. */
async function askForEach({ report }: World, server: RipeRestServer): Promise<number> {
	const source = openSource(server.url, unpaced);
	const before = server.asked.length;
	const { signal } = new AbortController();
	const answers = await Promise.all(report.map(({ range }) => source.find(range, signal)));
	for (const [index, { mailbox }] of report.entries()) {
		const answer = answers[index];
		if (answer?.kind !== "contact" || answer.contact.mailboxes.join() !== mailbox)
			throw new Error("the server on loopback gives another answer than is true");
	}
	return server.asked.length - before;
}

const width = ({ network: { range } }: Affected) => range.last - range.first;

/** How many addresses get another operator's answer when each answer is reused for all of its range, the narrowest one first. */
function reusedWrongly(report: readonly Affected[]): number {
	const known: Affected[] = [];
	let wrong = 0;
	for (const one of report) {
		const [reused] = known
			.filter(({ network }) => containsRange(network.range, one.range))
			.sort((a, b) => (width(a) < width(b) ? -1 : 1));
		if (reused === undefined) known.push(one);
		else if (reused.mailbox !== one.mailbox) wrong++;
	}
	return wrong;
}
