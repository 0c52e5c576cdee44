import { crc32 } from "node:zlib";
import { fromWords } from "../../core/report/address-words.ts";
import type { AddressRange } from "../../core/report/target.ts";
import { countryOf } from "../country-code.ts";
import { recordBits, recordsPerBlock, type Section, type Version } from "../index-format.ts";
import { type ByteCursor, readByte, readNumber } from "./byte-cursor.ts";
import { damagedIndex, type IndexReader } from "./index-reader.ts";

/** What the index holds of one range. `org`, `role`: places in the contacts' tables; -1 = none. */
export interface RangeRecord {
	readonly number: number;
	readonly range: AddressRange;
	/** Number of the range that holds this one; 0 = none. */
	readonly parent: number;
	readonly name: string;
	readonly country: string | null;
	readonly delegatedCountry: string | null;
	readonly leaf: boolean;
	readonly org: number;
	readonly role: number;
	/** How many ranges further up the climb for the contact ended, and whether it found one. */
	readonly steps: number;
	readonly found: boolean;
	/** Place of the list of further contacts, from 1; 0 = there are none. */
	readonly others: number;
}

/** Records by number, read from the file when they are asked for. */
export interface Records {
	get(number: number): RangeRecord;
	/**
	 * Visits the records of numbers in rising order; each block is read and decoded once. Names are read when they are wanted. A visit
	 * asks for no other record.
	 */
	each(numbers: Uint32Array, wantsNames: boolean, visit: (index: number, record: BareRecord) => void): void;
}

/** What a visit shows; good until the next one. `countries`: the codes of both, as one number. */
export type BareRecord = Readonly<Bare>;

type Bare = Pick<Decoding, "org" | "role" | "steps" | "countries"> & {
	/** Number of the range that holds this one; 0 = none. */
	parent: number;
	found: boolean;
	/** Empty when it was not wanted. */
	name: string;
};

/** Of each version, some 5 MB: reports lie in few blocks, and those of wide networks are asked for again and again. */
const maxBlocks = 4096;
/** More than nearly any block: some 800 bytes. A longer one is read by itself. */
const roomBytes = 2 ** 18;
/** About 1 MB. */
const maxWide = 4096;

interface Side {
	readonly version: Version;
	readonly count: number;
	readonly blocks: Uint32Array;
	readonly sums: Uint32Array;
	readonly section: Section;
	readonly cache: Map<number, Buffer>;
}

