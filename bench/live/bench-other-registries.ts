import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { contactAnswers } from "../../src/app/contact-answers.ts";
import { memoryContactCache } from "../../src/app/memory-contact-cache.ts";
import { parseRegisteredRange } from "../../src/core/contact/parse-registered-range.ts";
import { renderAddress } from "../../src/core/report/range.ts";
import { memoryBudgets } from "../../src/lookup/memory-budgets.ts";
import { rdapSource } from "../../src/lookup/rdap/rdap-source.ts";
import { whoisSource } from "../../src/lookup/whois/whois-source.ts";
import type { ContactSource } from "../../src/ports/contact-source.ts";
import { abuseOf, holding, type RipeNetwork, renderKey } from "../../test/support/ripe-database.ts";
import type { Bench } from "../bench.ts";
import { makeWorld, type World, type WorldSize } from "./make-world.ts";

/** A registry's server that counts what it is asked. */
interface Counted {
	readonly source: ContactSource;
	requests(): number;
}

const clock = () => new Date().toISOString();
const shared = {
	...{ clock, budgets: memoryBudgets(), retries: 0, retryDelayMs: 1 },
	pace: { concurrency: 4, count: 100_000, perMs: 1 },
};

/**
 * The same report at registries that cannot tell what lies inside a range: each address is asked for itself there. RDAP is that of any
 * registry, WHOIS that of ARIN, which is asked through `whoiser`.
 */
export async function benchOtherRegistries(bench: Bench, size: WorldSize): Promise<void> {
	const world = makeWorld(size);
	for (const [name, open] of [
		["rdap", openRdap],
		["whois", openWhois],
	] as const) {
		const { source, requests } = await open(bench, world);
		const answers = contactAnswers({ sources: [source], cache: memoryContactCache(), clock, live: true });
		const { signal } = new AbortController();
		const found = await Promise.all(world.report.map(({ range }) => answers.forRange(range, signal)));
		for (const [index, { mailbox }] of world.report.entries()) {
			const answer = found[index];
			if (answer?.kind !== "contact" || answer.contact.mailboxes.join() !== mailbox)
				throw new Error(`${name}: address ${index + 1} went to another operator`);
		}
		bench.add({
			...{ name: `live.${name}.requests`, value: requests() / world.leaves, unit: "requests/leaf range" },
			...{ peer: "one question per address", peerValue: world.report.length / world.leaves },
		});
	}
}

function networkOf({ database }: World, text: string): RipeNetwork | null {
	const range = parseRegisteredRange(text);
	return range === null ? null : (holding(database.networks, range).at(-1) ?? null);
}

async function openRdap(bench: Bench, world: World): Promise<Counted> {
	let count = 0;
	let host = "";
	const server = createServer((request, response) => {
		count++;
		const path = decodeURIComponent(request.url ?? "");
		const network = networkOf(world, path.replace("/ip/", ""));
		const services = [[["0.0.0.0/0", "::/0"], [`http://${host}/`]]];
		const body = network === null ? { services } : rdapNetwork(world, network);
		response.writeHead(200, { "content-type": "application/rdap+json" }).end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	bench.onEnd(() => {
		server.closeAllConnections();
		server.close();
	});
	host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	const source = rdapSource({
		...shared,
		...{ bootstrapUrl: `http://${host}/`, bootstrapMaxAgeMs: 60_000, hosts: [host], paceByHost: {} },
		...{ timeoutMs: 20_000, maxBytes: 1024 * 1024 },
	});
	return { source, requests: () => count };
}

function rdapNetwork({ database }: World, network: RipeNetwork): object {
	const { version, first, last } = network.range;
	const card = ["vcard", [["email", { type: "abuse" }, "text", abuseOf(database, network)?.email ?? ""]]];
	return {
		...{ startAddress: renderAddress(version, first), endAddress: renderAddress(version, last) },
		...{ handle: network.netname, name: network.netname, country: network.country },
		entities: [{ handle: "ABUSE-BENCH", roles: ["abuse"], vcardArray: card }],
	};
}

async function openWhois(bench: Bench, world: World): Promise<Counted> {
	let count = 0;
	const server = createTcpServer((socket) => {
		count++;
		socket.on("error", () => {});
		socket.once("data", (data) => {
			const question = data.toString("latin1").trim();
			const network = question.startsWith("n + ") ? networkOf(world, question.slice(4)) : null;
			socket.end(network === null ? "refer: whois.arin.net\n" : arinNetwork(world, network));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	bench.onEnd(() => server.close());
	const at = { host: "127.0.0.1", port: (server.address() as AddressInfo).port };
	const source = whoisSource({
		...shared,
		servers: { iana: at, ripe: at, arin: at, apnic: at, lacnic: at, afrinic: at },
		...{ deadlineMs: 20_000, memoryMb: 32, maxBytes: 256 * 1024, paceByRegistry: {}, pauseMs: 1_000 },
	});
	return { source, requests: () => count };
}

function arinNetwork({ database }: World, network: RipeNetwork): string {
	const range = renderKey(network.range);
	const key = network.range.version === 6 ? `CIDR: ${range}\nNetRange: ${range}` : `NetRange: ${range}`;
	return `${key}\nNetName: ${network.netname}\n\nOrgName: Bench\nCountry: US\n\nOrgAbuseHandle: A-BENCH\nOrgAbuseEmail: ${abuseOf(database, network)?.email}\n`;
}
