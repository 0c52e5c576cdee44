const placeholders = new Set(["NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK", "IANA-BLK", "IANA-BLOCK"]);

/**
 * Whether a network's name says that somebody else manages it: blocks in the RIPE database that fill the address space.
 * They cover nothing.
 */
export function isPlaceholder(netname: string | null): boolean {
	return netname !== null && placeholders.has(netname.toUpperCase());
}
