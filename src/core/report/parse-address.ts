import type { ProblemReason } from "./problem.ts";
import type { AddressRange } from "./target.ts";

export type ParsedAddress =
	| { readonly ok: true; readonly range: AddressRange }
	| { readonly ok: false; readonly reason: ProblemReason };

const mappedPrefix = 0xffffn << 32n;
const maxIpv4 = 0xffffffffn;

/**
 * Reads a dotted quad: four decimal numbers of 0–255 without leading zeros (RFC 6943 section 3.1.1 tells why nothing
 * looser is safe: `010.0.0.1` is 8.0.0.1 to some programs). Gives an unsigned 32-bit number, or the reason it is none.
 */
export function parseIpv4(text: string): number | ProblemReason {
	let value = 0;
	let octet = -1;
	let digits = 0;
	let dots = 0;
	let leadingZero = false;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code >= 48 && code <= 57) {
			if (digits > 0 && octet === 0) leadingZero = true;
			octet = (digits === 0 ? 0 : octet * 10) + code - 48;
			digits++;
			if (octet > 255) return "not-a-target";
		} else if (code === 46 && digits > 0 && dots < 3) {
			value = value * 256 + octet;
			octet = -1;
			digits = 0;
			dots++;
		} else return "not-a-target";
	}
	if (digits === 0) return "not-a-target";
	if (leadingZero) return "leading-zero";
	if (dots < 3) return dots === 0 ? "not-a-target" : "short-form";
	return value * 256 + octet;
}

/**
 * Reads an IPv6 address as text (RFC 4291 section 2.2, all three forms). Gives 128 bits, or the reason it is none.
 * A zone id (RFC 4007 section 11) is a reason: it means something on one machine only.
 */
export function parseIpv6(text: string): bigint | ProblemReason {
	if (text.includes("%")) return "zone-id";
	if (text.length > 45) return "not-a-target";
	const gap = text.indexOf("::");
	if (gap < 0) {
		const groups = readGroups(text);
		if (typeof groups === "string") return groups;
		return groups.length === 8 ? joinGroups(groups) : "not-a-target";
	}
	if (text.includes("::", gap + 1)) return "not-a-target";
	const head = readHead(text.slice(0, gap));
	const tail = readGroups(text.slice(gap + 2));
	if (typeof head === "string") return head;
	if (typeof tail === "string") return tail;
	if (head.length + tail.length > 7) return "not-a-target";
	const zeros = new Array<number>(8 - head.length - tail.length).fill(0);
	return joinGroups([...head, ...zeros, ...tail]);
}

/** Reads an address of either version. IPv4-mapped IPv6 (RFC 4291 section 2.5.5.2) gives an IPv4 range. */
export function parseAddress(text: string): ParsedAddress {
	if (!text.includes(":")) {
		const value = parseIpv4(text);
		return typeof value === "string" ? { ok: false, reason: value } : { ok: true, range: single4(value) };
	}
	const value = parseIpv6(text);
	if (typeof value === "string") return { ok: false, reason: value };
	const mapped = unmapped(value);
	if (mapped !== null) return { ok: true, range: { version: 4, first: mapped, last: mapped } };
	return { ok: true, range: { version: 6, first: value, last: value } };
}

/** The IPv4 address inside an IPv4-mapped IPv6 address, or null for any other. */
export function unmapped(value: bigint): bigint | null {
	return value >= mappedPrefix && value <= mappedPrefix + maxIpv4 ? value - mappedPrefix : null;
}

function single4(value: number): AddressRange {
	const first = BigInt(value);
	return { version: 4, first, last: first };
}

function readHead(text: string): number[] | ProblemReason {
	// A dotted quad may only stand at the very end, so not before a gap.
	return text.includes(".") ? "not-a-target" : readGroups(text);
}

function readGroups(text: string): number[] | ProblemReason {
	if (text === "") return [];
	const groups: number[] = [];
	const parts = text.split(":");
	for (const [index, part] of parts.entries()) {
		if (part.includes(".")) {
			if (index !== parts.length - 1) return "not-a-target";
			const value = parseIpv4(part);
			if (typeof value === "string") return value;
			groups.push(Math.floor(value / 65536), value % 65536);
		} else {
			const group = readGroup(part);
			if (group < 0) return "not-a-target";
			groups.push(group);
		}
	}
	return groups;
}

function readGroup(part: string): number {
	if (part.length < 1 || part.length > 4) return -1;
	let group = 0;
	for (let at = 0; at < part.length; at++) {
		const digit = hexDigit(part.charCodeAt(at));
		if (digit < 0) return -1;
		group = group * 16 + digit;
	}
	return group;
}

function hexDigit(code: number): number {
	if (code >= 48 && code <= 57) return code - 48;
	const lower = code | 32;
	return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

function joinGroups(groups: readonly number[]): bigint {
	// Two halves of 32-bit words: far cheaper than eight bigint shifts.
	const word = (at: number) => BigInt((groups[at] as number) * 65536 + (groups[at + 1] as number));
	return (word(0) << 96n) | (word(2) << 64n) | (word(4) << 32n) | word(6);
}
