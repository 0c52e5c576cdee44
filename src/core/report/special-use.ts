import { containsRange, overlapsRange, parseRange } from "./range.ts";
import type { AddressRange, AddressVersion, Target } from "./target.ts";

/**
 * Address space that has no operator who could act on a notice: the IANA special-purpose registries (RFC 6890 and its
 * successors), multicast (RFC 5771, RFC 4291), and what is reserved. For IPv6 everything outside 2000::/3 (the only
 * global unicast space, RFC 4291 section 2.4) counts, so ::/8 with NAT64, fc00::/7, fe80::/10, 5f00::/16 and ff00::/8 do.
 */
const specialUse: readonly AddressRange[] = [
	"0.0.0.0/8", // this network, RFC 791
	"10.0.0.0/8", // private, RFC 1918
	"100.64.0.0/10", // shared, RFC 6598
	"127.0.0.0/8", // loopback, RFC 1122
	"169.254.0.0/16", // link-local, RFC 3927
	"172.16.0.0/12", // private, RFC 1918
	"192.0.0.0/24", // IETF protocol assignments, RFC 6890
	"192.0.2.0/24", // documentation, RFC 5737
	"192.88.99.0/24", // 6to4 relay anycast, deprecated by RFC 7526
	"192.168.0.0/16", // private, RFC 1918
	"198.18.0.0/15", // benchmarking, RFC 2544
	"198.51.100.0/24", // documentation, RFC 5737
	"203.0.113.0/24", // documentation, RFC 5737
	"224.0.0.0/4", // multicast, RFC 5771
	"240.0.0.0/4", // reserved and limited broadcast, RFC 1112, RFC 8190
	"::/3", // unspecified, loopback, mapped, NAT64 (RFC 6052, RFC 8215), discard (RFC 6666)
	"2001::/23", // IETF protocol assignments, with Teredo (RFC 4380) and ORCHIDv2 (RFC 7343)
	"2001:db8::/32", // documentation, RFC 3849
	"2002::/16", // 6to4, RFC 3056: the operator is that of the IPv4 address inside
	"3fff::/20", // documentation, RFC 9637
	"4000::/2", // unassigned, with SRv6 SIDs 5f00::/16 (RFC 9602)
	"8000::/1", // unassigned, unique local (RFC 4193), link-local, multicast (RFC 4291)
].map((text) => parseRange(text) as AddressRange);

const special4 = specialUse.filter((range) => range.version === 4);
const special6 = specialUse.filter((range) => range.version === 6);

/** IPv4 by first octet: false where no special-use block begins, so that most addresses need no comparing. */
const octetHasSpecial: readonly boolean[] = Array.from({ length: 256 }, (_, octet) =>
	special4.some((range) => Number(range.first >> 24n) <= octet && octet <= Number(range.last >> 24n)),
);

/** Names that never lead to an operator: RFC 6761, RFC 6762 (local), RFC 7686 (onion), RFC 8375 (home.arpa), ICANN's internal. */
const specialNames = ["localhost", "local", "invalid", "onion", "internal", "home.arpa"];

/**
 * Whether any address of the range is special-use, unless the whole range lies in one of the `allowed` ranges
 * (a demo opens the documentation ranges with that).
 */
export function isSpecialUse(range: AddressRange, allowed: readonly AddressRange[]): boolean {
	if (range.version === 4) {
		const octet = Number(range.first >> 24n);
		if (octet === Number(range.last >> 24n) && !octetHasSpecial[octet]) return false;
	}
	const blocks = range.version === 4 ? special4 : special6;
	if (!blocks.some((block) => overlapsRange(block, range))) return false;
	return !allowed.some((open) => containsRange(open, range));
}

/** IPv6 blocks of special use within 2000::/3 begin with one of these 16 bits; without comparing, others are ordinary. */
const startsOfSpecial6: ReadonlySet<number> = new Set([0x2001, 0x2002, 0x3fff]);

/**
 * True for an address that is surely not special-use, by a glance; false says only that `isSpecialUse` must look. `words`: four
 * unsigned words, of IPv4 only the last counts.
 */
export function isSurelyOrdinary(version: AddressVersion, words: Uint32Array): boolean {
	if (version === 4) return octetHasSpecial[(words[3] as number) >>> 24] === false;
	const first = words[0] as number;
	return first >>> 29 === 1 && !startsOfSpecial6.has(first >>> 16);
}

/** Whether a target leads to no operator by its nature: special-use space, or a special-use name. */
export function isSpecialUseTarget(target: Target, allowed: readonly AddressRange[]): boolean {
	if (target.kind === "host") return isSpecialUseName(target.host);
	if (target.kind === "url" && target.range === null) return isSpecialUseName(target.host);
	return target.range !== null && isSpecialUse(target.range, allowed);
}

function isSpecialUseName(host: string): boolean {
	return specialNames.some((name) => host === name || host.endsWith(`.${name}`));
}
