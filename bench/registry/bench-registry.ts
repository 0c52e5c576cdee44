import { join } from "node:path";
import { parseRange } from "../../src/core/report/range.ts";
import type { Bench } from "../bench.ts";
import { medianPair } from "../figure.ts";
import { bundled, runForJson } from "../plain-child.ts";
import type { LookUpOutcome } from "./look-up-child.ts";
import { makeAddresses, makeNetworks, type Network, renderKey, writeRegistry } from "./networks.ts";

export interface RegistrySize {
	readonly networks: number;
	readonly lookUps: number;
	readonly rounds: number;
}

/** Look-ups per second in the local registry, from strings to contacts; how long it takes to open, and its memory. */
export async function benchRegistry(bench: Bench): Promise<void> {
	await benchRegistryOf(
		bench,
		bench.quick ? { networks: 20_000, lookUps: 50_000, rounds: 3 } : { networks: 200_000, lookUps: 500_000, rounds: 3 },
	);
}

/** Exported for the test of its lines. */
export async function benchRegistryOf(bench: Bench, size: RegistrySize): Promise<void> {
	const networks = makeNetworks(size.networks);
	const folder = join(bench.folder, "registry");
	await writeRegistry(folder, networks);
	bench.note(`${networks.length} made-up networks, ${size.lookUps} look-ups`);
	const child = await bundled(bench, join(import.meta.dirname, "look-up-child.ts"));
	const expected = scanned(networks, size.lookUps);
	const run = async (kind: "ours" | "naive") => {
		const args = [child, kind, folder, String(size.networks), String(size.lookUps)];
		const outcome = await runForJson<LookUpOutcome>(bench, process.execPath, args);
		check(kind, outcome, expected(outcome.sample.length));
		return outcome;
	};
	const rounds: { readonly ours: LookUpOutcome; readonly naive: LookUpOutcome }[] = [];
	for (let round = 0; bench.again(round, size.rounds); round++)
		rounds.push({ ours: await run("ours"), naive: await run("naive") });
	const add = (name: string, unit: string, of: (outcome: LookUpOutcome) => number) => {
		const pair = medianPair(rounds.map(({ ours, naive }) => ({ ours: of(ours), peer: of(naive) })));
		const peer = "ip-num and a binary search, ranges only";
		bench.add({ name, value: pair.ours, unit, peer, peerValue: pair.peer });
	};
	add("registry.look-up", "addresses/s", ({ lookUpMs }) => (size.lookUps / lookUpMs) * 1000);
	add("registry.open", "ms", ({ openMs }) => openMs);
	add("registry.peak-memory", "MB", ({ peakRssMb }) => peakRssMb);
}

/** The truth by looking at every network, for the first `count` addresses. */
function scanned(networks: readonly Network[], lookUps: number): (count: number) => (Network | null)[] {
	const addresses = makeAddresses(networks, lookUps);
	let known: (Network | null)[] = [];
	return (count) => {
		if (known.length !== count) known = addresses.slice(0, count).map((address) => narrowest(networks, address));
		return known;
	};
}

function narrowest(networks: readonly Network[], address: string): Network | null {
	const asked = parseRange(address);
	if (asked === null) throw new Error("a made-up address is none");
	let best: Network | null = null;
	for (const network of networks) {
		const { version, first, last } = network.range;
		if (version !== asked.version || first > asked.first || last < asked.first) continue;
		if (best === null || last - first < best.range.last - best.range.first) best = network;
	}
	return best;
}

function check(kind: "ours" | "naive", { sample }: LookUpOutcome, expected: readonly (Network | null)[]): void {
	for (const [index, network] of expected.entries()) {
		const mailbox = kind === "ours" ? ` ${network?.mailbox}` : "";
		const right = network === null ? null : `${renderKey(network.range)}${mailbox}`;
		if (sample[index] !== right) throw new Error(`${kind}: look-up ${index + 1} gave another network than a full scan`);
	}
}
