import { locateAddresses, type NumberAddress } from "./locate-addresses.ts";
import { refang } from "./refang.ts";
import type { AddressRange } from "./target.ts";
import { trimEnd } from "./trim-end.ts";

/**
 * Something in free text that names a system. `text` is comparable: lower-case host, URL with lower-case scheme and host;
 * for addresses what stood there. `range` is set for the kinds that are numbers.
 */
export type FoundAddress =
	| NumberAddress
	| { readonly kind: "host"; readonly text: string }
	| { readonly kind: "url"; readonly text: string };

const urlPattern = /(?<![a-z0-9])([a-z][a-z0-9+.-]{0,30}):\/\/(\S+)/gi;
const dottedRun = /[\p{L}\p{N}_.-]{4,}/gu;
/** The same for a text of ASCII alone, and far faster. */
const asciiRun = /[a-z0-9_.-]{4,}/gi;
const notAscii = /[^\0-\x7f]/;
/** What every text has that holds a host name: a dot with what can be a top-level label behind it. */
const hostHint = /\.(?:xn--|\p{L}\p{L})/iu;
const topLabel = /^(?:xn--[a-z0-9-]+|\p{L}{2,})(?![\p{L}\p{N}_])/iu;

/**
 * Everything in `text` that names a system, in order of kind: URLs, addresses with networks and ranges, host names. Also in
 * defanged spelling. A URL's own parts are not found again. Host names are any
 * dotted words whose last part is letters, so `index.php` counts. Byte strings such as fingerprints, times and
 * version numbers of other than four parts are no addresses. Linear in the length of the text.
 */
export function findAddresses(text: string): FoundAddress[] {
	if (!/[.:\u3002\uff61\u2024\uff0e\uff1a]|dot|punt|%/i.test(text)) return [];
	const found: FoundAddress[] = [];
	const plain = refang(text);
	const rest = plain.includes("://") ? withoutUrls(plain, found) : plain;
	for (const { address } of locateAddresses(rest)) found.push(address);
	if (!hostHint.test(rest)) return found;
	for (const [run] of rest.matchAll(notAscii.test(rest) ? dottedRun : asciiRun))
		for (const host of hostsIn(run)) found.push({ kind: "host", text: host });
	return found;
}

/** `plain` with blanks where there was a URL; the URLs go to `found`. */
function withoutUrls(plain: string, found: FoundAddress[]): string {
	return plain.replace(urlPattern, (whole, scheme: string, after: string) => {
		const url = canonicalUrl(scheme, after);
		if (url === null) return whole;
		found.push({ kind: "url", text: url });
		return " ".repeat(whole.length);
	});
}

/** The addresses, networks and ranges in `text` as they stand there (after `refang`), also those within URLs; not host names. */
export function addressesIn(text: string): string[] {
	return [...locateAddresses(refang(text))].map(({ address }) => address.text);
}

/**
 * The same as numbers, but for a dotted quad that is only part of a word: of a host name (`4.3.2.1.dsl.example.nl`), or
 * beside a letter (`v1.2.3.4`).
 */
export function rangesIn(text: string): AddressRange[] {
	const plain = refang(text);
	const ranges: AddressRange[] = [];
	for (const { start, address } of locateAddresses(plain)) {
		const end = start + address.text.length;
		const inWord = /[a-z]/i.test(plain.charAt(start - 1)) || /^\.?[a-z]/i.test(plain.slice(end, end + 2));
		if (!inWord || address.text.includes(":")) ranges.push(address.range);
	}
	return ranges;
}

/**
 * `text` with each IP address, network and range for which `withhold` says yes replaced by `mark` (without digits, dots and
 * colons); where one is replaced, the text comes back refanged, otherwise as it was. Goes on until none is left, also
 * where taking one out brings its neighbours together into another.
 */
export function replaceAddresses(text: string, withhold: (range: AddressRange) => boolean, mark: string): string {
	let result = text;
	for (;;) {
		const replaced = replaceOnce(result, withhold, mark);
		if (replaced === null) return result;
		result = replaced;
	}
}

function replaceOnce(text: string, withhold: (range: AddressRange) => boolean, mark: string): string | null {
	const plain = refang(text);
	const places = [...locateAddresses(plain)].filter(({ address }) => withhold(address.range));
	if (places.length === 0) return null;
	let result = "";
	let end = 0;
	for (const { start, address } of places.sort((a, b) => a.start - b.start)) {
		if (start >= end) result += plain.slice(end, start) + mark;
		end = Math.max(end, start + address.text.length);
	}
	return result + plain.slice(end);
}

/** The host names in a run of letters, digits, dots and hyphens: labels up to the last that can be a top-level one. */
function hostsIn(run: string): string[] {
	return run.split(/\.{2,}/).flatMap((part) => {
		const labels = trimEnd(part.replace(/^[.-]+/, ""), ".-").split(".");
		for (let last = labels.length - 1; last > 0; last -= 1) {
			const top = topLabel.exec(labels[last] as string);
			if (top !== null) return [[...labels.slice(0, last), top[0]].join(".").toLowerCase()];
		}
		return [];
	});
}

/** Null when what follows `://` is no authority. Dots, commas and closing marks at the end belong to the sentence. */
function canonicalUrl(scheme: string, after: string): string | null {
	const trimmed = trimEnd(after, ".,;:!?)]}>'\"…");
	const bracket = trimmed.slice(0, authorityEnd(trimmed)).lastIndexOf("[");
	const open = bracket >= 0 && !trimmed.includes("]", bracket) && after[trimmed.length] === "]";
	const url = open ? `${trimmed}]` : trimmed;
	const authority = url.slice(0, authorityEnd(url));
	if (!/[\p{L}\p{N}]/u.test(authority)) return null;
	const rest = url.slice(authority.length);
	return `${scheme.toLowerCase()}://${authority.toLowerCase()}${rest === "/" ? "" : rest}`;
}

function authorityEnd(url: string): number {
	const end = url.search(/[/?#]/);
	return end < 0 ? url.length : end;
}
