import { crc32 } from "node:zlib";
import { recordBits, recordsPerBlock, type Version } from "../index-format.ts";
import { type ByteWriter, byteWriter } from "./byte-writer.ts";
import type { IndexFile } from "./index-file.ts";
import type { Nesting } from "./nest-networks.ts";
import type { Resolution } from "./resolve-contacts.ts";
import type { SortedNetworks } from "./sort-networks.ts";

/** Everything of one version that its records say. */
export interface RecordParts {
	readonly version: Version;
	readonly networks: SortedNetworks;
	readonly nesting: Nesting;
	readonly resolution: Resolution;
	/** As `countryCode`, per network. */
	readonly delegated: Uint16Array;
	/** Place of each network among the records that are kept, from 1; 0 = not kept. */
	readonly places: Uint32Array;
	/** Where the list of further contacts of a climb that ends at this network lies, from 1; 0 = there are none. */
	listOf(end: number): number;
}

const chunkBytes = 1 << 20;

/** What a record leaves out because the one before it in the block says it. */
interface Before {
	index: number;
	parent: number;
	countries: number;
	/** Bytes of the name. */
	nameFrom: number;
	nameTo: number;
}

const none = (): Before => ({ index: -1, parent: -1, countries: 0, nameFrom: 0, nameTo: 0 });

const word = (words: readonly Uint32Array[], index: number, at: number) => (words[at] as Uint32Array)[index] as number;

/** A width that is a power of two as its exponent, any other one as 64 and the number itself. */
function writeRange4(to: ByteWriter, { first, last }: SortedNetworks, index: number, before: number): void {
	const from = word(first, index, 0);
	to.number(before < 0 ? from : from - word(first, before, 0));
	const width = word(last, index, 0) - from + 1;
	const bits = Math.log2(width);
	if (Number.isInteger(bits) && 2 ** bits === width) to.byte(bits);
	else {
		to.byte(64);
		to.number(width);
	}
}

const bytesOf = (words: readonly Uint32Array[], index: number, into: Uint8Array) => {
	for (let at = 0; at < 16; at++) into[at] = word(words, index, at >> 2) >>> (24 - 8 * (at & 3));
};

/** The prefix length when the words are those of one network, else -1. */
function prefixOf({ first, last }: SortedNetworks, index: number): number {
	let prefix = 128;
	for (let at = 3; at >= 0; at--) {
		const low = word(first, index, at);
		const difference = (low ^ word(last, index, at)) >>> 0;
		const bits = 32 - Math.clz32(difference);
		if (bits < 32 && difference !== 2 ** bits - 1) return -1;
		if (bits === 32 && difference !== 0xffffffff) return -1;
		if (bits > 0 && prefix !== 32 * (at + 1)) return -1;
		if ((low & difference) !== 0) return -1;
		prefix = bits === 0 ? prefix : 32 * (at + 1) - bits;
	}
	return prefix;
}

const address = new Uint8Array(16);
const addressBefore = new Uint8Array(16);

/** Prefix length, bytes shared with the one before, the other bytes of the prefix; 255 = no prefix: both ends whole. */
function writeRange6(to: ByteWriter, networks: SortedNetworks, index: number, before: number): void {
	bytesOf(networks.first, index, address);
	const prefix = prefixOf(networks, index);
	to.byte(prefix < 0 ? 255 : prefix);
	const length = prefix < 0 ? 16 : Math.ceil(prefix / 8);
	let shared = 0;
	if (before < 0) addressBefore.fill(0);
	else bytesOf(networks.first, before, addressBefore);
	while (shared < length && address[shared] === addressBefore[shared]) shared++;
	to.byte(shared);
	to.bytes(address, shared, length);
	if (prefix >= 0) return;
	bytesOf(networks.last, index, address);
	to.bytes(address, 0, 16);
}

/** 4 bits each: how much of the name is that of the one before, and how much follows; 15 = a number follows. */
function writeName(to: ByteWriter, names: Buffer, from: number, end: number, before: Before): void {
	let shared = 0;
	const most = Math.min(end - from, before.nameTo - before.nameFrom, 14);
	while (shared < most && names[from + shared] === names[before.nameFrom + shared]) shared++;
	const rest = end - from - shared;
	to.byte((shared << 4) | Math.min(rest, 15));
	if (rest >= 15) to.number(rest);
	to.bytes(names, from + shared, end);
}

function writeRecord(to: ByteWriter, parts: RecordParts, index: number, before: Before): void {
	const { version, networks, nesting, resolution, delegated, places } = parts;
	const parent = nesting.parent[index] as number;
	const org = networks.org[index] as number;
	const role = networks.role[index] as number;
	const list = parts.listOf(resolution.end(index));
	const countries = (networks.country[index] as number) * 1024 + (delegated[index] as number);
	const steps = resolution.steps[index] as number;
	to.byte(
		(org < 0 ? 0 : recordBits.org) |
			(role < 0 ? 0 : recordBits.role) |
			(list === 0 ? 0 : recordBits.others) |
			(nesting.leaf[index] === 0 ? 0 : recordBits.leaf) |
			(countries === before.countries ? 0 : recordBits.countries) |
			(resolution.found[index] === 0 ? 0 : recordBits.found) |
			(Math.min(steps, 3) << recordBits.stepsShift),
	);
	if (version === 4) writeRange4(to, networks, index, before.index);
	else writeRange6(to, networks, index, before.index);
	// 0 none, 1 that of the one before, else so many records back.
	if (parent < 0) to.number(0);
	else if (before.index >= 0 && parent === before.parent) to.number(1);
	else to.number((places[index] as number) - (places[parent] as number) + 1);
	if (countries !== before.countries) to.number(countries);
	if (steps >= 3) to.number(steps);
	if (org >= 0) to.number(org);
	if (role >= 0) to.number(role);
	if (list !== 0) to.number(list);
	const nameFrom = networks.nameAt[index] as number;
	const nameTo = networks.nameEnd[index] as number;
	writeName(to, networks.names, nameFrom, nameTo, before);
	before.index = index;
	before.parent = parent;
	before.countries = countries;
	before.nameFrom = nameFrom;
	before.nameTo = nameTo;
}

/** Writes the records of one version in blocks, with the blocks' places and checksums. */
export async function writeRecords(file: IndexFile, parts: RecordParts, signal?: AbortSignal): Promise<void> {
	const { version, networks, places } = parts;
	const blocks: number[] = [];
	const sums: number[] = [];
	const section = await file.section(`records${version}`);
	const block = byteWriter();
	const chunk = byteWriter();
	let written = 0;
	let inBlock = 0;
	let before = none();
	const endBlock = async () => {
		if (inBlock === 0) return;
		const bytes = block.take();
		blocks.push(written);
		sums.push(crc32(bytes));
		chunk.bytes(bytes, 0, bytes.length);
		written += bytes.length;
		inBlock = 0;
		before = none();
		if (chunk.length < chunkBytes) return;
		signal?.throwIfAborted();
		await section.append(chunk.take());
	};
	for (let index = 0; index < networks.count; index++) {
		if (places[index] === 0) continue;
		writeRecord(block, parts, index, before);
		if (++inBlock === recordsPerBlock) await endBlock();
	}
	await endBlock();
	await section.append(chunk.take());
	section.end();
	blocks.push(written);
	await file.whole(`blocks${version}`, Uint32Array.from(blocks));
	await file.whole(`sums${version}`, Uint32Array.from(sums));
}
