import type { AddressRange, AddressVersion } from "../core/report/target.ts";

/** An address as fixed-width lower-case hex: 8 digits for IPv4, 32 for IPv6, so that text order is address order. */
export function toHex(version: AddressVersion, address: bigint): string {
	return address.toString(16).padStart(version === 4 ? 8 : 32, "0");
}

/** The reverse of `toHex`; the width tells the version. `last` null stands for the same as `first`. */
export function toRange(first: string, last: string | null): AddressRange {
	const start = BigInt(`0x${first}`);
	return {
		version: first.length === 8 ? 4 : 6,
		first: start,
		last: last === null ? start : BigInt(`0x${last}`),
	};
}

/** How many leading bits all addresses of the range share. */
function sharedBits({ version, first, last }: AddressRange): number {
	const bits = version === 4 ? 32 : 128;
	const difference = first ^ last;
	return difference === 0n ? bits : bits - difference.toString(2).length;
}

function block({ version, first }: AddressRange, length: number): string {
	const bits = BigInt((version === 4 ? 32 : 128) - length);
	return `${version}/${length}/${(first >> bits).toString(16)}`;
}

/** A name for the smallest CIDR block that holds the whole range. */
export function enclosingBlock(range: AddressRange): string {
	return block(range, sharedBits(range));
}

/** The names of all CIDR blocks that hold the whole range. A range that covers this one lies in a block of this list. */
export function enclosingBlocks(range: AddressRange): string[] {
	return Array.from({ length: sharedBits(range) + 1 }, (_, length) => block(range, length));
}
