import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parseRegisteredRange } from "../../src/core/contact/parse-registered-range.ts";
import { containsRange, renderRange } from "../../src/core/report/range.ts";
import type { AddressRange } from "../../src/core/report/target.ts";
import { type Network, renderKey } from "../registry/networks.ts";

/** A server on this machine that answers about made-up networks as RIPE's REST service does. */
export interface RipeServer {
	readonly url: string;
	/** Requests since it was asked last. */
	takeCount(): number;
	close(): Promise<void>;
}

type Attributes = readonly (readonly [string, string])[];

const object = (type: string, ...attributes: Attributes) => ({
	type,
	attributes: { attribute: attributes.map(([name, value]) => ({ name, value })) },
});
const objects = (list: readonly object[]) => (list.length === 0 ? null : { objects: { object: list } });

export async function startRipeServer(networks: readonly Network[]): Promise<RipeServer> {
	let count = 0;
	const server = createServer((request, response) => {
		count++;
		const answer = answerTo(networks, new URL(request.url ?? "/", "http://127.0.0.1"));
		response.writeHead(answer === null ? 404 : 200, { "content-type": "application/json" });
		response.end(JSON.stringify(answer ?? {}));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		takeCount() {
			const taken = count;
			count = 0;
			return taken;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

function answerTo(networks: readonly Network[], { pathname, searchParams }: URL): object | null {
	const organisation = /^\/ripe\/organisation\/ORG-B(\d+)-BENCH\.json$/.exec(pathname)?.[1];
	if (organisation !== undefined) return objects([organisationObject(Number(organisation))]);
	const abuse = /^\/abuse-contact\/(.+)\.json$/.exec(decodeURI(pathname))?.[1];
	if (abuse !== undefined) return abuseContact(networks, readRange(abuse));
	if (pathname !== "/search.json") return null;
	const range = readRange(searchParams.get("query-string") ?? "");
	const inside = searchParams.getAll("flags").includes("one-more");
	const found = networks.filter(({ range: other }) =>
		inside ? containsRange(range, other) && renderRange(range) !== renderRange(other) : containsRange(other, range),
	);
	return objects(found.slice(0, inside ? 1 : undefined).map((network) => networkObject(networks, network)));
}

function readRange(text: string): AddressRange {
	const range = parseRegisteredRange(text);
	if (range === null) throw new Error("a question that cannot be read");
	return range;
}

/** Allocations come before what lies in them, so the last one that holds the range is the most specific. */
function abuseContact(networks: readonly Network[], range: AddressRange): object | null {
	const index = networks.findLastIndex((network) => containsRange(network.range, range));
	const network = networks[index];
	if (network === undefined) return null;
	const role = network.own ? index : network.parent;
	return {
		parameters: { "primary-key": { value: renderKey(network.range) } },
		"abuse-contacts": { key: `AR${role}-BENCH`, email: network.mailbox, suspect: false, "org-id": "" },
	};
}

function organisationObject(index: number): object {
	return object(
		"organisation",
		["organisation", `ORG-B${index}-BENCH`],
		["org-name", `Provider ${index} B.V.`],
		["country", "NL"],
		["abuse-c", `AR${index}-BENCH`],
	);
}

function networkObject(networks: readonly Network[], network: Network): object {
	const index = networks.indexOf(network);
	const type = network.range.version === 4 ? "inetnum" : "inet6num";
	const contact: Attributes =
		network.parent === null ? [["org", `ORG-B${index}-BENCH`]] : network.own ? [["abuse-c", `AR${index}-BENCH`]] : [];
	return object(type, [type, renderKey(network.range)], ["netname", `NET-${index}`], ["country", "NL"], ...contact);
}
