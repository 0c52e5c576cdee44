import { renderAddress } from "../report/range.ts";
import type { AddressRange } from "../report/target.ts";

/** What macros stand for (RFC 7208 section 7.2). */
export interface MacroValues {
	/** The domain whose record is being read. */
	readonly domain: string;
	/** The envelope sender. */
	readonly sender: { readonly local: string; readonly domain: string };
	readonly address: AddressRange;
	readonly helo: string;
}

const maxNameLength = 253;
const literals: Readonly<Record<string, string>> = { "%%": "%", "%_": " ", "%-": "%20" };

/**
 * A domain-spec of an SPF record with its macros filled in, in lower case and without the dot at the end. What is too long for a name loses labels on
 * the left (section 7.3). `%{p}` is always `unknown`, which that section allows and which keeps the count of look-ups honest.
 */
export function expandMacros(spec: string, values: MacroValues): string {
	const expanded = spec.replace(
		/%\{([a-z])(\d*)(r?)([^}]*)\}|%[%_-]/gi,
		(whole, letter?: string, digits = "", reversed = "", delimiters = "") => {
			if (letter === undefined) return literals[whole] as string;
			const parts = macroValue(letter, values).split(
				delimiters === "" ? "." : new RegExp(`[${delimiters.replace("-", "\\-")}]`),
			);
			if (reversed !== "") parts.reverse();
			const kept = (digits === "" ? parts : parts.slice(-Number(digits))).join(".");
			return letter === letter.toUpperCase() ? encodeURIComponent(kept) : kept;
		},
	);
	let name = expanded.toLowerCase().replace(/\.$/, "");
	while (name.length > maxNameLength && name.includes(".")) name = name.slice(name.indexOf(".") + 1);
	return name;
}

function macroValue(letter: string, { domain, sender, address, helo }: MacroValues): string {
	switch (letter.toLowerCase()) {
		case "s":
			return `${sender.local}@${sender.domain}`;
		case "l":
			return sender.local;
		case "o":
			return sender.domain;
		case "d":
			return domain;
		case "i":
			return address.version === 4 ? renderAddress(4, address.first) : nibbles(address.first).join(".");
		case "v":
			return address.version === 4 ? "in-addr" : "ip6";
		case "h":
			return helo;
		default:
			return "unknown";
	}
}

function nibbles(value: bigint): string[] {
	return [...value.toString(16).padStart(32, "0")];
}

/** Where reverse DNS has an address (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export function reverseName({ version, first }: AddressRange): string {
	const parts = version === 4 ? renderAddress(4, first).split(".") : nibbles(first);
	return `${parts.reverse().join(".")}.${version === 4 ? "in-addr" : "ip6"}.arpa`;
}
