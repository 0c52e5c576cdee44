import type { AddressRange } from "../core/report/target.ts";

/** Finds the addresses of a host name. */
export interface HostResolver {
	/**
	 * All addresses (A and AAAA) of `host`, a lower-case A-label name, each a range of one; empty when the name has none or
	 * does not exist. Throws a `HostFault` when the name servers cannot be asked.
	 */
	resolve(host: string, signal: AbortSignal): Promise<AddressRange[]>;
}

/** Name servers could not be asked, or did not answer: not the same as a name without addresses. */
export class HostFault extends Error {
	constructor(message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "HostFault";
	}
}
