import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { maxUnpackFactor, type RemoteFile } from "./remote-files.ts";
import { diskFault, UpdateFault } from "./update-fault.ts";

export interface FileCheck {
	readonly path: string;
	readonly file: RemoteFile;
	/** What the file's SHA-256 must be; null = not known. */
	readonly sha256: string | null;
	/** What its MD5 must be; null = not published. */
	readonly md5: string | null;
	readonly signal: AbortSignal;
	readonly onBytes: (done: number) => void;
}

/**
 * Reads a file from disk and holds it against its checksums, and a packed one against gzip's own CRC and length (RFC 1952, 2.3.1). Throws an
 * `UpdateFault` `damaged` when it is not whole.
 */
export async function checkFile(check: FileCheck): Promise<void> {
	const { path, file, signal } = check;
	const sha256 = createHash("sha256");
	const md5 = createHash("md5");
	let read = 0;
	let unpacked = 0;
	const source = createReadStream(path, { highWaterMark: 1024 * 1024 });
	source.on("data", (piece) => {
		sha256.update(piece);
		if (check.md5 !== null) md5.update(piece);
		read += piece.length;
		check.onBytes(read);
	});
	const count = new Writable({
		write(piece: Buffer, _encoding, done) {
			unpacked += piece.length;
			done(
				unpacked > 64 * 1024 * 1024 && unpacked > read * maxUnpackFactor ? new Error("unpacks to far too much") : null,
			);
		},
	});
	try {
		if (file.packed) await pipeline(source, createGunzip({ chunkSize: 256 * 1024 }), count, { signal });
		else await pipeline(source, count, { signal });
	} catch (cause) {
		signal.throwIfAborted();
		throw diskFault(cause, file.name) ?? new UpdateFault("damaged", { file: file.name }, cause);
	}
	const wrong =
		(check.sha256 !== null && sha256.digest("hex") !== check.sha256) ||
		(check.md5 !== null && md5.digest("hex") !== check.md5) ||
		unpacked === 0;
	if (wrong) throw new UpdateFault("damaged", { file: file.name });
}

/** The checksum in an `.md5` file: `MD5 (name) = …` as the RIPE NCC writes it, or as md5sum does. Null when there is none. */
export function parseMd5(text: string): string | null {
	const found = /\b[0-9a-f]{32}\b/i.exec(text.slice(0, 4096));
	return found === null ? null : found[0].toLowerCase();
}
