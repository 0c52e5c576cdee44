import { IPv4CidrRange, IPv6CidrRange } from "ip-num";
import { parseAddress } from "../core/report/parse-address.ts";
import type { AddressRange } from "../core/report/target.ts";

/** A setting that is no list of networks. The message is one plain sentence. */
export class AllowedSpecialUseError extends Error {
	constructor(position: number) {
		super(`ALLOWED_SPECIAL_USE: part ${position} is not a network such as 192.0.2.0/24 or 2001:db8::/32`);
		this.name = "AllowedSpecialUseError";
	}
}

/**
 * Reads the networks of special-use space that count as ordinary. An address that is not the first of its network
 * stands for the network it is in. Throws `AllowedSpecialUseError` for anything that is not `address/prefix`.
 */
export function parseAllowedSpecialUse(cidrs: readonly string[]): AddressRange[] {
	return cidrs.map((cidr, index) => {
		const slash = cidr.indexOf("/");
		// ip-num takes `/024` and keeps zone ids: our own strict reading goes first.
		const strict = /^(?:0|[1-9]\d{0,2})$/.test(cidr.slice(slash + 1)) && parseAddress(cidr.slice(0, slash)).ok;
		if (slash < 0 || !strict) throw new AllowedSpecialUseError(index + 1);
		try {
			if (!cidr.includes(":")) return toRange(4, IPv4CidrRange.fromCidr(cidr));
			return toRange(6, IPv6CidrRange.fromCidr(cidr));
		} catch {
			throw new AllowedSpecialUseError(index + 1);
		}
	});
}

function toRange(version: 4 | 6, range: IPv4CidrRange | IPv6CidrRange): AddressRange {
	return { version, first: range.getFirst().getValue(), last: range.getLast().getValue() };
}
