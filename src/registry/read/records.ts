import { crc32 } from "node:zlib";
import type { AddressRange } from "../../core/report/target.ts";
import { countryOf } from "../country-code.ts";
import { recordBits, recordsPerBlock, type Section, type Version } from "../index-format.ts";
import type { ByteCursor } from "./byte-cursor.ts";
import { type Decoding, decodedName, decodedRange, decodeNext, decoding, startBlock } from "./decode-record.ts";
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
		startBlock();
		for (let at = block * recordsPerBlock + 1; at <= place; at++) decodeNext(cursor, side.version, at);
		const { parent, countries, bits, steps, org, role, others } = decoding;
		return {
			number,
			range: decodedRange(side.version),
			parent: parent === 0 ? 0 : parent + offset,
			name: decodedName(),
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
		bare.name = wantsName ? decodedName() : "";
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
				startBlock();
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
