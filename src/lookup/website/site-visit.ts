import { type Agent, type Dispatcher, request } from "undici";
import { noAddress } from "../../core/contact/no-address.ts";
import { isSpecialUse } from "../../core/report/special-use.ts";
import type { AddressRange } from "../../core/report/target.ts";
import { type HostAnswer, HostFault } from "../../ports/host-resolver.ts";
import { checkedUrl } from "./checked-url.ts";
import { pinnedAgent } from "./pinned-agent.ts";
import { SiteFault, toSiteFault } from "./site-fault.ts";
import type { SiteOptions } from "./site-options.ts";

/** What stands at an address: a body (or its beginning), or nothing; `refused` when the server says that we may not know. */
export type Page =
	| {
			readonly kind: "page";
			/** After redirects. */
			readonly url: URL;
			readonly contentType: string | null;
			readonly bytes: Uint8Array;
			/** The body is larger than what was read. */
			readonly cut: boolean;
	  }
	| { readonly kind: "absent" | "refused" };

/** Asks hosts, each at the addresses that it had at first. */
export interface SiteVisit {
	/** Follows up to five redirects. Throws a `SiteFault`, or what `signal` throws. */
	get(url: URL): Promise<Page>;
	close(): Promise<void>;
}

const maxRedirects = 5;
const plain = new Set(["", "identity", "chunked"]);
/** Whoever broke into a website reads its log too: it says what is looked for, and not why. */
const userAgent = "meldkamer (reads security.txt, RFC 9116)";

/** All addresses of a host, each of them looked at; one that is not global is enough to stay away. */
async function checkedAddresses(
	host: string,
	signal: AbortSignal,
	options: SiteOptions,
): Promise<readonly AddressRange[]> {
	let answer: HostAnswer;
	try {
		answer = await options.hosts.resolve(host, signal);
	} catch (cause) {
		signal.throwIfAborted();
		if (cause instanceof HostFault) throw new SiteFault("host-lookup-failed", { cause });
		throw cause;
	}
	if (answer.kind !== "addresses") throw new SiteFault(noAddress[answer.kind]);
	const isClosed = (address: AddressRange) => isSpecialUse(address, options.allowedRanges);
	if (answer.refused > 0 || answer.addresses.some(isClosed)) throw new SiteFault("host-in-special-use");
	return answer.addresses;
}

async function readBody(
	body: AsyncIterable<Uint8Array>,
	maxBytes: number,
): Promise<{ bytes: Uint8Array; cut: boolean }> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of body) {
		chunks.push(chunk);
		bytes += chunk.byteLength;
		if (bytes > maxBytes) break;
	}
	const all = Buffer.concat(chunks);
	return { bytes: all.subarray(0, maxBytes), cut: bytes > maxBytes };
}

/** Where the answer sends us, or what it is. */
async function judge(url: URL, response: Dispatcher.ResponseData, options: SiteOptions): Promise<Page | URL> {
	const { statusCode: status, headers, body } = response;
	const header = (name: string) => (headers[name] === undefined ? null : [headers[name]].flat().join(", "));
	if (status === 200) {
		// Identity was asked for, and nothing is unpacked here: a small file can hold a large one.
		const encodings = `${header("content-encoding") ?? ""},${header("transfer-encoding") ?? ""}`
			.toLowerCase()
			.split(",");
		if (!encodings.every((encoding) => plain.has(encoding.trim()))) throw new SiteFault("changed-shape");
		return { kind: "page", url, contentType: header("content-type"), ...(await readBody(body, options.maxBytes)) };
	}
	if ([301, 302, 303, 307, 308].includes(status)) return checkedUrl(headers.location, url);
	if (status === 404 || status === 410 || (status > 200 && status < 300)) return { kind: "absent" };
	if (status === 429) throw new SiteFault("rate-limited");
	if (status >= 400 && status < 500) return { kind: "refused" };
	throw new SiteFault(status >= 500 ? "site-out-of-order" : "changed-shape");
}

async function ask(url: URL, agent: Agent, { signal, options }: VisitParts): Promise<Page | URL> {
	const response = await request(url, {
		dispatcher: agent,
		signal,
		headers: { accept: "text/plain", "accept-encoding": "identity", "user-agent": userAgent },
	});
	// What is not read is not waited for.
	response.body.on("error", () => {});
	try {
		return await judge(url, response, options);
	} finally {
		response.body.destroy();
	}
}

interface VisitParts {
	readonly signal: AbortSignal;
	readonly options: SiteOptions;
}

/**
 * Opens a visit. Each host's addresses are looked up once and checked, and connected to as they were then, also when the host comes
 * up again. Only https on port 443 is spoken; no cookies, no proxy, nothing unpacked. `signal` ends it.
 */
export function openSiteVisit(options: SiteOptions, signal: AbortSignal): SiteVisit {
	const parts: VisitParts = { signal, options };
	const agents = new Map<string, Agent>();
	const agentFor = async (host: string): Promise<Agent> => {
		const known = agents.get(host);
		if (known !== undefined) return known;
		const agent = pinnedAgent(await checkedAddresses(host, signal, options), options);
		agents.set(host, agent);
		return agent;
	};
	return {
		get: async (first) => {
			try {
				let url = first;
				for (let hop = 0; hop <= maxRedirects; hop++) {
					const next = await ask(url, await agentFor(url.hostname), parts);
					if (!(next instanceof URL)) return next;
					url = next;
				}
			} catch (error) {
				signal.throwIfAborted();
				throw toSiteFault(error);
			}
			throw new SiteFault("site-redirect");
		},
		close: async () => {
			await Promise.all([...agents.values()].map((agent) => agent.destroy()));
		},
	};
}
