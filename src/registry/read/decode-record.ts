import { fromWords } from "../../core/report/address-words.ts";
import type { AddressRange } from "../../core/report/target.ts";
import { recordBits, type Version } from "../index-format.ts";
import { type ByteCursor, readByte, readNumber } from "./byte-cursor.ts";
import { damagedIndex } from "./index-reader.ts";

/** A record while it is decoded: the next one in the block builds on it. */
export interface Decoding {
	first4: number;
	/** The width is a power of two, or (64) any number. */
	exponent4: number;
	width4: number;
	readonly first6: Uint8Array;
	/** Length of the prefix, or (255) `last6` was written out. */
	prefix6: number;
	readonly last6: Uint8Array;
	parent: number;
	countries: number;
	readonly name: Buffer;
	nameLength: number;
	bits: number;
	steps: number;
	org: number;
	role: number;
	others: number;
}

/** One at a time, in one thread: room that is used again and again. */
export const decoding: Decoding = {
	first4: 0,
	exponent4: 0,
	width4: 0,
	first6: new Uint8Array(16),
	prefix6: 0,
	last6: new Uint8Array(16),
	parent: 0,
	countries: 0,
	name: Buffer.alloc(65_536),
	nameLength: 0,
	bits: 0,
	steps: 0,
	org: -1,
	role: -1,
	others: 0,
};

function decodeRange4(cursor: ByteCursor, into: Decoding): void {
	into.first4 += readNumber(cursor);
	into.exponent4 = readByte(cursor);
	if (into.exponent4 === 64) into.width4 = readNumber(cursor);
}

/** Passes by the range that `decodeRange4` or `decodeRange6` would decode. */
function passRange(cursor: ByteCursor, version: Version): void {
	if (version === 4) {
		readNumber(cursor);
		if (readByte(cursor) === 64) readNumber(cursor);
		return;
	}
	const prefix = readByte(cursor);
	const length = prefix === 255 ? 32 : Math.ceil(prefix / 8);
	const shared = readByte(cursor);
	cursor.at += Math.max(0, length - shared);
}

function decodeRange6(cursor: ByteCursor, into: Decoding): void {
	const { first6, last6 } = into;
	const prefix = readByte(cursor);
	const length = prefix === 255 ? 16 : Math.ceil(prefix / 8);
	const shared = readByte(cursor);
	for (let at = shared; at < 16; at++) first6[at] = at < length ? readByte(cursor) : 0;
	into.prefix6 = prefix;
	if (prefix === 255) for (let at = 0; at < 16; at++) last6[at] = readByte(cursor);
}

/** The last address of the block of IPv6 that was decoded. */
function decodedLast6({ first6, prefix6, last6 }: Decoding): Uint8Array {
	if (prefix6 === 255) return last6;
	return first6.map((byte, at) => byte | (0xff >>> Math.min(Math.max(prefix6 - 8 * at, 0), 8)));
}

function decodeName(cursor: ByteCursor, into: Decoding): void {
	const lengths = readByte(cursor);
	const shared = lengths >>> 4;
	const short = lengths & 15;
	const rest = short === 15 ? readNumber(cursor) : short;
	if (shared + rest > into.name.length) throw damagedIndex();
	for (let at = shared; at < shared + rest; at++) into.name[at] = readByte(cursor);
	into.nameLength = shared + rest;
}

/** Passes by the name that `decodeName` would decode. */
function passName(cursor: ByteCursor): void {
	const short = readByte(cursor) & 15;
	const rest = short === 15 ? readNumber(cursor) : short;
	cursor.at += rest;
}

/** Before the first record of a block. */
export function startBlock(): void {
	decoding.first4 = 0;
	decoding.parent = 0;
	decoding.countries = 0;
	decoding.first6.fill(0);
}

/** Decodes the record at the cursor. `bare`: without the range and the name, also of the records after it in the block. */
export function decodeNext(cursor: ByteCursor, version: Version, place: number, bare = false): void {
	const into = decoding;
	const bits = readByte(cursor);
	if (bare) passRange(cursor, version);
	else if (version === 4) decodeRange4(cursor, into);
	else decodeRange6(cursor, into);
	const back = readNumber(cursor);
	if (back !== 1) into.parent = back === 0 ? 0 : place - (back - 1);
	if ((bits & recordBits.countries) !== 0) into.countries = readNumber(cursor);
	const steps = bits >>> recordBits.stepsShift;
	into.steps = steps === 3 ? readNumber(cursor) : steps;
	into.org = (bits & recordBits.org) === 0 ? -1 : readNumber(cursor);
	into.role = (bits & recordBits.role) === 0 ? -1 : readNumber(cursor);
	into.others = (bits & recordBits.others) === 0 ? 0 : readNumber(cursor);
	into.bits = bits;
	if (bare) passName(cursor);
	else decodeName(cursor, into);
}

const number6 = (bytes: Uint8Array) => {
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	return fromWords(view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12));
};

export function decodedRange(version: Version): AddressRange {
	const { first4, exponent4, width4, first6 } = decoding;
	if (version === 6) return { version, first: number6(first6), last: number6(decodedLast6(decoding)) };
	const width = exponent4 === 64 ? width4 : 2 ** exponent4;
	return { version, first: BigInt(first4), last: BigInt(first4 + width - 1) };
}

export const decodedName = (): string => decoding.name.toString("utf8", 0, decoding.nameLength);
