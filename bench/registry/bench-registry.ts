import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { benchAttribute } from "../attribute/bench-attribute.ts";
import type { Bench } from "../bench.ts";
import { medianPair } from "../figure.ts";
import { bundled, runForJson } from "../plain-child.ts";
import type { BuildOutcome } from "./build-child.ts";
import type { LookUpOutcome, OwnOutcome } from "./look-up-child.ts";
import { mailboxOf, makeUpAddresses, makeUpNetworks, type Networks, type RegistryShape } from "./made-up-networks.ts";
import { writeMailboxMmdb, writeNetworkMmdb } from "./write-mmdb.ts";
import { writeSplitFiles } from "./write-split-files.ts";

export interface RegistrySize extends RegistryShape {
	readonly lookUps: number;
	/** Of the report that is attributed as a whole. */
	readonly rows: number;
	readonly rounds: number;
}

/** What the RIPE database holds. */
const real = { inetnum: 4_300_000, inet6num: 1_200_000, organisations: 120_000, roles: 130_000, routes: 500_000 };
const small = { inetnum: 86_000, inet6num: 24_000, organisations: 2_400, roles: 2_600, routes: 10_000 };
const toNetwork = "maxmind (mmdb-lib), the most specific network";
const toMailbox = "maxmind (mmdb-lib), the mailbox alone";

interface Paths {
	readonly index: string;
	readonly networks: string;
	readonly mailboxes: string;
	readonly list: string;
}

/** What each engine came to in one round. */
interface Round {
	readonly ours: OwnOutcome;
	readonly networks: LookUpOutcome;
	readonly mailboxes: LookUpOutcome;
}

/** The registry at its real size: how it is built and opened, look-ups per second, and a whole report from bytes to operators. */
export async function benchRegistry(bench: Bench): Promise<void> {
	const size = bench.quick
		? { ...small, lookUps: 100_000, rows: 50_000, rounds: 3 }
		: { ...real, lookUps: 1_000_000, rows: 1_000_000, rounds: 3 };
	await benchRegistryOf(bench, size);
}

/** Exported for the test of its lines. */
export async function benchRegistryOf(bench: Bench, size: RegistrySize): Promise<void> {
	const all: readonly [Networks, Networks] = [makeUpNetworks(4, size), makeUpNetworks(6, size)];
	const paths: Paths = {
		index: join(bench.folder, "registry.index"),
		networks: join(bench.folder, "networks.mmdb"),
		mailboxes: join(bench.folder, "mailboxes.mmdb"),
		list: join(bench.folder, "addresses.txt"),
	};
	const folder = join(bench.folder, "split");
	await writeSplitFiles(folder, all, size);
	const addresses = [...makeUpAddresses(all, size.lookUps)];
	await writeFile(paths.list, addresses.map(({ text }) => `${text}\n`).join(""));
	bench.note(`${all[0].count} IPv4 and ${all[1].count} IPv6 networks written, ${size.lookUps} addresses`);
	await benchBuild(bench, folder, paths.index);
	await writeNetworkMmdb(paths.networks, all);
	await writeMailboxMmdb(paths.mailboxes, all, size.roles);
	bench.note("the peer's databases are written");
	const rounds = await lookUpRounds(bench, paths, size.rounds);
	check(rounds, all, addresses);
	const [file, peerFile] = [(await stat(paths.index)).size / 1e6, (await stat(paths.networks)).size / 1e6];
	bench.add({ name: "registry.file", value: file, unit: "MB", peer: toNetwork, peerValue: peerFile });
	const add = (name: string, unit: string, of: (round: Round) => { ours: number; peer: number }, peer = toNetwork) => {
		const pair = medianPair(rounds.map(of));
		bench.add({ name: `registry.${name}`, value: pair.ours, unit, peer, peerValue: pair.peer });
	};
	const perSecond = (ms: number) => (size.lookUps / ms) * 1000;
	add("open", "ms", ({ ours, networks }) => ({ ours: ours.openMs, peer: networks.openMs }));
	add("look-up", "addresses/s", ({ ours, networks }) => ({
		ours: perSecond(ours.lookUpMs),
		peer: perSecond(networks.lookUpMs),
	}));
	add("sorted-batch", "addresses/s", ({ ours, networks }) => ({
		ours: perSecond(ours.batchMs),
		peer: perSecond(networks.lookUpMs),
	}));
	add("peak-memory", "MB", ({ ours, networks }) => ({ ours: ours.peakRssMb, peer: networks.peakRssMb }));
	const ofMailboxes = ({ ours, mailboxes }: Round) => ({
		ours: perSecond(ours.mailboxesMs),
		peer: perSecond(mailboxes.lookUpMs),
	});
	add("mailboxes", "addresses/s", ofMailboxes, toMailbox);
	const { index } = paths;
	await benchAttribute(bench, { index, networks: all, rows: size.rows, rounds: size.rounds });
}

