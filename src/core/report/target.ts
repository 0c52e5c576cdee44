/** One end of an address range. IPv4-mapped IPv6 counts as IPv4. */
export type AddressVersion = 4 | 6;

/** A closed range of addresses of one version, `first <= last`, as unsigned integers (32 or 128 bits). */
export interface AddressRange {
	readonly version: AddressVersion;
	readonly first: bigint;
	readonly last: bigint;
}

/**
 * What a finding is about, in canonical form. `text` is the canonical spelling (RFC 5952 for IPv6, dotted quad for
 * IPv4, `first/prefix` for a network, `first-last` for a range, lower-case A-label for a host) and is what a mail shows.
 * A URL whose host is an address has `range`; one with a host name has `range: null`.
 */
export type Target =
	| { readonly kind: "address" | "network" | "range"; readonly text: string; readonly range: AddressRange }
	| { readonly kind: "host"; readonly text: string; readonly host: string }
	| { readonly kind: "url"; readonly text: string; readonly host: string; readonly range: AddressRange | null };
