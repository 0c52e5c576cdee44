/** Room for one address: four unsigned words, the most significant first; of an IPv4 address only the last counts. */
export type Words = Uint32Array;

/** Part of an array; `to` is the place after it. */
export interface Stretch {
	readonly from: number;
	readonly to: number;
}

/** Reads a dotted quad as strictly as `parseIpv4`; -1 when it is none. */
function readQuad(units: Uint16Array, from: number, to: number): number {
	let value = 0;
	let octet = 0;
	let digits = 0;
	let dots = 0;
	for (let at = from; at < to; at++) {
		const code = units[at] as number;
		if (code >= 48 && code <= 57) {
			// A further digit after a zero is a leading zero.
			if (digits > 0 && octet === 0) return -1;
			octet = octet * 10 + code - 48;
			digits++;
			if (octet > 255) return -1;
		} else if (code === 46 && digits > 0 && dots < 3) {
			value = value * 256 + octet;
			octet = 0;
			digits = 0;
			dots++;
		} else return -1;
	}
	return digits > 0 && dots === 3 ? value * 256 + octet : -1;
}

const groups = new Uint16Array(8);
const gap = { at: -1 };

/** Reads up to eight groups of IPv6 into `groups` and gives their number, or -1; `gap.at` becomes the place of `::`. */
function readGroups(units: Uint16Array, from: number, to: number): number {
	let count = 0;
	let group = 0;
	let digits = 0;
	let groupFrom = from;
	gap.at = -1;
	let at = from;
	if (units[at] === 58) {
		if (to - from < 2 || units[at + 1] !== 58) return -1;
		gap.at = 0;
		at += 2;
		groupFrom = at;
	}
	for (; at < to; at++) {
		const code = units[at] as number;
		const lower = code | 32;
		if (code >= 48 && code <= 57) group = group * 16 + code - 48;
		else if (lower >= 97 && lower <= 102) group = group * 16 + lower - 87;
		else if (code === 58) {
			if (digits === 0 || count === 8) return -1;
			groups[count++] = group;
			group = 0;
			digits = 0;
			groupFrom = at + 1;
			if (groupFrom === to) return -1;
			if (units[groupFrom] === 58) {
				if (gap.at >= 0) return -1;
				gap.at = count;
				groupFrom = ++at + 1;
			}
			continue;
		} else if (code === 46) return withQuad(readQuad(units, groupFrom, to), count);
		else return -1;
		if (++digits > 4) return -1;
	}
	if (digits > 0) {
		if (count === 8) return -1;
		groups[count++] = group;
	}
	return count;
}

/** A dotted quad at the end counts as two groups (RFC 4291 section 2.2, form 3). */
function withQuad(value: number, count: number): number {
	if (value < 0 || count > 6) return -1;
	groups[count] = value >>> 16;
	groups[count + 1] = value & 0xffff;
	return count + 2;
}

/** The longest that an address is: `0000:…:0000:255.255.255.255`. */
const maxUnits = 45;
const room = new Uint16Array(maxUnits);

/**
 * Reads an address as strictly as `parseAddress` (its oracle), without a bigint: some five times as fast. Fills `into` and gives the
 * version, or 0 when the text is no address. IPv4-mapped IPv6 gives IPv4.
 */
export function parseWords(text: string, into: Words): 0 | 4 | 6 {
	const { length } = text;
	if (length > maxUnits) return 0;
	for (let at = 0; at < length; at++) room[at] = text.charCodeAt(at);
	return parseUnits(room, { from: 0, to: length }, into);
}

/** The same for a stretch of UTF-16 units. */
export function parseUnits(units: Uint16Array, { from, to }: Stretch, into: Words): 0 | 4 | 6 {
	if (to - from > maxUnits) return 0;
	// The first group of IPv6 has four digits at most; a quad has no colon at all.
	let colon = from;
	while (colon < to && colon < from + 5 && units[colon] !== 58) colon++;
	if (colon === to || units[colon] !== 58) {
		const value = readQuad(units, from, to);
		if (value < 0) return 0;
		into[3] = value;
		return 4;
	}
	const count = readGroups(units, from, to);
	if (count < 0 || (gap.at < 0 ? count !== 8 : count > 7)) return 0;
	if (gap.at >= 0) {
		const behind = count - gap.at;
		groups.copyWithin(8 - behind, gap.at, count);
		groups.fill(0, gap.at, 8 - behind);
	}
	for (let word = 0; word < 4; word++) {
		into[word] = (groups[2 * word] as number) * 65536 + (groups[2 * word + 1] as number);
	}
	return into[0] === 0 && into[1] === 0 && into[2] === 0xffff ? 4 : 6;
}

/** An address as words; of an IPv4 address only the last one is set. */
export function toWords(value: bigint, into: Words): void {
	into[0] = Number((value >> 96n) & 0xffffffffn);
	into[1] = Number((value >> 64n) & 0xffffffffn);
	into[2] = Number((value >> 32n) & 0xffffffffn);
	into[3] = Number(value & 0xffffffffn);
}

/** The number that four words make. */
export function fromWords(w0: number, w1: number, w2: number, w3: number): bigint {
	return (BigInt(w0) << 96n) | (BigInt(w1) << 64n) | (BigInt(w2) << 32n) | BigInt(w3);
}
