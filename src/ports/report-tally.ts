import type { ReadSummary } from "../core/report/summary.ts";
import type { Target } from "../core/report/target.ts";
import type { PackedAddresses } from "./contact-source.ts";

/** Takes the addresses of a report while it is read: each once, in batches, in order of first appearance. */
export type AddressTaker = (batch: PackedAddresses) => void;

/** A report counted by target, in columns. */
export interface ReportTally {
	readonly summary: ReadSummary;
	/** Of each address of IPv4 that was handed over, in that order; and of IPv6. */
	readonly findings4: Uint32Array;
	readonly findings6: Uint32Array;
	readonly networks4: CountedNetworks;
	readonly networks6: CountedNetworks;
	/** Hosts and URLs, each once. */
	readonly names: readonly { readonly target: Target; readonly findings: number }[];
}

/** Networks and ranges, each once. */
export interface CountedNetworks {
	/** First and last address: one word each (IPv4), four words each (IPv6; the most significant first). */
	readonly words: Uint32Array;
	/** Of each network. */
	readonly findings: Uint32Array;
}
