import { crc32 } from "node:zlib";
import type { IndexInfo } from "./index-format.ts";
import { openIndex } from "./open-index.ts";
import { damagedIndex, openIndexReader } from "./read/index-reader.ts";

const chunkBytes = 1 << 20;

/** Reads every byte of an index and checks it against its checksums. Throws a `RegistryFault` when one is wrong. */
export async function verifyIndex(path: string): Promise<IndexInfo> {
	const reader = openIndexReader(path);
	try {
		for (const section of reader.description.sections) {
			let sum = 0;
			for (let at = 0; at < section.bytes; at += chunkBytes) {
				sum = crc32(reader.part(section, at, Math.min(chunkBytes, section.bytes - at)), sum);
				// Other work of this thread goes on.
				await new Promise(setImmediate);
			}
			if (sum !== section.sum) throw damagedIndex();
		}
	} finally {
		reader.close();
	}
	const index = openIndex(path);
	index.close();
	return index.info;
}
