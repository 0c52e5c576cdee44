import { parseTarget } from "../../src/core/report/parse-target.ts";
import { openRegistry } from "../../src/registry/open-registry.ts";
import { openNaiveRegistry } from "./naive-registry.ts";
import { makeAddresses, makeNetworks, renderKey } from "./networks.ts";

export interface LookUpOutcome {
	readonly openMs: number;
	readonly lookUpMs: number;
	/** Once all addresses are looked up. */
	readonly peakRssMb: number;
	/** For the first addresses: the network's key and (the product only) its mailbox; null where there is none. */
	readonly sample: readonly (string | null)[];
}

type Find = (address: string) => Promise<string | null> | string | null;

const sampleSize = 300;

async function openOurs(folder: string): Promise<Find> {
	const registry = await openRegistry(folder);
	const { signal } = new AbortController();
	return async (address) => {
		const parsed = parseTarget(address);
		if (!parsed.ok || parsed.target.kind !== "address") throw new Error("the address was not read");
		const answer = await registry.find(parsed.target.range, signal);
		return answer.kind === "contact" ? `${renderKey(answer.contact.range)} ${answer.contact.mailboxes.join()}` : null;
	};
}

const [, , kind = "", folder = "", networkCount = "", addressCount = ""] = process.argv;
const addresses = makeAddresses(makeNetworks(Number(networkCount)), Number(addressCount));
const openedAt = performance.now();
const find: Find = kind === "naive" ? await openNaiveRegistry(folder) : await openOurs(folder);
const openMs = performance.now() - openedAt;
const found: (string | null)[] = [];
const start = performance.now();
for (const address of addresses) found.push(await find(address));
const outcome: LookUpOutcome = {
	openMs,
	lookUpMs: performance.now() - start,
	peakRssMb: process.resourceUsage().maxRSS / 1024,
	sample: found.slice(0, sampleSize),
};
process.stdout.write(JSON.stringify(outcome));
