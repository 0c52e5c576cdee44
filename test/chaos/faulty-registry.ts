import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import type { AddressRange } from "../../src/core/report/target.ts";
import type { WhoisServers } from "../../src/lookup/whois/registries.ts";
import type { RipeDatabase } from "../support/ripe-database.ts";
import { startRipeRest } from "../support/ripe-rest-server.ts";
import { failHttp, failWhois, type RegistryFault } from "./registry-faults.ts";

/** The live sources, by what they are asked over. */
export const services = ["ripe", "rdap", "whois"] as const;
export type Service = (typeof services)[number];

/**
 * RIPE's REST service, IANA's bootstrap with an RDAP server, and IANA's and RIPE's WHOIS, on loopback, for networks 100.64.0.0/24,
 * 100.65.1.0/24 and so on, some of them in one /16. One network in five has nobody.
 */
export interface FaultyRegistry {
	readonly ripeUrl: string;
	readonly rdapUrl: string;
	readonly rdapHost: string;
	readonly whois: WhoisServers;
	/** What each request meets from now on; null = a whole answer. */
	behave(how: (service: Service) => RegistryFault | null): void;
	mailboxOf(network: number): string | null;
	/** Connections to the server on loopback that nobody may be sent to. */
	trapped(): number;
	/** Questions so far. */
	asked(service: Service): number;
	close(): Promise<void>;
}

const mailboxOf = (network: number) => (network % 5 === 4 ? null : `abuse@net${network}.example`);
const roleOf = (network: number) => `N${network}-DEMO`;

const blocks = 6;
/** The first three parts of the network's addresses. */
export const prefixOf = (network: number) => `100.${64 + (network % blocks)}.${network}`;

function rangeOf(network: number): AddressRange {
	const first = (100n << 24n) + (BigInt(64 + (network % blocks)) << 16n) + (BigInt(network) << 8n);
	return { version: 4, first, last: first + 255n };
}

function makeDatabase(count: number): RipeDatabase {
	const networks = Array.from({ length: count }, (_, network) => network);
	return {
		networks: networks.map((network) => ({
			...{ range: rangeOf(network), netname: `NET-${network}`, country: "NL", mntBy: "RIPE-NCC-END-MNT" },
			org: `ORG-N${network}-DEMO`,
		})),
		organisations: networks.map((network) => ({
			...{ handle: `ORG-N${network}-DEMO`, name: `Netwerk ${network}`, country: "NL", abuseC: roleOf(network) },
		})),
		roles: new Map(networks.map((network) => [roleOf(network), { mailbox: mailboxOf(network) }])),
		routes: networks.map((network) => ({ range: rangeOf(network), origin: "AS64496" })),
	};
}

function networkOf(text: string): number | null {
	const match = /100\.\d+\.(\d{1,3})\.\d/.exec(text);
	return match === null ? null : Number(match[1]);
}

function rdapAnswer(network: number): unknown {
	const mailbox = mailboxOf(network);
	const card = [
		"vcard",
		[
			["version", {}, "text", "4.0"],
			["email", { type: "abuse" }, "text", mailbox ?? ""],
		],
	];
	const abuse = { handle: roleOf(network), roles: ["abuse"], vcardArray: card };
	return {
		...{ startAddress: `${prefixOf(network)}.0`, endAddress: `${prefixOf(network)}.255`, country: "NL" },
		...{ name: `NET-${network}`, handle: `NET-${network}` },
		entities: [{ handle: `N${network}-MNT`, roles: ["registrant"] }, ...(mailbox === null ? [] : [abuse])],
	};
}

function whoisAnswer(question: string): string {
	const organisation = /ORG-N(\d+)-DEMO/.exec(question)?.[1];
	if (organisation !== undefined)
		return `organisation: ORG-N${organisation}-DEMO\norg-name: Netwerk ${organisation}\ncountry: NL\nsource: RIPE\n`;
	const network = networkOf(question);
	if (network === null) return "%ERROR:101: no entries found\n";
	const range = `${prefixOf(network)}.0 - ${prefixOf(network)}.255`;
	const mailbox = mailboxOf(network);
	const line =
		mailbox === null ? `No abuse contact registered for ${range}` : `Abuse contact for '${range}' is '${mailbox}'`;
	return `% This is the RIPE Database query service.\n\n% ${line}\n\ninetnum: ${range}\nnetname: NET-${network}\ncountry: NL\norg: ORG-N${network}-DEMO\nsource: RIPE\n`;
}

async function listen(server: Server | ReturnType<typeof createHttpServer>): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return (server.address() as AddressInfo).port;
}

export async function openFaultyRegistry(count: number): Promise<FaultyRegistry> {
	const asked = { ripe: 0, rdap: 0, whois: 0 };
	let how: (service: Service) => RegistryFault | null = () => null;
	let trapped = 0;
	const meet = (service: Service): RegistryFault | null => {
		asked[service] += 1;
		return how(service);
	};
	const sockets = new Set<Socket>();
	const remember = (socket: Socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		socket.on("close", () => sockets.delete(socket));
	};
	const trapServer = createTcpServer((socket) => {
		trapped += 1;
		socket.destroy();
	});
	const trap = `http://127.0.0.1:${await listen(trapServer)}/`;
	const ripe = await startRipeRest(makeDatabase(count), {
		instead: (response, body) => {
			const fault = meet("ripe");
			if (fault !== null) failHttp(fault, response, body, trap);
			return fault !== null;
		},
	});
	let rdapHost = "";
	const rdap = createHttpServer((request, response) => {
		const path = decodeURIComponent(request.url ?? "");
		const network = networkOf(path);
		const bootstrap = { services: [[["100.64.0.0/10"], [`http://${rdapHost}/rdap/`]]] };
		const body = path.startsWith("/iana/") ? bootstrap : network === null ? {} : rdapAnswer(network);
		const fault = meet("rdap");
		if (fault !== null) failHttp(fault, response, body, trap);
		else response.writeHead(200, { "content-type": "application/rdap+json" }).end(JSON.stringify(body));
	});
	rdapHost = `127.0.0.1:${await listen(rdap)}`;
	const whoisServer = (answer: (question: string) => string) =>
		createTcpServer((socket) => {
			remember(socket);
			socket.once("data", (data) => {
				const text = answer(data.toString("latin1"));
				const fault = meet("whois");
				if (fault !== null) failWhois(fault, socket, text, trap);
				else socket.end(text);
			});
		});
	const iana = whoisServer(
		() => "% IANA WHOIS server\n\nrefer: whois.ripe.net\n\ninetnum: 100.0.0.0 - 100.255.255.255\n",
	);
	const registry = whoisServer(whoisAnswer);
	const at = { host: "127.0.0.1", port: await listen(registry) };
	const servers = [trapServer, rdap, iana, registry];
	return {
		ripeUrl: ripe.url,
		rdapUrl: `http://${rdapHost}/iana/`,
		rdapHost,
		whois: {
			...{ ripe: at, arin: at, apnic: at, lacnic: at, afrinic: at },
			iana: { host: "127.0.0.1", port: await listen(iana) },
		},
		behave(next) {
			how = next;
		},
		mailboxOf,
		trapped: () => trapped,
		asked: (service) => asked[service],
		async close() {
			await ripe.close();
			rdap.closeAllConnections();
			for (const socket of sockets) socket.destroy();
			await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
		},
	};
}
