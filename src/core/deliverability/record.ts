import { renderAddress } from "../report/range.ts";
import type { AddressRange } from "../report/target.ts";
import { isSpf, spfTerms } from "./spf-record.ts";

/** A DNS record as people publish it; `name` without the dot at the end, a TXT value in one piece and without quotes. */
export interface DnsRecord {
	readonly name: string;
	readonly type: "TXT" | "MX" | "PTR" | "A" | "AAAA";
	readonly value: string;
}

const maxStringOctets = 255;

/** A TXT record as a line of a zone file, in strings of at most 255 octets (RFC 1035 sections 3.3.14 and 5.1). The value is ASCII. */
export function zoneLine({ name, value }: Pick<DnsRecord, "name" | "value">): string {
	const strings = value.match(new RegExp(`.{1,${maxStringOctets}}`, "gs")) ?? [""];
	return `${name}. IN TXT ${strings.map((part) => `"${part.replace(/["\\]/g, "\\$&")}"`).join(" ")}`;
}

/** The TXT record for a DKIM key (RFC 6376 section 3.6.1); `publicKey` is base64. */
export function dkimRecord(
	{ selector, domain }: { readonly selector: string; readonly domain: string },
	publicKey: string,
): DnsRecord {
	return { name: `${selector}._domainkey.${domain}`, type: "TXT", value: `v=DKIM1; k=rsa; p=${publicKey}` };
}

/**
 * One SPF record that allows what the `present` ones do and `addresses` too, each once, ending in `~all` unless a single one has an end of its own
 * (`all` that is no `+all`, or a redirect). `~all` and not `-all`: DMARC decides on what is left, and forwarded mail keeps a chance.
 */
export function spfRecord(domain: string, present: readonly string[], addresses: readonly AddressRange[]): DnsRecord {
	const terms = present.filter(isSpf).flatMap(spfTerms);
	const ends = terms.filter((term) => /^(?:[-~?]all|redirect=.*)$/i.test(term));
	const end = present.length === 1 ? (ends[0] ?? "~all") : "~all";
	const kept = terms.filter((term) => !/^(?:[+\-~?]?all|redirect=.*)$/i.test(term));
	const ours = addresses.map(({ version, first }) => `ip${version}:${renderAddress(version, first)}`);
	return { name: domain, type: "TXT", value: ["v=spf1", ...new Set([...kept, ...ours]), end].join(" ") };
}
