import { crc32, inflateRawSync } from "node:zlib";
import { isPlainFileName } from "./plain-file-name.ts";

export interface UnzipCaps {
	readonly maxFiles: number;
	/** All files together, unpacked. */
	readonly maxBytes: number;
}

export interface UnzippedFile {
	readonly name: string;
	readonly content: Uint8Array;
}

const signature = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
const size = { local: 30, central: 46, end: 22 } as const;
const deflated = 8;
const utf8Names = 1 << 11;
/** Written under unix, a common file that all may read: what `zipFiles` says of each. */
const commonFile = (0o100664 << 16) >>> 0;

/** Header and packed bytes of a file, by where they stand. */
interface Local {
	readonly start: number;
	readonly name: string;
	readonly content: Uint8Array;
	readonly end: number;
}

/**
 * The files of a zip that holds nothing else: each byte of it belongs to a file, to its two headers, which say the same, or to the end record
 * (APPNOTE.TXT 6.3, 4.3). Null for all else, whatever a reader of zips would make of it: bytes before, between or behind,
 * comments, extra fields, folders, encryption, ZIP64, names that are not plain or stand there twice, sizes or sums that are
 * not so, and more than the caps allow. Never unpacks more than `maxBytes`.
 */
export function unzipFiles(bytes: Uint8Array, caps: UnzipCaps): UnzippedFile[] | null {
	const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const locals: Local[] = [];
	const names = new Set<string>();
	let left = caps.maxBytes;
	let at = 0;
	while (startsWith(zip, at, "local")) {
		const local = locals.length < caps.maxFiles ? readLocal(zip, at, left) : null;
		if (local === null || names.has(local.name.toLowerCase())) return null;
		names.add(local.name.toLowerCase());
		locals.push(local);
		left -= local.content.length;
		at = local.end;
	}
	const centralStart = at;
	for (const local of locals) {
		const end = centralEnd(zip, at, local);
		if (end === null) return null;
		at = end;
	}
	if (!isEnd(zip, at, { files: locals.length, centralStart })) return null;
	return locals.map(({ name, content }) => ({ name, content }));
}

function startsWith(zip: Buffer, at: number, record: keyof typeof signature): boolean {
	return zip.length - at >= size[record] && zip.readUInt32LE(at) === signature[record];
}

function readLocal(zip: Buffer, start: number, left: number): Local | null {
	const packedBytes = zip.readUInt32LE(start + 18);
	const unpackedBytes = zip.readUInt32LE(start + 22);
	const nameEnd = start + size.local + zip.readUInt16LE(start + 26);
	const end = nameEnd + packedBytes;
	const flags = zip.readUInt16LE(start + 6);
	const plain = flags === utf8Names && zip.readUInt16LE(start + 8) === deflated && zip.readUInt16LE(start + 28) === 0;
	if (!plain || end > zip.length || unpackedBytes > left) return null;
	const name = zip.toString("latin1", start + size.local, nameEnd);
	const content = isPlainFileName(name) ? unpack(zip.subarray(nameEnd, end), unpackedBytes) : null;
	if (content === null || crc32(content) !== zip.readUInt32LE(start + 14)) return null;
	return { start, name, content, end };
}

/** Null unless all of the packed bytes give exactly as many as were said. */
function unpack(packed: Buffer, bytes: number): Buffer | null {
	try {
		// One byte of room more, so that a file that is longer than it says does not end early; zlib takes no cap of 0.
		const { buffer, engine } = inflateRawSync(packed, { maxOutputLength: bytes + 1, info: true }) as unknown as {
			readonly buffer: Buffer;
			readonly engine: { readonly bytesWritten: number };
		};
		return buffer.length === bytes && engine.bytesWritten === packed.length ? buffer : null;
	} catch {
		return null;
	}
}

/** Where the central header of a file ends; null when it says anything else than the one before the file. */
function centralEnd(zip: Buffer, at: number, { start, name }: Local): number | null {
	if (!startsWith(zip, at, "central")) return null;
	const end = at + size.central + name.length;
	// From "version needed" to the length of extra fields both headers have the same fields.
	const same = zip.subarray(at + 6, at + 32).equals(zip.subarray(start + 4, start + size.local));
	const sameName = zip.toString("latin1", at + size.central, end) === name;
	// No comment, the first disk, no internal attributes.
	const bare = zip.subarray(at + 32, at + 38).every((byte) => byte === 0);
	const common = zip.readUInt32LE(at + 38) === commonFile && zip.readUInt32LE(at + 42) === start;
	return same && sameName && bare && common ? end : null;
}

function isEnd(zip: Buffer, at: number, { files, centralStart }: { files: number; centralStart: number }): boolean {
	if (!startsWith(zip, at, "end") || zip.length !== at + size.end) return false;
	const firstDisk = zip.readUInt32LE(at + 4) === 0;
	const counted = zip.readUInt16LE(at + 8) === files && zip.readUInt16LE(at + 10) === files;
	const placed = zip.readUInt32LE(at + 12) === at - centralStart && zip.readUInt32LE(at + 16) === centralStart;
	return firstDisk && counted && placed && zip.readUInt16LE(at + 20) === 0;
}
