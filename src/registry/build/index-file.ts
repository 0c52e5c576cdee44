import { randomUUID } from "node:crypto";
import { open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import {
	byteOrderMark,
	type Description,
	formatVersion,
	headBytes,
	type IndexInfo,
	magic,
	type Section,
	type SectionName,
	startBytes,
	type Version,
} from "../index-format.ts";

/** Writes one index: section by section, in any order; nothing is there under its name before `finish`. */
export interface IndexFile {
	section(name: SectionName): Promise<SectionWriter>;
	/** A section that is at hand whole. */
	whole(name: SectionName, data: NodeJS.ArrayBufferView): Promise<void>;
	/** Makes the file durable and puts it in its place, over an older one. */
	finish(info: Omit<IndexInfo, "bytes">, ranges: Readonly<Record<Version, number>>): Promise<IndexInfo>;
	/** Removes what was written. */
	abandon(): Promise<void>;
}

export interface SectionWriter {
	append(data: NodeJS.ArrayBufferView): Promise<void>;
	end(): void;
}

/** The directory's entry is durable, too, where the system can do that. */
async function syncFolder(path: string): Promise<void> {
	const folder = await open(path, "r").catch(() => null);
	await folder?.sync().catch(() => {});
	await folder?.close();
}

const dayMs = 24 * 60 * 60 * 1000;

/** What a build left that was killed. A build takes minutes, so nobody works on a file of yesterday. */
async function removeLeftovers(to: string): Promise<void> {
	const folder = dirname(to);
	for (const name of await readdir(folder)) {
		if (!name.startsWith(`${basename(to)}.`) || !name.endsWith(".part")) continue;
		const path = join(folder, name);
		const found = await stat(path).catch(() => null);
		if (found !== null && Date.now() - found.mtimeMs > dayMs) await rm(path, { force: true });
	}
}

export async function createIndexFile(to: string): Promise<IndexFile> {
	const temporary = `${to}.${process.pid}-${randomUUID().slice(0, 8)}.part`;
	await removeLeftovers(to);
	const file = await open(temporary, "wx");
	const sections: Section[] = [];
	let at = headBytes;
	const section = async (name: SectionName): Promise<SectionWriter> => {
		at += (8 - (at % 8)) % 8;
		const offset = at;
		let sum = 0;
		return {
			async append(data) {
				const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
				sum = crc32(bytes, sum);
				for (let written = 0; written < bytes.length; ) {
					const { bytesWritten } = await file.write(bytes, written, bytes.length - written, at);
					written += bytesWritten;
					at += bytesWritten;
				}
			},
			end: () => void sections.push({ name, offset, bytes: at - offset, sum }),
		};
	};
	return {
		section,
		async whole(name, data) {
			const writer = await section(name);
			await writer.append(data);
			writer.end();
		},
		async finish(info, ranges) {
			const description: Description = { ...info, bytes: at, ranges, sections };
			const json = Buffer.from(JSON.stringify(description));
			if (startBytes + json.length > headBytes) throw new Error("the index's description is too long");
			const head = Buffer.alloc(headBytes);
			head.write(magic, 0, "latin1");
			new Uint32Array(head.buffer, head.byteOffset + 8, 1)[0] = byteOrderMark;
			head.writeUInt32LE(formatVersion, 12);
			head.writeUInt32LE(json.length, 16);
			head.writeUInt32LE(crc32(json), 20);
			head.writeBigUInt64LE(BigInt(at), 24);
			json.copy(head, startBytes);
			await file.write(head, 0, head.length, 0);
			await file.truncate(at);
			await file.sync();
			await file.close();
			await rename(temporary, to);
			await syncFolder(dirname(to));
			const { ranges: _ranges, sections: _sections, ...result } = description;
			return result;
		},
		async abandon() {
			await file.close().catch(() => {});
			await rm(temporary, { force: true });
		},
	};
}
