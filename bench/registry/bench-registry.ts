import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { medianPair } from "../figure.ts";
import { bundled, runForJson } from "../plain-child.ts";
import type { BuildOutcome } from "./build-child.ts";
import type { LookUpOutcome } from "./look-up-child.ts";
import { mailboxOf, makeUpAddresses, makeUpNetworks, type Networks, type RegistryShape } from "./made-up-networks.ts";
import { writeMmdb } from "./write-mmdb.ts";
import { writeSplitFiles } from "./write-split-files.ts";

export interface RegistrySize extends RegistryShape {
	readonly lookUps: number;
	readonly rounds: number;
}

/** What the RIPE database holds. */
const real = { inetnum: 4_300_000, inet6num: 1_200_000, organisations: 120_000, roles: 130_000, routes: 500_000 };
const small = { inetnum: 86_000, inet6num: 24_000, organisations: 2_400, roles: 2_600, routes: 10_000 };
const maxmind = "maxmind (mmdb-lib)";

/** The registry at its real size: how it is built and opened, and look-ups per second from texts to mailboxes. */
export async function benchRegistry(bench: Bench): Promise<void> {
	const size = bench.quick ? { ...small, lookUps: 100_000, rounds: 3 } : { ...real, lookUps: 1_000_000, rounds: 3 };
	await benchRegistryOf(bench, size);
}

/** Exported for the test of its lines. */
export async function benchRegistryOf(bench: Bench, size: RegistrySize): Promise<void> {
	const all: readonly [Networks, Networks] = [makeUpNetworks(4, size), makeUpNetworks(6, size)];
	const [folder, index, mmdb, list] = ["split", "registry.index", "registry.mmdb", "addresses.txt"].map((name) =>
		join(bench.folder, name),
	) as [string, string, string, string];
	await writeSplitFiles(folder, all, size);
	const addresses = [...makeUpAddresses(all, size.lookUps)];
	await writeFile(list, addresses.map(({ text }) => `${text}\n`).join(""));
	bench.note(`${all[0].count} IPv4 and ${all[1].count} IPv6 networks written, ${size.lookUps} addresses`);
	await benchBuild(bench, folder, index);
	await writeMmdb(mmdb, all, size.roles);
	bench.note("the peer's database is written");
	const [ours, theirs] = [(await stat(index)).size / 1e6, (await stat(mmdb)).size / 1e6];
	bench.add({ name: "registry.file", value: ours, unit: "MB", peer: maxmind, peerValue: theirs });
	const child = await bundled(bench, join(import.meta.dirname, "look-up-child.ts"));
	const rounds: { readonly ours: LookUpOutcome; readonly peer: LookUpOutcome }[] = [];
	for (let round = 0; bench.again(round, size.rounds); round++) {
		const run = (kind: string, path: string) =>
			runForJson<LookUpOutcome>(bench, process.execPath, [child, kind, path, list]);
		rounds.push({ ours: await run("ours", index), peer: await run("maxmind", mmdb) });
	}
	check(rounds, all, addresses);
	const add = (name: string, unit: string, of: (outcome: LookUpOutcome) => number) => {
		const pair = medianPair(rounds.map(({ ours: mine, peer }) => ({ ours: of(mine), peer: of(peer) })));
		bench.add({ name: `registry.${name}`, value: pair.ours, unit, peer: maxmind, peerValue: pair.peer });
	};
	add("open", "ms", ({ openMs }) => openMs);
	add("look-up", "addresses/s", ({ lookUpMs }) => (size.lookUps / lookUpMs) * 1000);
	add("range-number", "addresses/s", ({ numbersMs }) => (size.lookUps / numbersMs) * 1000);
	add("sorted-batch", "addresses/s", ({ batchMs }) => (size.lookUps / batchMs) * 1000);
	add("peak-memory", "MB", ({ peakRssMb }) => peakRssMb);
}

async function benchBuild(bench: Bench, folder: string, index: string): Promise<void> {
	const child = await bundled(bench, join(import.meta.dirname, "build-child.ts"));
	const run = (kind: string) => runForJson<BuildOutcome>(bench, process.execPath, [child, kind, folder, index]);
	const [ours, theirs] = [await run("ours"), await run("unpack")];
	const peer = "zlib, unpacking the same files";
	bench.add({ name: "registry.build", value: ours.ms / 1000, unit: "s", peer, peerValue: theirs.ms / 1000 });
	bench.add({ name: "registry.build-memory", value: ours.peakRssMb, unit: "MB", peer, peerValue: theirs.peakRssMb });
}

type Rounds = readonly { readonly ours: LookUpOutcome; readonly peer: LookUpOutcome }[];
type Asked = readonly { readonly version: 4 | 6; readonly at: number }[];

/** Every engine gives the same mailboxes for all addresses, and for the first ones those of a scan of all networks. */
function check(rounds: Rounds, all: readonly [Networks, Networks], addresses: Asked): void {
	const outcomes = rounds.flatMap(({ ours, peer }) => [ours, peer]);
	if (new Set(outcomes.map(({ checksum }) => checksum)).size !== 1)
		throw new Error("the engines give different answers");
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
