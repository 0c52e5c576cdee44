/** A role that can be an abuse contact: it has an `abuse-mailbox`. */
export interface Role {
	/** In upper case. */
	readonly handle: string;
	readonly mailboxes: readonly string[];
	readonly unreadable: string | null;
}

export interface Organisation {
	readonly handle: string;
	readonly name: string | null;
	/** As `countryCode`. */
	readonly country: number;
	/** Position of the role that its `abuse-c` names; -1 when there is none that can be an abuse contact. */
	readonly role: number;
	/** It is a member of the RIPE NCC. */
	readonly isLir: boolean;
}

/** `org` and `role` are positions, or -1: no reference, or one to nothing that helps. */
export interface AutNum {
	readonly name: string;
	readonly org: number;
	readonly role: number;
}

/** The networks of one version, column by column; addresses as 1 (IPv4) or 4 words, the most significant first. */
export interface Networks {
	readonly version: 4 | 6;
	readonly count: number;
	readonly first: readonly Uint32Array[];
	readonly last: readonly Uint32Array[];
	/** As in `AutNum`. */
	readonly org: Int32Array;
	readonly role: Int32Array;
	/** As `countryCode`. */
	readonly country: Uint16Array;
	/** 1 = kept by a maintainer of allocations, end-user or legacy space: the climb ends here. */
	readonly ends: Uint8Array;
	/** Where the name begins in `names`; one more than there are networks. */
	readonly nameAt: Uint32Array;
	readonly names: Buffer;
}

/** The routes of one version; `length` is the prefix length. */
export interface Routes {
	readonly version: 4 | 6;
	readonly first: readonly Uint32Array[];
	readonly length: Uint8Array;
	readonly origin: Uint32Array;
}
