import { parseAddress } from "./parse-address.ts";
import type { AddressRange, AddressVersion } from "./target.ts";

/** Bits in an address of a version. */
export function addressBits(version: AddressVersion): number {
	return version === 4 ? 32 : 128;
}

/** The canonical spelling of one address: dotted quad, or RFC 5952 (lower case, longest run of zeros shortened). */
export function renderAddress(version: AddressVersion, value: bigint): string {
	return version === 4 ? renderIpv4(Number(value)) : renderIpv6(value);
}

/** `first` for one address, `first/prefix` where the range is a network, else `first-last`. */
export function renderRange(range: AddressRange): string {
	const first = renderAddress(range.version, range.first);
	if (range.first === range.last) return first;
	const prefix = prefixLength(range);
	return prefix === null ? `${first}-${renderAddress(range.version, range.last)}` : `${first}/${prefix}`;
}

/** The prefix length when a range is exactly one CIDR network (RFC 4632), else null. */
export function prefixLength(range: AddressRange): number | null {
	const size = range.last - range.first + 1n;
	if ((size & (size - 1n)) !== 0n || range.first % size !== 0n) return null;
	return addressBits(range.version) - (size.toString(2).length - 1);
}

/** Whether `inner` lies wholly in `outer`; ranges of different versions never do. */
export function containsRange(outer: AddressRange, inner: AddressRange): boolean {
	return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two ranges share an address. */
export function overlapsRange(one: AddressRange, other: AddressRange): boolean {
	return one.version === other.version && one.first <= other.last && other.first <= one.last;
}

/** The network of `prefix` bits that begins at `first`; null when the prefix is out of range or host bits are set. */
export function networkRange(version: AddressVersion, first: bigint, prefix: number): AddressRange | null {
	const bits = addressBits(version);
	if (!Number.isInteger(prefix) || prefix < 0 || prefix > bits) return null;
	const size = 1n << BigInt(bits - prefix);
	return first % size === 0n ? { version, first, last: first + size - 1n } : null;
}

/**
 * Reads `address` or `address/prefix` of any width, as it stands in tables and settings. Null for anything else.
 * A report's cells go through `parseTarget`, which gives reasons.
 */
export function parseRange(text: string): AddressRange | null {
	const slash = text.indexOf("/");
	const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
	if (!address.ok) return null;
	if (slash < 0) return address.range;
	const prefixText = text.slice(slash + 1);
	if (!/^(0|[1-9]\d{0,2})$/.test(prefixText)) return null;
	const written = text.slice(0, slash).includes(":") ? 128 : 32;
	const prefix = Number(prefixText) - (written - addressBits(address.range.version));
	return networkRange(address.range.version, address.range.first, prefix);
}

function renderIpv4(value: number): string {
	return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

function renderIpv6(value: bigint): string {
	const hex = value.toString(16).padStart(32, "0");
	const groups: string[] = [];
	for (let at = 0; at < 32; at += 4) groups.push(Number.parseInt(hex.slice(at, at + 4), 16).toString(16));
	const { start, length } = longestZeros(groups);
	if (length < 2) return groups.join(":");
	return `${groups.slice(0, start).join(":")}::${groups.slice(start + length).join(":")}`;
}

/** The first of the longest runs of zero groups (RFC 5952 section 4.2.3). */
function longestZeros(groups: readonly string[]): { start: number; length: number } {
	let best = { start: 0, length: 0 };
	let start = 0;
	for (let at = 0; at <= groups.length; at++) {
		if (groups[at] === "0") continue;
		if (at - start > best.length) best = { start, length: at - start };
		start = at + 1;
	}
	return best;
}
