import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import yazl from "yazl";
import type { Instant } from "../core/instant.ts";
import { isPlainFileName } from "./plain-file-name.ts";

export interface FileToZip {
	/** Plain ASCII, without folders. */
	readonly name: string;
	/** Text is written as UTF-8. */
	readonly content: string | Uint8Array;
}

/**
 * A zip file: deflated files in the order given, without folders, comments or extra fields. Byte for byte the same for the same files and
 * day (UTC), in every time zone. Throws for a name that is not plain, or that stands there twice: a fault of the caller.
 */
export async function zipFiles(files: readonly FileToZip[], at: Instant): Promise<Uint8Array> {
	const names = new Set<string>();
	const zip = new yazl.ZipFile();
	for (const { name, content } of files) {
		if (!isPlainFileName(name) || names.has(name.toLowerCase())) throw new Error("a file in a zip needs a plain name");
		names.add(name.toLowerCase());
		zip.addBuffer(Buffer.from(content), name, { mtime: noonOf(at), forceDosTimestamp: true });
	}
	zip.end();
	return buffer(zip.outputStream as Readable);
}

/** A zip's times are local ones, without a zone; noon is there on every day of every zone. */
function noonOf(at: Instant): Date {
	const day = new Date(at);
	return new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 12);
}