async function benchBuild(bench: Bench, folder: string, index: string): Promise<void> {
	const child = await bundled(bench, join(import.meta.dirname, "build-child.ts"));
	const run = (kind: string) => runForJson<BuildOutcome>(bench, process.execPath, [child, kind, folder, index]);
	const [ours, theirs] = [await run("ours"), await run("unpack")];
	const peer = "zlib, unpacking the same files";
	bench.add({ name: "registry.build", value: ours.ms / 1000, unit: "s", peer, peerValue: theirs.ms / 1000 });
	bench.add({ name: "registry.build-memory", value: ours.peakRssMb, unit: "MB", peer, peerValue: theirs.peakRssMb });
}

type Asked = readonly { readonly version: 4 | 6; readonly at: number }[];

/** Each engine in a process of its own, one after the other. Throws when product and peer tell networks apart in different ways. */
async function lookUpRounds(bench: Bench, paths: Paths, most: number): Promise<readonly Round[]> {
	const child = await bundled(bench, join(import.meta.dirname, "look-up-child.ts"));
	const [own, peer] = [join(bench.folder, "own.numbers"), join(bench.folder, "peer.numbers")];
	const run = <T extends LookUpOutcome>(kind: string, path: string, numbers: string) =>
		runForJson<T>(bench, process.execPath, [child, kind, path, paths.list, numbers]);
	const rounds: Round[] = [];
	for (let round = 0; bench.again(round, most); round++) {
		rounds.push({
			ours: await run<OwnOutcome>("ours", paths.index, own),
			networks: await run("maxmind-networks", paths.networks, peer),
			mailboxes: await run("maxmind-mailboxes", paths.mailboxes, ""),
		});
		checkSameNetworks(await readNumbers(own), await readNumbers(peer));
	}
	return rounds;
}

async function readNumbers(path: string): Promise<Int32Array> {
	const bytes = await readFile(path);
	return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

/** The numbers need not be the same, since a network may stand twice; which addresses have the same one must be. */
function checkSameNetworks(ours: Int32Array, theirs: Int32Array): void {
	const [toPeer, toOurs] = [new Map<number, number>(), new Map<number, number>()];
	for (const [at, number] of ours.entries()) {
		const other = theirs[at] as number;
		const known = toPeer.get(number) ?? other;
		const back = toOurs.get(other) ?? number;
		if (known !== other || back !== number || (number === 0) !== (other === 0))
			throw new Error(`the engines give different networks for address ${at + 1}`);
		toPeer.set(number, other);
		toOurs.set(other, number);
	}
}

/** Both give the same mailboxes for all addresses, and for the first ones network and mailbox are those of a scan of all networks. */
function check(rounds: readonly Round[], all: readonly [Networks, Networks], addresses: Asked): void {
	const checksums = rounds.flatMap(({ ours, mailboxes }) => [ours.checksum, mailboxes.checksum]);
	if (new Set(checksums).size !== 1) throw new Error("the engines give different mailboxes");
	const sample = rounds[0]?.ours.sample ?? [];
	for (const [index, { mailbox, range }] of sample.entries()) {
		const { version, at } = addresses[index] as Asked[number];
		const networks = all[version === 4 ? 0 : 1];
		const network = narrowest(networks, at);
		const right = network < 0 ? "" : mailboxOf(networks.answer[network] as number);
		if (mailbox !== right || range !== rangeOf(networks, network))
			throw new Error(`look-up ${index + 1} gave another network than a full scan`);
	}
}

function narrowest({ first, last, count }: Networks, at: number): number {
	let best = -1;
	let width = Number.POSITIVE_INFINITY;
	for (let network = 0; network < count; network++) {
		const [from, to] = [first[network] as number, last[network] as number];
		if (from > at || to < at || to - from > width) continue;
		best = network;
		width = to - from;
	}
	return best;
}

function rangeOf({ version, first, last }: Networks, network: number): string | null {
	if (network < 0) return null;
	const [from, to] = [first[network] as number, last[network] as number];
	if (version === 4) return `${from}-${to}`;
	const whole = (upper: number) => ((0x2a00n << 48n) + BigInt(upper)) << 64n;
	return `${whole(from)}-${whole(to + 1) - 1n}`;
}
