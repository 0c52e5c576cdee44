import { crc32 } from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import type { IntakeLimits } from "../limits.ts";
import { Unreadable } from "../unreadable.ts";

/** A file in an archive. */
export interface ZipEntry {
	/** Its content as a stream; throws `Unreadable` ("bomb", "encrypted-archive", "broken-archive") as it comes to it. */
	unpack(): AsyncIterable<Uint8Array>;
}

const ratioFrom = 1 << 20;
const deflated = 8;
const stored = 0;

/**
 * Opens a zip archive and lists its files, without directories and the files that systems leave behind. Refuses by
 * `Unreadable`: "broken-archive", "bomb" (too many entries, or a declared size past the limit; declarations lie, so the
 * bytes are counted too, over all entries and all times that they are unpacked).
 */
export async function openArchive(archive: Buffer, limits: IntakeLimits): Promise<ZipEntry[]> {
	const zip = await sound(() => fromBufferPromise(archive, { decodeStrings: false, validateEntrySizes: false }));
	if (zip.entryCount > limits.maxArchiveEntries) throw new Unreadable("bomb");
	const entries: Entry[] = [];
	await sound(async () => {
		for await (const entry of zip.eachEntry()) entries.push(entry);
	});
	const files = entries.filter(isFile);
	if (files.length === 0) throw new Unreadable("archive-without-report");
	const declared = files.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
	if (declared > limits.maxUnpackedBytes) throw new Unreadable("bomb");
	const budget = { left: limits.maxUnpackedBytes };
	return files.map((entry) => ({ unpack: () => unpack(zip, entry, { limits, budget }) }));
}

function isFile(entry: Entry): boolean {
	// Undecoded names are bytes; Latin-1 keeps them apart well enough to know a directory or a system's leftovers.
	const name = Buffer.from(entry.fileNameRaw).toString("latin1");
	return !/[/\\]$|(?:^|[/\\])(?:__MACOSX[/\\]|\.[^/\\]*$|Thumbs\.db$|desktop\.ini$)/i.test(name);
}

async function* unpack(
	zip: ZipFile,
	entry: Entry,
	cost: { readonly limits: IntakeLimits; readonly budget: { left: number } },
): AsyncGenerator<Uint8Array> {
	if (entry.isEncrypted()) throw new Unreadable("encrypted-archive");
	if (entry.compressionMethod !== deflated && entry.compressionMethod !== stored)
		throw new Unreadable("broken-archive");
	let unpacked = 0;
	let sum = 0;
	const stream = await sound(() => zip.openReadStreamPromise(entry));
	const chunks = stream[Symbol.asyncIterator]();
	try {
		for (;;) {
			const next = await sound(() => chunks.next());
			if (next.done === true) break;
			const chunk = next.value as Buffer;
			unpacked += chunk.length;
			cost.budget.left -= chunk.length;
			const ratio = unpacked / Math.max(1, entry.compressedSize);
			const swollen = unpacked > ratioFrom && ratio > cost.limits.maxRatio;
			if (unpacked > entry.uncompressedSize || cost.budget.left < 0 || swollen) throw new Unreadable("bomb");
			sum = crc32(chunk, sum);
			yield chunk;
		}
	} finally {
		stream.destroy();
	}
	if (unpacked !== entry.uncompressedSize || sum !== entry.crc32) throw new Unreadable("broken-archive");
}

/** What the zip library throws says something about the archive: it is broken. Its words go nowhere. */
async function sound<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch {
		throw new Unreadable("broken-archive");
	}
}