/** A record while it is decoded: the next one in the block builds on it. */
interface Decoding {
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
const decoding: Decoding = {
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

/** `bare`: without the range and the name, also of the records after it in the block. */
function decodeNext(cursor: ByteCursor, version: Version, place: number, bare = false): void {
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

function decodedRange(version: Version): AddressRange {
	const { first4, exponent4, width4, first6 } = decoding;
	if (version === 6) return { version, first: number6(first6), last: number6(decodedLast6(decoding)) };
	const width = exponent4 === 64 ? width4 : 2 ** exponent4;
	return { version, first: BigInt(first4), last: BigInt(first4 + width - 1) };
}

export function readRecords(reader: IndexReader): Records {
	const sideOf = (version: Version): Side => ({
		version,
		count: reader.description.ranges[version],
		blocks: reader.words(`blocks${version}`),
		sums: reader.words(`sums${version}`),
		section: reader.section(`records${version}`),
		cache: new Map(),
	});
	const four = sideOf(4);
	const six = sideOf(6);
	const blockOf = ({ blocks, sums, section, cache }: Side, block: number): Buffer => {
		const known = cache.get(block);
		if (known !== undefined) return known;
		const from = blocks[block] as number;
		const bytes = reader.part(section, from, (blocks[block + 1] as number) - from);
		// A damaged block would name another network's contact.
		if (crc32(bytes) !== sums[block]) throw damagedIndex();
		if (cache.size === maxBlocks) cache.clear();
		cache.set(block, bytes);
		return bytes;
	};
	const read = (number: number): RangeRecord => {
		const side = number <= four.count ? four : six;
		const offset = side === four ? 0 : four.count;
		const place = number - offset;
		if (!Number.isInteger(place) || place < 1 || place > side.count)
			throw new RangeError("no range of the registry has this number");
		const block = Math.floor((place - 1) / recordsPerBlock);
		const cursor: ByteCursor = { bytes: blockOf(side, block), at: 0 };
		decoding.first4 = 0;
		decoding.parent = 0;
		decoding.countries = 0;
		decoding.first6.fill(0);
		for (let at = block * recordsPerBlock + 1; at <= place; at++) decodeNext(cursor, side.version, at);
		const { parent, countries, bits, steps, org, role, others, name, nameLength } = decoding;
		return {
			number,
			range: decodedRange(side.version),
			parent: parent === 0 ? 0 : parent + offset,
			name: name.toString("utf8", 0, nameLength),
			country: countryOf(Math.floor(countries / 1024)),
			delegatedCountry: countryOf(countries % 1024),
			leaf: (bits & recordBits.leaf) !== 0,
			org,
			role,
			steps,
			found: (bits & recordBits.found) !== 0,
			others,
		};
	};
	/** Blocks in order, many at a time into the same room: a buffer for each would be the better part of the file in memory. */
	const inOrder = (side: Side): ((block: number) => Buffer) => {
		const { blocks, sums, section } = side;
		const room = Buffer.allocUnsafeSlow(roomBytes);
		let from = 0;
		let to = 0;
		const place = (block: number) => blocks[block] as number;
		return (block) => {
			const begin = place(block);
			const bytes = place(block + 1) - begin;
			if (bytes > room.length) return blockOf(side, block);
			if (begin < from || begin + bytes > to) {
				from = begin;
				to = Math.min(begin + room.length, place(blocks.length - 1));
				reader.fill(section, from, room.subarray(0, to - from));
			}
			const found = room.subarray(begin - from, begin - from + bytes);
			if (crc32(found) !== sums[block]) throw damagedIndex();
			return found;
		};
	};
	const bare: Bare = { org: -1, role: -1, steps: 0, countries: 0, parent: 0, found: false, name: "" };
	const show = (offset: number, wantsName: boolean): BareRecord => {
		const { org, role, steps, countries, parent, bits } = decoding;
		bare.org = org;
		bare.role = role;
		bare.steps = steps;
		bare.countries = countries;
		bare.parent = parent === 0 ? 0 : parent + offset;
		bare.found = (bits & recordBits.found) !== 0;
		bare.name = wantsName ? decoding.name.toString("utf8", 0, decoding.nameLength) : "";
		return bare;
	};
	const each: Records["each"] = (numbers, wantsNames, visit) => {
		let index = 0;
		for (const side of [four, six]) {
			const offset = side === four ? 0 : four.count;
			const bytesOf = inOrder(side);
			while (index < numbers.length) {
				const place = (numbers[index] as number) - offset;
				if (place > side.count) break;
				const block = Math.floor((place - 1) / recordsPerBlock);
				const cursor: ByteCursor = { bytes: bytesOf(block), at: 0 };
				const end = Math.min((block + 1) * recordsPerBlock, side.count);
				decoding.first4 = 0;
				decoding.parent = 0;
				decoding.countries = 0;
				decoding.first6.fill(0);
				let at = block * recordsPerBlock + 1;
				for (; index < numbers.length; index++) {
					const wanted = (numbers[index] as number) - offset;
					if (wanted > end) break;
					for (; at <= wanted; at++) decodeNext(cursor, side.version, at, !wantsNames);
					visit(index, show(offset, wantsNames));
				}
			}
		}
	};
	/** Records that others lie in. */
	const wide = new Map<number, RangeRecord>();
	return {
		each,
		get(number) {
			const known = wide.get(number);
			if (known !== undefined) return known;
			const record = read(number);
			if (record.leaf) return record;
			if (wide.size === maxWide) wide.clear();
			wide.set(number, record);
			return record;
		},
	};
}
