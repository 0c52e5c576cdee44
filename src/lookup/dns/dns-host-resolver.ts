import type { RecordWithTtl } from "node:dns";
import { Resolver } from "node:dns/promises";
import PQueue from "p-queue";
import { parseAddress } from "../../core/report/parse-address.ts";
import { isSpecialUse } from "../../core/report/special-use.ts";
import type { AddressRange } from "../../core/report/target.ts";
import { type HostAnswer, HostFault, type HostResolver } from "../../ports/host-resolver.ts";
import { sharedWork } from "../shared-work.ts";

export interface DnsOptions {
	/** Per attempt. */
	readonly timeoutMs: number;
	readonly attempts: number;
	/** Names that are asked for at the same time. */
	readonly concurrency: number;
	/** Name servers, as `address` or `address:port`; null = those of this machine. */
	readonly servers: readonly string[] | null;
	/** Special-use ranges that count as ordinary ones. */
	readonly allowedSpecialUse: readonly AddressRange[];
	/** A clock that only goes forward, in milliseconds. */
	readonly nowMs: () => number;
}

/** A name with more addresses than this is no website. */
const maxAddresses = 64;
/** RFC 1034 sets no limit to a chain of aliases; resolvers stop at 8 to 16. */
const maxAliases = 16;
const maxKnown = 20_000;
/** A record may ask for no keeping at all, and one case asks for a host several times; nothing is kept longer than a case takes. */
const minTtlSeconds = 30;
const maxTtlSeconds = 3_600;

/** A run of one lookup: name servers are asked through its own channel, so that an abort ends its questions alone. */
interface Asking {
	readonly resolver: Resolver;
	readonly options: DnsOptions;
}

/** What one question came to: records, none, or the code of the failure. */
type Records<T> = { readonly records: readonly T[]; readonly missing: string | null; readonly fault: unknown };

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** There is no such name; there is one, without a record of this sort. */
const noAnswer = new Set(["ENOTFOUND", "ENODATA"]);

async function recordsOf<T>(lookup: Promise<T[]>): Promise<Records<T>> {
	try {
		return { records: await lookup, missing: null, fault: null };
	} catch (error) {
		if (noAnswer.has(codeOf(error))) return { records: [], missing: codeOf(error), fault: null };
		return { records: [], missing: null, fault: error };
	}
}

/** Where a name's aliases lead that gave no address. Asked for one by one: a resolver tells only that it failed. */
async function followAliases(host: string, { resolver }: Asking): Promise<"none" | "ends" | "loop"> {
	const seen = new Set([host]);
	let name = host;
	for (let hop = 0; hop < maxAliases; hop++) {
		const { records } = await recordsOf(resolver.resolveCname(name));
		const next = records[0]?.toLowerCase().replace(/\.$/, "");
		if (next === undefined) return hop === 0 ? "none" : "ends";
		if (seen.has(next)) return "loop";
		seen.add(next);
		name = next;
	}
	return "loop";
}

function toFault(cause: unknown): HostFault {
	const code = codeOf(cause);
	if (code === "ETIMEOUT") return new HostFault("time-out", "the name servers do not answer in time", { cause });
	if (code === "ECONNREFUSED") return new HostFault("unreachable", "the name servers cannot be reached", { cause });
	return new HostFault("server-failed", "the name servers cannot tell", { cause });
}

interface Answered {
	readonly answer: HostAnswer;
	readonly ttlSeconds: number;
}

function withoutSpecialUse(records: readonly RecordWithTtl[], { options }: Asking): HostAnswer {
	const ranges = new Map<string, AddressRange>();
	for (const { address } of records.slice(0, maxAddresses)) {
		const parsed = parseAddress(address);
		if (parsed.ok) ranges.set(`${parsed.range.version}/${parsed.range.first}`, parsed.range);
	}
	const addresses = [...ranges.values()].filter((range) => !isSpecialUse(range, options.allowedSpecialUse));
	if (addresses.length === 0) return { kind: "special-use" };
	return { kind: "addresses", addresses, refused: ranges.size - addresses.length };
}

async function resolveOnce(host: string, asking: Asking): Promise<Answered> {
	const { resolver } = asking;
	const four = recordsOf(resolver.resolve4(host, { ttl: true }));
	const six = await recordsOf(resolver.resolve6(host, { ttl: true }));
	const both = [await four, six];
	const records = both.flatMap((found) => found.records);
	const failed = both.find(({ fault }) => fault !== null);
	if (failed === undefined && records.length > 0) {
		const ttlSeconds = Math.min(...records.map(({ ttl }) => ttl));
		return { answer: withoutSpecialUse(records, asking), ttlSeconds };
	}
	// An address of the one version is no answer while the other is not known: it may have another operator.
	if (failed !== undefined && codeOf(failed.fault) !== "ESERVFAIL") throw toFault(failed.fault);
	const aliases = await followAliases(host, asking);
	if (aliases === "loop") return { answer: { kind: "alias-loop" }, ttlSeconds: minTtlSeconds };
	if (failed !== undefined) throw toFault(failed.fault);
	const gone = both.some(({ missing }) => missing === "ENOTFOUND");
	if (!gone) return { answer: { kind: "no-address" }, ttlSeconds: minTtlSeconds };
	return { answer: { kind: aliases === "ends" ? "dangling-alias" : "no-such-name" }, ttlSeconds: minTtlSeconds };
}

async function ask(host: string, signal: AbortSignal, options: DnsOptions): Promise<Answered> {
	signal.throwIfAborted();
	const resolver = new Resolver({ timeout: options.timeoutMs, tries: options.attempts });
	if (options.servers !== null) resolver.setServers(options.servers);
	const cancel = () => resolver.cancel();
	signal.addEventListener("abort", cancel, { once: true });
	try {
		return await resolveOnce(host, { resolver, options });
	} catch (error) {
		signal.throwIfAborted();
		throw error;
	} finally {
		signal.removeEventListener("abort", cancel);
	}
}

interface Known {
	readonly answer: HostAnswer;
	readonly untilMs: number;
}

/**
 * Resolves names through name servers alone: the machine's own hosts file is about this machine, not about where a website
 * is. A and AAAA are both needed for an answer. What was asked for is asked once at a time and kept for as long as its
 * records say, between half a minute and an hour; failures are not kept.
 */
export function dnsHostResolver(options: DnsOptions): HostResolver {
	const queue = new PQueue({ concurrency: options.concurrency });
	const known = new Map<string, Known>();
	const resolve = sharedWork(async (host, signal) => {
		const { answer, ttlSeconds } = await queue.add(() => ask(host, signal, options));
		const keptMs = 1000 * Math.min(Math.max(ttlSeconds, minTtlSeconds), maxTtlSeconds);
		if (known.size >= maxKnown) known.clear();
		known.set(host, { answer, untilMs: options.nowMs() + keptMs });
		return answer;
	});
	return {
		resolve: async (host, signal) => {
			signal.throwIfAborted();
			const kept = known.get(host);
			if (kept !== undefined && options.nowMs() < kept.untilMs) return kept.answer;
			return resolve(host, signal);
		},
	};
}
