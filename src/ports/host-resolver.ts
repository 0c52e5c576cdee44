import type { noAddress } from "../core/contact/no-address.ts";
import type { AddressRange } from "../core/report/target.ts";

/**
 * What name servers say of a host. `addresses` are all of its A and AAAA records that are not special-use, each once, each a
 * range of one, at least one; `refused` counts the special-use ones left out beside them. The other kinds
 * (`noAddress`) have no address to look up.
 */
export type HostAnswer =
	| { readonly kind: "addresses"; readonly addresses: readonly AddressRange[]; readonly refused: number }
	| { readonly kind: keyof typeof noAddress };

/** Finds the addresses of a host name. */
export interface HostResolver {
	/**
	 * What name servers say of `host`, a lower-case A-label name. Throws a `HostFault` when they cannot be asked or do not know
	 * now.
	 */
	resolve(host: string, signal: AbortSignal): Promise<HostAnswer>;
}

/** Name servers could not be asked, or did not answer: not the same as a name without addresses. */
export class HostFault extends Error {
	/** They said nothing in time; they said that they can't tell (SERVFAIL, REFUSED and the like); nothing listens there. */
	readonly kind: "time-out" | "server-failed" | "unreachable";
	constructor(kind: HostFault["kind"], message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "HostFault";
		this.kind = kind;
	}
}
