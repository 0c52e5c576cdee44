import { parseTarget } from "../report/parse-target.ts";
import { isAddrSpec } from "./parse-mailboxes.ts";

/** What a directory entry or opt-out is for, in canonical form: `192.0.2.0/24`, `AS64496`, `example.nl`, `abuse@example.nl`. */
export interface EntryKey {
	readonly kind: "cidr" | "asn" | "domain" | "mailbox";
	readonly value: string;
}

const maxAsn = 4_294_967_295;

/** Reads what somebody typed as a key; a bare address is a network of one. Null when it is none of the four. */
export function parseEntryKey(typed: string): EntryKey | null {
	const text = typed.trim();
	if (isAddrSpec(text)) {
		const at = text.lastIndexOf("@");
		return { kind: "mailbox", value: `${text.slice(0, at)}@${text.slice(at + 1)}`.toLowerCase() };
	}
	const asn = parseAsn(text);
	if (asn !== null) return { kind: "asn", value: `AS${asn}` };
	const parsed = parseTarget(text);
	if (!parsed.ok || parsed.port !== null) return null;
	const { target } = parsed;
	if (target.kind === "network") return { kind: "cidr", value: target.text };
	if (target.kind === "address")
		return { kind: "cidr", value: `${target.text}/${target.range.version === 4 ? 32 : 128}` };
	return target.kind === "host" ? { kind: "domain", value: target.host } : null;
}

/** `AS64496` or `as 64496` → 64496 (RFC 5396 asplain, 1 to 4294967295); null for anything else, a bare number included. */
export function parseAsn(text: string): number | null {
	const match = /^as\s?(\d{1,10})$/i.exec(text.trim());
	const asn = Number(match?.[1] ?? 0);
	return asn >= 1 && asn <= maxAsn ? asn : null;
}
