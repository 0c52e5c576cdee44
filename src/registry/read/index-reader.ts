import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import {
	byteOrderMark,
	type Description,
	formatVersion,
	headBytes,
	magic,
	type Section,
	type SectionName,
	sectionNames,
	startBytes,
} from "../index-format.ts";
import { RegistryFault } from "../registry-fault.ts";

/** An index file that is open for reading. Several processes may read one file; a file that is replaced stays readable. */
export interface IndexReader {
	readonly description: Description;
	section(name: SectionName): Section;
	/** A section in memory, its checksum verified. */
	bytes(name: SectionName): Uint8Array<ArrayBuffer>;
	words(name: SectionName): Uint32Array;
	/** Reads a part of a section; throws a `RegistryFault` where the file is shorter. */
	part(section: Section, from: number, bytes: number): Buffer;
	/** Reads as much of a section as `into` takes. */
	fill(section: Section, from: number, into: Uint8Array): void;
	close(): void;
}

const rebuild = 'Make it anew with "meldkamer registry update".';
const damaged = (cause?: unknown) =>
	new RegistryFault(`The registry's index is damaged. ${rebuild}`, cause === undefined ? {} : { cause });

/** A block of the index does not hold what was written there. */
export function damagedIndex(): RegistryFault {
	return damaged();
}

function readExactly(file: number, into: Uint8Array, position: number): void {
	for (let done = 0; done < into.length; ) {
		const count = readSync(file, into, done, into.length - done, position + done);
		if (count === 0) throw damaged();
		done += count;
	}
}

function readDescription(file: number): Description {
	const size = fstatSync(file).size;
	const head = Buffer.alloc(headBytes);
	if (size < headBytes) throw new RegistryFault(`The registry's index is no index, or cut off. ${rebuild}`);
	readExactly(file, head, 0);
	if (head.toString("latin1", 0, magic.length) !== magic)
		throw new RegistryFault(`The registry's index is a file of another kind. Remove it. ${rebuild}`);
	if (new Uint32Array(head.buffer, head.byteOffset + 8, 1)[0] !== byteOrderMark)
		throw new RegistryFault(`The registry's index was made on a machine of another kind. ${rebuild}`);
	const version = head.readUInt32LE(12);
	if (version < formatVersion)
		throw new RegistryFault(`The registry's index was made by an older version of Meldkamer. ${rebuild}`);
	if (version > formatVersion)
		throw new RegistryFault(
			`The registry's index was made by a newer version of Meldkamer. Update Meldkamer, or make the index anew with "meldkamer registry update".`,
		);
	const jsonBytes = head.readUInt32LE(16);
	const json = head.subarray(startBytes, startBytes + jsonBytes);
	if (json.length !== jsonBytes || crc32(json) !== head.readUInt32LE(20)) throw damaged();
	if (head.readBigUInt64LE(24) !== BigInt(size)) throw new RegistryFault(`The registry's index is cut off. ${rebuild}`);
	// Its checksum is right, so it is what was written.
	return JSON.parse(json.toString("utf8")) as Description;
}

/** Opens a file and checks its start. Throws a `RegistryFault` that says what to do. */
export function openIndexReader(path: string): IndexReader {
	let file: number;
	try {
		file = openSync(path, "r");
	} catch (cause) {
		throw new RegistryFault(`The registry's index cannot be opened. ${rebuild}`, { cause });
	}
	try {
		return readerOf(file, readDescription(file));
	} catch (fault) {
		closeSync(file);
		throw fault instanceof RegistryFault ? fault : damaged(fault);
	}
}

/** Closes the file of a reader that nobody holds any more: who answers from an index that was replaced drops it without closing it. */
const forgotten = new FinalizationRegistry<number>((file) => closeSync(file));

function readerOf(file: number, description: Description): IndexReader {
	const sections = new Map(description.sections.map((section) => [section.name, section]));
	for (const name of sectionNames) if (!sections.has(name)) throw damaged();
	const section = (name: SectionName) => sections.get(name) as Section;
	let isOpen = true;
	const read = (into: Uint8Array, position: number) => {
		if (!isOpen) throw new Error("the registry's index is closed");
		readExactly(file, into, position);
	};
	const bytes = (name: SectionName) => {
		const { offset, bytes: length, sum } = section(name);
		const into = new Uint8Array(new ArrayBuffer(length));
		read(into, offset);
		if (crc32(into) !== sum) throw damaged();
		return into;
	};
	const reader: IndexReader = {
		description,
		section,
		bytes,
		words: (name) => new Uint32Array(bytes(name).buffer),
		part({ offset }, from, length) {
			const into = Buffer.allocUnsafeSlow(length);
			read(into, offset + from);
			return into;
		},
		fill: ({ offset }, from, into) => read(into, offset + from),
		close() {
			if (!isOpen) return;
			isOpen = false;
			forgotten.unregister(reader);
			closeSync(file);
		},
	};
	forgotten.register(reader, file, reader);
	return reader;
}
