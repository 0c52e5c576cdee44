import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { z } from "zod";

/** What is known of a file in the download folder; stands beside it as `<file>.json`. */
export const KeptFile = z.object({
	url: z.string(),
	etag: z.string().nullable(),
	lastModified: z.string().nullable(),
	/** Size as announced, or as received; null = not known yet. */
	bytes: z.number().nullable(),
	/** Of what was received, in hex; null while it is not whole. */
	sha256: z.string().nullable(),
});
export type KeptFile = Readonly<z.infer<typeof KeptFile>>;

/** The note beside a file; null when there is none that can be read. */
export async function readNote(path: string): Promise<KeptFile | null> {
	const text = await readFile(`${path}.json`, "utf8").catch(() => null);
	if (text === null) return null;
	try {
		return KeptFile.parse(JSON.parse(text));
	} catch {
		return null;
	}
}

/** Writes a file whole or not at all. */
export async function writeWhole(path: string, text: string): Promise<void> {
	const draft = `${path}.new`;
	const file = await open(draft, "w");
	try {
		await file.writeFile(text);
		await file.sync();
	} finally {
		await file.close();
	}
	await rename(draft, path);
}

export const writeNote = (path: string, note: KeptFile): Promise<void> =>
	writeWhole(`${path}.json`, JSON.stringify(note));

/** Size of a file; null when it is not there. */
export async function sizeOf(path: string): Promise<number | null> {
	return stat(path).then(
		({ size }) => size,
		() => null,
	);
}

/** A whole file with its note, as an earlier run left them; null when they do not belong together. Mends what a kill between two renames left. */
export async function readWholeFile(path: string): Promise<(KeptFile & { bytes: number; sha256: string }) | null> {
	const size = await sizeOf(path);
	const part = partOf(path);
	const ahead = await readNote(part);
	if (ahead?.sha256 != null && (await sizeOf(part)) === null && ahead.bytes === size)
		await rename(`${part}.json`, `${path}.json`);
	const note = await readNote(path);
	if (note === null || size === null || note.bytes !== size || note.sha256 === null) return null;
	return { ...note, bytes: size, sha256: note.sha256 };
}

/** Where a file is put while it comes in. */
export const partOf = (path: string): string => `${path}.part`;

export async function dropPart(path: string): Promise<void> {
	await rm(partOf(path), { force: true });
	await rm(`${partOf(path)}.json`, { force: true });
}
