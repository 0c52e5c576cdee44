import { parseIpv4, parseIpv6, unmapped } from "./parse-address.ts";
import type { AddressRange } from "./target.ts";
import { trimEnd } from "./trim-end.ts";

/** An IP address, network or range as it stands in a text. */
export interface NumberAddress {
	readonly kind: "address" | "network" | "range";
	readonly text: string;
	readonly range: AddressRange;
}

/** Where it stands: `text` begins at the index `start`. */
export interface LocatedAddress {
	readonly start: number;
	readonly address: NumberAddress;
}

/** What every text has that holds an address of a version: asked first, since nearly no cell of a report holds one. */
const v4Hint = /\d\.\d{1,3}\.\d{1,3}\.\d/;
const v6Hint = /::|(?::[\da-f]{1,4}){6}/i;

/** A run of digits and dots; four parts make an address. The dots round it end a sentence. */
const v4 = String.raw`(?<!\d)(?<!\d\.)\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)`;
const v4Pattern = new RegExp(
	String.raw`(${v4})(?:(\/\d{1,3})(?!\.?\d)|\s?[-\u2010-\u2015]\s?(\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)))?`,
	"g",
);
const v6Run = /(?<![0-9a-z_.:])[0-9a-z_.]*:[0-9a-z_.]*:[0-9a-z_.:]*/gi;

/**
 * Every address, network and range in a text that `refang` made plain, IPv4 first, each in order. Some are found twice, e.g.
 * `::ffff:192.0.2.1` and the dotted quad in it. Byte strings such as fingerprints, times, and version numbers of other than
 * four parts are none. Leading zeros are taken as decimal: this reads what a reader might; reports are read more strictly.
 * Takes linear time.
 */
export function* locateAddresses(plain: string): Generator<LocatedAddress> {
	if (v4Hint.test(plain)) yield* locateV4(plain);
	if (v6Hint.test(plain)) yield* locateV6(plain);
}

function* locateV4(plain: string): Generator<LocatedAddress> {
	for (const match of plain.matchAll(v4Pattern)) {
		const [text, firstText, prefix, lastText = ""] = match as unknown as [string, string, string?, string?];
		const first = readIpv4(firstText);
		const last = readIpv4(lastText);
		const start = match.index;
		if (first !== null && last !== null && first <= last) {
			yield { start, address: { kind: "range", text, range: { version: 4, first, last } } };
			continue;
		}
		if (first !== null) yield { start, address: network(text, first, prefix) };
		if (last === null) continue;
		const at = start + text.length - lastText.length;
		yield { start: at, address: { kind: "address", text: lastText, range: { version: 4, first: last, last } } };
	}
}

function readIpv4(text: string): bigint | null {
	const value = parseIpv4(decimal(text));
	return typeof value === "number" ? BigInt(value) : null;
}

function readIpv6(text: string): bigint | null {
	const quad = text.lastIndexOf(":") + 1;
	const value = parseIpv6(text.includes(".", quad) ? text.slice(0, quad) + decimal(text.slice(quad)) : text);
	return typeof value === "bigint" ? value : null;
}

/** Without leading zeros. */
function decimal(quad: string): string {
	return quad.replace(/\b0+(?=\d)/g, "");
}

function network(text: string, first: bigint, prefix: string | undefined): NumberAddress {
	const bits = prefix === undefined ? 32 : Number(prefix.slice(1));
	if (bits >= 32)
		return { kind: "address", text: text.replace(/[^\d.].*/s, ""), range: { version: 4, first, last: first } };
	return { kind: "network", text, range: { version: 4, ...block(first, 32 - bits) } };
}

function block(address: bigint, hostBits: number): { first: bigint; last: bigint } {
	const size = 1n << BigInt(hostBits);
	const first = (address / size) * size;
	return { first, last: first + size - 1n };
}

function* locateV6(plain: string): Generator<LocatedAddress> {
	let rangeStart: LocatedAddress | null = null;
	for (const match of plain.matchAll(v6Run)) {
		const one = v6At(match[0], match.index, plain);
		if (one === null) continue;
		const gap: string =
			rangeStart === null ? "" : plain.slice(rangeStart.start + rangeStart.address.text.length, one.start);
		if (rangeStart !== null && /^\s?[-\u2010-\u2015]\s?$/.test(gap) && spans(rangeStart.address, one.address)) {
			const text = plain.slice(rangeStart.start, one.start + one.address.text.length);
			const range = { ...rangeStart.address.range, last: one.address.range.last };
			yield { start: rangeStart.start, address: { kind: "range", text, range } };
			rangeStart = null;
			continue;
		}
		if (rangeStart !== null) yield rangeStart;
		rangeStart = one;
	}
	if (rangeStart !== null) yield rangeStart;
}

function spans(low: NumberAddress, high: NumberAddress): boolean {
	return low.kind === "address" && high.kind === "address" && low.range.version === high.range.version
		? low.range.first <= high.range.first
		: false;
}

/** Eight groups of two digits are a fingerprint or serial number, not an address: no assigned address begins `00xx`. */
const byteString = /^(?:[0-9a-f]{2}:){7}[0-9a-f]{2}$/i;

function v6At(run: string, index: number, plain: string): LocatedAddress | null {
	let text = trimEnd(run, "._").replace(/(?<!:):$/, "");
	let start = index;
	// `ip:2001:db8::1`, `IPv6:2001:db8::1` (RFC 5321, 4.1.3), `_2001:db8::1`: what stands before is a label.
	const label = /^(?:[0-9a-f]*[g-z_.][0-9a-z_.]*:)+(?=[0-9a-f:])|^[._]+/i.exec(text);
	if (label !== null && readIpv6(text) === null) {
		start += label[0].length;
		text = text.slice(label[0].length);
	}
	// `::` alone is the unspecified address, and an operator in many a language.
	if (text === "::" || byteString.test(text)) return null;
	const value = readIpv6(text);
	if (value === null) return null;
	const after = /^(?:%[\w.-]+)?\/(\d{1,3})(?!\d)/.exec(plain.slice(start + text.length, start + text.length + 40));
	const bits = after === null ? 128 : Math.min(128, Number(after[1]));
	const hostBits = 128 - bits;
	// A mapped address counts as IPv4; a prefix is then of the last 32 bits.
	const mapped = hostBits <= 32 ? unmapped(value) : null;
	const version = mapped === null ? 6 : 4;
	const low = mapped ?? value;
	if (after === null || hostBits === 0)
		return { start, address: { kind: "address", text, range: { version, first: low, last: low } } };
	return { start, address: { kind: "network", text: text + after[0], range: { version, ...block(low, hostBits) } } };
}
