import { parseAddress } from "../report/parse-address.ts";
import { networkRange } from "../report/range.ts";
import type { AddressRange } from "../report/target.ts";

/** Registries write some octets padded (`074.125.000.000`); they are decimal there, never octal. */
function unpadded(text: string): string {
	const bare = text.trim();
	return bare.includes(":") ? bare : bare.replace(/(^|\.)0+(?=\d)/g, "$1");
}

/** `200.57.128` (LACNIC leaves out octets that are zero) as a dotted quad. */
function completed(text: string): string {
	if (text.includes(":")) return text;
	const missing = 4 - text.split(".").length;
	return missing > 0 ? text + ".0".repeat(missing) : text;
}

function parseBlock(text: string): AddressRange | null {
	const [address = "", prefix = ""] = text.split("/");
	const parsed = parseAddress(completed(unpadded(address)));
	if (!parsed.ok || !/^\d{1,3}$/.test(prefix.trim())) return null;
	return networkRange(parsed.range.version, parsed.range.first, Number(prefix));
}

/**
 * A range as registries write it: `192.0.2.0 - 192.0.2.255`, `2001:db8::/32`, with padded octets (`074.125.000.000`) and
 * LACNIC's short blocks (`200.57.128/19`), of any width. Null for anything else. Not for reports: there such spellings
 * are problems.
 */
export function parseRegisteredRange(text: string): AddressRange | null {
	if (text.includes("/")) return parseBlock(text);
	const [firstText = "", lastText = firstText, ...more] = text.split("-");
	const first = parseAddress(unpadded(firstText));
	const last = parseAddress(unpadded(lastText));
	if (more.length > 0 || !first.ok || !last.ok || first.range.version !== last.range.version) return null;
	if (first.range.first > last.range.first) return null;
	return { version: first.range.version, first: first.range.first, last: last.range.first };
}
