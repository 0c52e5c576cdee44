import { replaceAddresses } from "../report/find-addresses.ts";
import type { Finding } from "../report/finding.ts";
import type { OwnAddresses } from "./own-addresses.ts";
import { plainLine } from "./plain-text.ts";

/** Stands where somebody else's address stood. */
export const withheldMark = "[…]";

/** Version numbers of four parts look like addresses; in these columns they are none. */
const versionColumn = /version|build|release|firmware/i;
/** What the machine talked to: a victim, a sinkhole or a third party. */
const otherPartyColumn =
	/^(?:dst|dest|destination)[ _.-]?(?:ip|host|hostname|fqdn|domain|url|network|address|reverse_dns)|attack_src/i;

/**
 * The details of a finding that may be mailed to the operator of `own`: one plain line each, in the report's order. IP addresses
 * that are not the operator's own are replaced by `[…]`, columns about the other end of a connection (`dst_ip`,
 * `destination.fqdn`) are left out, and so is what is then empty. A header that holds an address becomes
 * `column 1`, `column 2` … by its position among the details.
 */
export function ownDetails(details: Finding["details"], own: OwnAddresses): Map<string, string> {
	const result = new Map<string, string>();
	let position = 0;
	for (const [header, value] of Object.entries(details)) {
		position += 1;
		if (value === "" || otherPartyColumn.test(header)) continue;
		const line = plainLine(value);
		const kept = versionColumn.test(header)
			? line
			: replaceAddresses(line, (range) => !own.covers(range), withheldMark);
		if (kept === "" || kept === withheldMark) continue;
		const name = plainLine(header);
		const safe = name === "" || replaceAddresses(name, () => true, "") !== name ? `column ${position}` : name;
		if (!result.has(safe)) result.set(safe, kept);
	}
	return result;
}
