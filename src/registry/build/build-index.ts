import { fromWords } from "../../core/report/address-words.ts";
import type { IndexCounts, IndexInfo, Version } from "../index-format.ts";
import { RegistryFault } from "../registry-fault.ts";
import type { BuildOptions } from "./build-options.ts";
import { type ByteWriter, byteWriter } from "./byte-writer.ts";
import type { Collector } from "./collect-objects.ts";
import type { Organisation, Role } from "./collected.ts";
import type { Delegated } from "./delegated.ts";
import type { Intervals } from "./flatten-networks.ts";
import { createIndexFile, type IndexFile } from "./index-file.ts";
import { type Kept, keepCountry } from "./keep-country.ts";
import { type Nesting, nestNetworks } from "./nest-networks.ts";
import { type FilesRead, readFiles } from "./read-files.ts";
import { type Resolution, resolveContacts } from "./resolve-contacts.ts";
import { type SortedNetworks, sortNetworks } from "./sort-networks.ts";
import { findSplitFiles, oldestMs, type SplitFile } from "./split-files.ts";
import { writeIntervals4, writeIntervals6 } from "./write-intervals.ts";
import { writeRecords } from "./write-records.ts";
import { writeRoutes } from "./write-routes.ts";
import { writeTables } from "./write-tables.ts";

interface Layer {
	readonly version: Version;
	readonly networks: SortedNetworks;
	readonly nesting: Nesting;
	readonly resolution: Resolution;
	readonly delegated: Uint16Array;
	readonly kept: Kept;
}

function delegatedOf(networks: SortedNetworks, delegated: Delegated | null): Uint16Array {
	const countries = new Uint16Array(networks.count);
	if (delegated === null) return countries;
	const { version } = networks;
	const value = (words: readonly Uint32Array[], index: number) => {
		const at = (word: number) => (words[word] as Uint32Array)[index] as number;
		return version === 4 ? BigInt(at(0)) : fromWords(at(0), at(1), at(2), at(3));
	};
	for (let index = 0; index < networks.count; index++) {
		countries[index] = delegated.country(version, value(networks.first, index), value(networks.last, index));
	}
	return countries;
}

function layerOf(version: Version, { objects, delegated: statistics }: FilesRead, country: string | null): Layer {
	const { roles, organisations } = objects;
	const networks = sortNetworks(objects.networks(version));
	const nesting = nestNetworks(networks);
	const resolution = resolveContacts({ networks, nesting, organisations, roles });
	const delegated = delegatedOf(networks, statistics);
	const kept = keepCountry(country, { networks, nesting, resolution, delegated, organisations });
	return { version, networks, nesting, resolution, delegated, kept };
}

/** Gives the place of the list of further contacts for the end of a climb, from 1, and writes each list once. */
function otherLists({ resolution, kept, networks }: Layer, to: ByteWriter): (end: number) => number {
	const unknown = 0xffffffff;
	const known = new Uint32Array(networks.count).fill(unknown);
	const written = new Map<string, number>();
	return (end) => {
		if (known[end] !== unknown) return known[end] as number;
		const list = resolution.others(end);
		const entries = list.map(({ network, by }) => (kept.places[network] as number) * 2 + (by === "own" ? 0 : 1));
		const key = entries.join();
		let place = entries.length === 0 ? 0 : (written.get(key) ?? 0);
		if (place === 0 && entries.length > 0) {
			place = to.length + 1;
			written.set(key, place);
			to.number(entries.length);
			for (const entry of entries) to.number(entry);
		}
		known[end] = place;
		return place;
	};
}

function withMailbox({ networks, resolution, kept }: Layer, { roles, organisations }: Collector): number {
	let count = 0;
	for (let index = 0; index < networks.count; index++) {
		if (kept.places[index] === 0 || resolution.found[index] === 0) continue;
		const end = resolution.end(index);
		const own = networks.role[end] as number;
		const role = own >= 0 ? own : (organisations[networks.org[end] as number] as Organisation).role;
		if ((roles[role] as Role).mailboxes.length > 0) count++;
	}
	return count;
}

/** The number of each stretch's range; 0 = none. */
function ownersOf({ owners, count }: Intervals, places: Uint32Array, offset: number): Uint32Array {
	const numbers = new Uint32Array(count);
	for (let at = 0; at < count; at++) {
		const owner = owners[at] as number;
		if (owner >= 0) numbers[at] = (places[owner] as number) + offset;
	}
	return numbers;
}

