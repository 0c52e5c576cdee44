import { parseAddress } from "../report/parse-address.ts";
import { addressBits } from "../report/range.ts";
import type { AddressRange, AddressVersion } from "../report/target.ts";

/** `+` pass, `-` fail, `~` softfail, `?` neutral (RFC 7208 section 4.6.2). */
export type SpfQualifier = "+" | "-" | "~" | "?";

/** A domain may hold macros (`expandMacros`); null = the domain whose record it is. Prefixes are in bits. */
export type SpfMechanism =
	| { readonly kind: "all" }
	| { readonly kind: "ip"; readonly range: AddressRange }
	| { readonly kind: "include"; readonly domain: string }
	| { readonly kind: "exists"; readonly domain: string }
	| { readonly kind: "ptr"; readonly domain: string | null }
	| {
			readonly kind: "a" | "mx";
			readonly domain: string | null;
			readonly prefixes: Readonly<Record<AddressVersion, number>>;
	  };

export interface SpfDirective {
	readonly qualifier: SpfQualifier;
	readonly mechanism: SpfMechanism;
	/** As it stands in the record. */
	readonly text: string;
}

/** Directives in their order. `redirect` counts only where no directive is `all` (RFC 7208 section 6.1). */
export interface SpfRecord {
	readonly directives: readonly SpfDirective[];
	readonly redirect: string | null;
}

/** A record, or the first term that is not as RFC 7208 wants it. */
export type ParsedSpf =
	| { readonly ok: true; readonly record: SpfRecord }
	| { readonly ok: false; readonly term: string };

const macro = "%\\{[slodiphv](?:[1-9]\\d*)?r?[.+,/_=-]*\\}|%%|%_|%-";
const macroString = new RegExp(`^(?:${macro}|[\\x21-\\x24\\x26-\\x7e])*$`, "i");
/** A domain-spec ends in a macro or in a label that is not a number alone (RFC 7208 section 7.1). */
const domainEnd = new RegExp(`(?:\\.(?:(?=[a-z0-9]*[a-z])[a-z0-9]+|[a-z0-9]+-[a-z0-9-]*[a-z0-9])\\.?|${macro})$`, "i");
const mechanismForm = /^([+\-~?]?)([a-z][a-z0-9]*)(?::([^/]\S*?))??((?:\/\d+)?(?:\/\/\d+)?)$/i;

/** Whether a TXT record is an SPF record (RFC 7208 section 4.5): the version, then a space or the end. */
export function isSpf(text: string): boolean {
	return /^v=spf1(?: |$)/i.test(text);
}

/** The terms of an SPF record after its version. */
export function spfTerms(text: string): readonly string[] {
	return text
		.split(" ")
		.slice(1)
		.filter((term) => term !== "");
}

/** Reads a record for which `isSpf` holds by the grammar of RFC 7208 section 12. Nothing is looked up. */
export function parseSpf(text: string): ParsedSpf {
	const directives: SpfDirective[] = [];
	const modifiers = new Map<string, string>();
	for (const term of spfTerms(text)) {
		const [, name, value] = /^([a-z][a-z0-9_.-]*)=(.*)$/i.exec(term) ?? [];
		if (name !== undefined && value !== undefined) {
			if (!takeModifier(modifiers, name.toLowerCase(), value)) return { ok: false, term };
		} else {
			const directive = parseDirective(term);
			if (directive === null) return { ok: false, term };
			directives.push(directive);
		}
	}
	return { ok: true, record: { directives, redirect: modifiers.get("redirect") ?? null } };
}

/** False when it is there already or not as it should be. Others than `redirect` and `exp` are passed over (section 6). */
function takeModifier(modifiers: Map<string, string>, name: string, value: string): boolean {
	if (name !== "redirect" && name !== "exp") return macroString.test(value);
	if (modifiers.has(name) || !isDomainSpec(value)) return false;
	modifiers.set(name, value);
	return true;
}

function isDomainSpec(text: string): boolean {
	return macroString.test(text) && domainEnd.test(text);
}

function parseDirective(text: string): SpfDirective | null {
	const parts = mechanismForm.exec(text);
	if (parts === null) return null;
	const mechanism = parseMechanism((parts[2] as string).toLowerCase(), parts[3] ?? null, parts[4] as string);
	return mechanism && { qualifier: (parts[1] || "+") as SpfQualifier, mechanism, text };
}

function parseMechanism(name: string, value: string | null, suffix: string): SpfMechanism | null {
	if (name === "ip4" || name === "ip6") return value === null ? null : parseIp(name, value, suffix);
	if (value !== null && !isDomainSpec(value)) return null;
	if (name === "a" || name === "mx") {
		const prefixes = parsePrefixes(suffix);
		return prefixes && { kind: name, domain: value, prefixes };
	}
	if (suffix !== "") return null;
	if (name === "all") return value === null ? { kind: "all" } : null;
	if (name === "include" || name === "exists") return value === null ? null : { kind: name, domain: value };
	return name === "ptr" ? { kind: "ptr", domain: value } : null;
}

/** `/24`, `//64`, both or neither; what is not given is the whole address. */
function parsePrefixes(suffix: string): Record<AddressVersion, number> | null {
	const [, four, six] = /^(?:\/(0|[1-9]\d?))?(?:\/\/(0|[1-9]\d{0,2}))?$/.exec(suffix) ?? [];
	if (suffix !== "" && four === undefined && six === undefined) return null;
	const prefixes = { 4: Number(four ?? 32), 6: Number(six ?? 128) };
	return prefixes[4] <= 32 && prefixes[6] <= 128 ? prefixes : null;
}

function parseIp(name: "ip4" | "ip6", value: string, suffix: string): SpfMechanism | null {
	const parsed = parseAddress(value);
	// An IPv4-mapped one stands for IPv4, which is never asked about as ip6.
	if (!parsed.ok || value.includes(":") !== (name === "ip6")) return null;
	const written = name === "ip4" ? 32 : 128;
	const prefix = suffix === "" ? written : Number(/^\/(0|[1-9]\d{0,2})$/.exec(suffix)?.[1] ?? -1);
	if (prefix < 0 || prefix > written) return null;
	const bits = Math.max(0, prefix - (written - addressBits(parsed.range.version)));
	return { kind: "ip", range: blockOf(parsed.range, bits) };
}

/** The network of `prefix` bits that an address lies in; the bits after them don't count. */
export function blockOf({ version, first }: AddressRange, prefix: number): AddressRange {
	const size = 1n << BigInt(addressBits(version) - prefix);
	const start = first - (first % size);
	return { version, first: start, last: start + size - 1n };
}
