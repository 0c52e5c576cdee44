import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Random } from "./random.ts";

const faultNames = [
	...(["silent", "drip", "cut", "reset", "unavailable", "too-often", "broken-json", "other-shape", "huge"] as const),
] as const;
const faultShare = 0.12;
type Fault = (typeof faultNames)[number];

/**
 * RIPE's REST service, IANA's bootstrap and an RDAP server in one, on loopback, for networks 100.64.0.0/24, 100.64.1.0/24 and so on. One
 * network in five has nobody.
 */
export interface FaultyRegistry {
	/** `http://127.0.0.1:<port>/` */
	readonly url: string;
	readonly host: string;
	readonly faults: Readonly<Record<string, number>>;
	behave(how: "faulty" | "fine"): void;
	mailboxOf(network: number): string | null;
	/** Whole answers to the question for the abuse contact of a network, by network. */
	answeredWell(): ReadonlyMap<number, number>;
	requests(): number;
	close(): Promise<void>;
}

const object = (type: string, ...attributes: readonly (readonly [string, string])[]) => ({
	type,
	attributes: { attribute: attributes.map(([name, value]) => ({ name, value })) },
});
const objects = (...list: readonly object[]) => ({ objects: { object: list } });
const mailboxOf = (network: number) => (network % 5 === 4 ? null : `abuse@net${network}.example`);

function networkOf(path: string): number | null {
	const match = /100\.64\.(\d{1,3})\.\d/.exec(decodeURIComponent(path));
	return match === null ? null : Number(match[1]);
}

/** The truth; undefined = 404. */
function answerOf(path: string, url: string): unknown {
	if (path.startsWith("/iana/")) return { services: [[["100.64.0.0/10"], [`${url}rdap/`]]] };
	const organisation = /^\/ripe\/organisation\/ORG-N(\d+)-DEMO\.json/.exec(path);
	if (organisation !== null)
		return objects(
			object(
				"organisation",
				["organisation", `ORG-N${organisation[1]}-DEMO`],
				["org-name", `Netwerk ${organisation[1]}`],
				["country", "NL"],
				["abuse-c", `N${organisation[1]}-DEMO`],
			),
		);
	const network = networkOf(path);
	if (network === null) return undefined;
	const mailbox = mailboxOf(network);
	const range = `100.64.${network}.0 - 100.64.${network}.255`;
	if (path.startsWith("/abuse-contact/"))
		return {
			parameters: { "primary-key": { value: range } },
			"abuse-contacts": { key: mailbox === null ? "" : `N${network}-DEMO`, email: mailbox ?? "" },
		};
	if (path.startsWith("/rdap/ip/")) return rdapAnswer(network, mailbox);
	if (path.includes("one-more")) return undefined;
	return objects(
		object(
			"inetnum",
			["inetnum", range],
			["netname", `NET-${network}`],
			["country", "NL"],
			["org", `ORG-N${network}-DEMO`],
		),
	);
}

function rdapAnswer(network: number, mailbox: string | null): unknown {
	const card = [
		"vcard",
		[
			["version", {}, "text", "4.0"],
			["email", { type: "abuse" }, "text", mailbox ?? ""],
		],
	];
	return {
		startAddress: `100.64.${network}.0`,
		endAddress: `100.64.${network}.255`,
		name: `NET-${network}`,
		handle: `NET-${network}`,
		country: "NL",
		entities: mailbox === null ? [] : [{ handle: `N${network}-DEMO`, roles: ["abuse"], vcardArray: card }],
	};
}

function sendJson(response: ServerResponse, body: unknown): void {
	response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
	response.end(JSON.stringify(body ?? {}));
}

function misbehave(fault: Fault, response: ServerResponse, body: unknown): void {
	const text = JSON.stringify(body ?? {});
	switch (fault) {
		case "silent":
			return;
		case "drip": {
			response.writeHead(200, { "content-type": "application/json" });
			let at = 0;
			const timer = setInterval(() => response.write(text.charAt(at++) || " "), 60);
			response.on("close", () => clearInterval(timer));
			return;
		}
		case "cut":
			response.writeHead(200, { "content-type": "application/json", "content-length": String(text.length + 10) });
			response.write(text.slice(0, text.length >> 1), () => response.destroy());
			return;
		case "reset":
			response.destroy();
			return;
		case "unavailable":
			response.writeHead(503).end();
			return;
		case "too-often":
			response.writeHead(429, { "retry-after": "1" }).end();
			return;
		case "broken-json":
			response.writeHead(200).end(text.slice(0, -1));
			return;
		case "other-shape":
			sendJson(response, { result: body ?? null });
			return;
		case "huge":
			sendJson(response, { padding: "x".repeat(200_000), body });
	}
}

export async function openFaultyRegistry(random: Random): Promise<FaultyRegistry> {
	const faults: Record<string, number> = {};
	const answered = new Map<number, number>();
	let how: "faulty" | "fine" = "faulty";
	let requests = 0;
	let url = "";
	const server = createServer((request, response) => {
		requests += 1;
		const path = request.url ?? "";
		const body = answerOf(path, url);
		if (how === "faulty" && random.next() < faultShare) {
			const fault = random.pick(faultNames);
			faults[fault] = (faults[fault] ?? 0) + 1;
			misbehave(fault, response, body);
			return;
		}
		const network = networkOf(path);
		if (network !== null && path.startsWith("/abuse-contact/")) answered.set(network, (answered.get(network) ?? 0) + 1);
		sendJson(response, body);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	url = `http://127.0.0.1:${port}/`;
	return {
		url,
		host: `127.0.0.1:${port}`,
		faults,
		behave(next) {
			how = next;
		},
		mailboxOf,
		answeredWell: () => new Map(answered),
		requests: () => requests,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