interface Written {
	/** Ranges in the index. */
	readonly ranges: number;
	readonly withMailbox: number;
	/** Networks that cross others, kept or not. */
	readonly crossing: number;
	/** Numbers of those that are kept. */
	readonly crossingNumbers: readonly number[];
}

/** Writes one version. `offset`: number of the ranges before its own; `lists` gets the lists of further contacts. */
async function writeVersion(
	file: IndexFile,
	layer: Layer,
	objects: Collector,
	{ offset, lists, signal }: { readonly offset: number; readonly lists: ByteWriter; readonly signal?: AbortSignal },
): Promise<Written> {
	const { version, kept, nesting } = layer;
	const { places, intervals } = kept;
	const numbers = ownersOf(intervals, places, offset);
	if (version === 4) await writeIntervals4(file, intervals, numbers);
	else await writeIntervals6(file, intervals, numbers);
	await writeRecords(file, { ...layer, places, listOf: otherLists(layer, lists) }, signal);
	const crossingNumbers = nesting.crossing
		.filter((index) => places[index] !== 0)
		.map((index) => (places[index] as number) + offset);
	return {
		ranges: kept.count,
		withMailbox: withMailbox(layer, objects),
		crossing: nesting.crossing.length,
		crossingNumbers,
	};
}

function countsOf(written: readonly Written[], { objects, delegated }: FilesRead): IndexCounts {
	const of = (type: string) => objects.counts.get(type) ?? 0;
	const sum = (pick: (one: Written) => number) => written.reduce((total, one) => total + pick(one), 0);
	return {
		inetnum: of("inetnum"),
		inet6num: of("inet6num"),
		organisation: of("organisation"),
		role: of("role"),
		"aut-num": of("aut-num"),
		route: of("route"),
		route6: of("route6"),
		delegated: delegated?.count ?? 0,
		crossing: sum(({ crossing }) => crossing),
		networks: sum(({ ranges }) => ranges),
		withMailbox: sum((one) => one.withMailbox),
	};
}

async function writeIndex(file: IndexFile, files: readonly SplitFile[], options: BuildOptions): Promise<IndexInfo> {
	const { country, signal, onProgress } = options;
	const read = await readFiles(files, options);
	const lists = byteWriter();
	const written: Written[] = [];
	// One version after the other: the memory of the first is free for the second.
	for (const version of [4, 6] as const) {
		signal?.throwIfAborted();
		const done = written.length;
		onProgress?.({ phase: "resolving", done: 2 * done, total: 4 });
		const layer = layerOf(version, read, country);
		onProgress?.({ phase: "writing", done: 2 * done + 1, total: 4 });
		written.push(await writeVersion(file, layer, read.objects, { offset: written[0]?.ranges ?? 0, lists, signal }));
		await writeRoutes(file, read.objects.routes(version));
	}
	await file.whole("others", lists.take());
	await file.whole("crossing", Uint32Array.from(written.flatMap(({ crossingNumbers }) => crossingNumbers)));
	await writeTables(file, read.objects);
	onProgress?.({ phase: "writing", done: 4, total: 4 });
	signal?.throwIfAborted();
	const sources = files.map(({ name, bytes, modified }) => ({ name, bytes, modified }));
	const asOf = new Date(oldestMs(files)).toISOString();
	const [four, six] = written as [Written, Written];
	return file.finish({ asOf, country, counts: countsOf(written, read), sources }, { 4: four.ranges, 6: six.ranges });
}

/**
 * Builds the index of a folder's split files, in this thread: at the real size that takes about a minute of computing and some hundreds
 * of MB, so a program that answers people asks `buildIndexAside`. Throws a `RegistryFault` when the folder or a file cannot be read or
 * holds no networks; nothing is left behind then, and an index that was there stays.
 */
export async function buildIndex(options: BuildOptions): Promise<IndexInfo> {
	const files = await findSplitFiles(options.from);
	if (files.length === 0) {
		throw new RegistryFault(
			"The registry folder holds no ripe.db.inetnum or ripe.db.inet6num file (plain or .gz). Put the RIPE database's split files there.",
		);
	}
	const file = await createIndexFile(options.to);
	try {
		return await writeIndex(file, files, options);
	} catch (fault) {
		await file.abandon();
		throw fault;
	}
}
