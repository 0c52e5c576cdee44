import type { AddressRange } from "../../core/report/target.ts";
import type { Clock } from "../../ports/clock.ts";
import type { HostResolver } from "../../ports/host-resolver.ts";

/** How other people's websites are asked. */
export interface SiteOptions {
	readonly hosts: HostResolver;
	readonly clock: Clock;
	/** For all that is asked for one host: both places, name servers, each redirect. */
	readonly deadlineMs: number;
	/** For one connection, its handshake included. */
	readonly connectMs: number;
	/** Of a body; what comes after is not read. */
	readonly maxBytes: number;
	/** Of all headers of one answer. */
	readonly maxHeaderBytes: number;
	/** Hosts that are asked at the same time. */
	readonly concurrency: number;
	/** Special-use addresses that may be connected to. Empty in the product: whoever publishes a name chooses its addresses. */
	readonly allowedRanges: readonly AddressRange[];
	/** The port behind 443 of a host. Always 443 in the product. */
	readonly portOf: (host: string) => number;
	/** PEM of the authorities that count, in place of those that Node brings; null = those. */
	readonly authorities: string | null;
}

/** What the product asks with. */
export const siteDefaults = {
	deadlineMs: 15_000,
	connectMs: 5_000,
	maxBytes: 32 * 1024,
	maxHeaderBytes: 16 * 1024,
	concurrency: 16,
	allowedRanges: [],
	portOf: () => 443,
	authorities: null,
} as const satisfies Partial<SiteOptions>;
