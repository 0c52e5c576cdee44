import { Resolver } from "node:dns/promises";
import PQueue from "p-queue";
import { parseAddress } from "../../core/report/parse-address.ts";
import type { AddressRange } from "../../core/report/target.ts";
import { HostFault, type HostResolver } from "../../ports/host-resolver.ts";

export interface DnsOptions {
	/** Per attempt. */
	readonly timeoutMs: number;
	readonly attempts: number;
	/** Names that are asked for at the same time. */
	readonly concurrency: number;
	/** Name servers, as `address` or `address:port`; null = those of this machine. */
	readonly servers: readonly string[] | null;
}

/** A name with more addresses than this is no website. */
const maxAddresses = 64;

/** Answers that say: there is no such name, or it has no address of this sort. */
const noAnswer = new Set(["ENOTFOUND", "ENODATA"]);

async function allOf(lookup: Promise<string[]>): Promise<string[]> {
	try {
		return await lookup;
	} catch (error) {
		if (error instanceof Error && "code" in error && noAnswer.has(String(error.code))) return [];
		throw error;
	}
}

async function resolveOnce(host: string, signal: AbortSignal, options: DnsOptions): Promise<AddressRange[]> {
	signal.throwIfAborted();
	const resolver = new Resolver({ timeout: options.timeoutMs, tries: options.attempts });
	if (options.servers !== null) resolver.setServers(options.servers);
	const cancel = () => resolver.cancel();
	signal.addEventListener("abort", cancel, { once: true });
	try {
		const both = await Promise.all([allOf(resolver.resolve4(host)), allOf(resolver.resolve6(host))]);
		return both
			.flat()
			.slice(0, maxAddresses)
			.map((text) => parseAddress(text))
			.flatMap((address) => (address.ok ? [address.range] : []));
	} catch (cause) {
		signal.throwIfAborted();
		throw new HostFault("the name servers do not answer for a host", { cause });
	} finally {
		signal.removeEventListener("abort", cancel);
	}
}

/** Resolves names through the machine's name servers: A and AAAA, both needed for an answer. */
export function dnsHostResolver(options: DnsOptions): HostResolver {
	const queue = new PQueue({ concurrency: options.concurrency });
	return { resolve: (host, signal) => queue.add(() => resolveOnce(host, signal, options)) };
}
