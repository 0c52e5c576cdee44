import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open, rename, statfs, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import { type HttpAnswer, type HttpTimes, httpGet } from "./http-get.ts";
import { dropPart, type KeptFile, partOf, readNote, readWholeFile, sizeOf, writeNote } from "./kept-file.ts";
import type { RemoteFile } from "./remote-files.ts";
import { answerFault, isRightStart, TryAgain, untilFetched } from "./retry.ts";
import { diskFault, UpdateFault } from "./update-fault.ts";

export interface FetchRun {
	readonly times: HttpTimes;
	/** Waits before each further try; it starts anew when something came in. */
	readonly againMs: readonly number[];
	/** A server that asks for more patience than this is left alone. */
	readonly patienceMs: number;
	/** Disk space that is left to others. */
	readonly spareBytes: number;
	readonly signal: AbortSignal;
	readonly onWait: (waitMs: number) => void;
	/** Of this file; `total` 0 = not known. */
	readonly onBytes: (done: number, total: number) => void;
}

/** A file to fetch, and where to. */
export interface Wanted {
	readonly file: RemoteFile;
	readonly url: URL;
	readonly path: string;
	/** Checks what was received before it takes the place of the former file. */
	readonly check: (part: string, sha256: string) => Promise<void>;
}

export interface Fetched {
	/** False when what was there is what the server has. */
	readonly changed: boolean;
	readonly bytes: number;
	readonly sha256: string;
	/** When it was published, in ms since 1970; null when the server does not say. */
	readonly publishedMs: number | null;
}

/**
 * Fetches a file into its place unless it is there already as the server has it, and goes on where an earlier run, or an earlier process, was cut
 * off. What is damaged is fetched once more from its start. Throws an `UpdateFault`; the file from before is then untouched.
 */
export async function fetchFile(wanted: Wanted, run: FetchRun): Promise<Fetched> {
	const { file, url, path } = wanted;
	const received = async () => (await sizeOf(partOf(path))) ?? 0;
	for (let again = false; ; again = true) {
		try {
			return await untilFetched({ ...run, file: file.name, host: url.host, received }, () => attempt(wanted, run));
		} catch (fault) {
			if (!(fault instanceof UpdateFault && fault.trouble.code === "damaged")) throw fault;
			// The line may have done it, or its pieces are of two editions. The second time it is the server's own.
			await dropPart(path);
			if (again) throw fault;
		}
	}
}

interface Part {
	readonly note: KeptFile;
	readonly bytes: number;
}

async function readPart({ path, url }: Wanted): Promise<Part | null> {
	const bytes = await sizeOf(partOf(path));
	const note = bytes === null ? null : await readNote(partOf(path));
	if (bytes === null || bytes === 0 || note === null || note.url !== nameOf(url)) return null;
	return note.bytes !== null && bytes > note.bytes ? null : { note, bytes };
}

/** A validator that holds for the very bytes (RFC 9110, 8.8): a strong ETag, else the time. */
function strongValidator({ etag, lastModified }: KeptFile): string | null {
	return etag !== null && !etag.startsWith("W/") ? etag : lastModified;
}

function conditionsOf({ etag, lastModified }: KeptFile): Record<string, string> {
	return {
		...(etag === null ? {} : { "if-none-match": etag }),
		...(lastModified === null ? {} : { "if-modified-since": lastModified }),
	};
}

async function attempt(wanted: Wanted, run: FetchRun): Promise<Fetched> {
	const { file, url, path } = wanted;
	const whole = await readWholeFile(path);
	const kept = whole?.url === nameOf(url) ? whole : null;
	const part = await readPart(wanted);
	const validator = part === null ? null : strongValidator(part.note);
	const isComplete = part !== null && part.bytes === part.note.bytes;
	const resumes = part !== null && validator !== null && !isComplete;
	const known = part !== null && isComplete ? part.note : kept;
	const headers = resumes
		? { range: `bytes=${part.bytes}-`, "if-range": validator }
		: known === null
			? {}
			: conditionsOf(known);
	const answer = await httpGet({ url, headers, times: run.times, signal: run.signal, file: file.name });
	const status = answer.status;
	if (status === 304 && "if-none-match" in headers === false && "if-modified-since" in headers === false) {
		answer.letGo();
		throw new UpdateFault("refused", { file: file.name, detail: "304" });
	}
	if (status === 304 && part !== null && isComplete) {
		answer.letGo();
		return finish(wanted, part.note, await hashOf(partOf(path)));
	}
	if (status === 304 && kept !== null) {
		answer.letGo();
		return same(path, kept);
	}
	if (status === 206 && resumes && continues(answer, part)) return receive(wanted, run, { answer, from: part });
	if (status === 206 || status === 416) {
		// Another part than was asked for, or none: from the start.
		answer.letGo();
		await dropPart(path);
		throw new TryAgain("changed");
	}
	if (status !== 200) {
		answer.letGo();
		throw answerFault(answer, file.name);
	}
	if (kept !== null && isSame(answer, kept)) {
		answer.letGo();
		await dropPart(path);
		return same(path, kept);
	}
	return receive(wanted, run, { answer, from: null });
}

/** Without a password, which is nobody's business on disk. */
const nameOf = ({ origin, pathname }: URL): string => `${origin}${pathname}`;

async function same(path: string, kept: KeptFile & { bytes: number; sha256: string }): Promise<Fetched> {
	const publishedMs = timeOf(kept.lastModified);
	// A copy of the folder may have other times, and the age of the data is read from them.
	await setTime(path, publishedMs);
	return { changed: false, bytes: kept.bytes, sha256: kept.sha256, publishedMs };
}

async function setTime(path: string, publishedMs: number | null): Promise<void> {
	if (publishedMs !== null) await utimes(path, publishedMs / 1_000, publishedMs / 1_000);
}

function timeOf(text: string | null): number | null {
	const ms = text === null ? Number.NaN : Date.parse(text);
	return Number.isNaN(ms) ? null : ms;
}

/** A `200` to a request for a part: the edition that is here whole, after all. */
function isSame({ headers }: HttpAnswer, kept: KeptFile): boolean {
	const { etag } = headers;
	return etag !== undefined && !etag.startsWith("W/") && etag === kept.etag && lengthOf(headers) === kept.bytes;
}

function lengthOf(headers: HttpAnswer["headers"]): number | null {
	const text = headers["content-length"];
	return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Whether the answer begins where the part ends, and is of the same edition. */
function continues({ headers }: HttpAnswer, { note, bytes }: Part): boolean {
	const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/i.exec(headers["content-range"] ?? "") ?? [];
	const fits = Number(first) === bytes && (total === "*" || note.bytes === null || Number(total) === note.bytes);
	const sameEtag = headers.etag === undefined || note.etag === null || headers.etag === note.etag;
	const time = headers["last-modified"];
	return fits && sameEtag && (time === undefined || note.lastModified === null || time === note.lastModified);
}

interface Receiving {
	readonly answer: HttpAnswer;
	/** What is there already; null = nothing. */
	readonly from: Part | null;
}

async function receive(wanted: Wanted, run: FetchRun, { answer, from }: Receiving): Promise<Fetched> {
	const { file, url, path } = wanted;
	const part = partOf(path);
	const start = from?.bytes ?? 0;
	const length = lengthOf(answer.headers);
	const total = length === null ? (from?.note.bytes ?? null) : start + length;
	try {
		if (/^text\/html\b/i.test(answer.headers["content-type"] ?? ""))
			throw new UpdateFault("not-a-file", { file: file.name, detail: url.host });
		if ((total ?? 0) > file.maxBytes) throw tooLarge(file);
		const note: KeptFile = {
			url: nameOf(url),
			etag: answer.headers.etag ?? from?.note.etag ?? null,
			lastModified: answer.headers["last-modified"] ?? from?.note.lastModified ?? null,
			bytes: total,
			sha256: null,
		};
		await needRoom(path, (total ?? file.usualBytes) - start + run.spareBytes, file.name);
		const hash = from === null ? createHash("sha256") : await hashOf(part);
		const out = await open(part, from === null ? "w" : "a");
		try {
			await writeNote(part, note);
			const got = await copy(out, { wanted, run, answer, hash, start, total });
			await out.sync();
			return await finish(wanted, { ...note, bytes: got }, hash);
		} finally {
			await out.close();
		}
	} catch (fault) {
		const disk = diskFault(fault, file.name);
		// What fills the disk must not stay on it: others write there, too.
		if (disk?.trouble.code === "no-space") await dropPart(path);
		throw disk ?? fault;
	} finally {
		answer.letGo();
	}
}

interface Copying {
	readonly wanted: Wanted;
	readonly run: FetchRun;
	readonly answer: HttpAnswer;
	readonly hash: Hash;
	readonly start: number;
	readonly total: number | null;
}

/** Gives the size of what is there at the end. */
async function copy(out: FileHandle, { wanted, run, answer, hash, start, total }: Copying): Promise<number> {
	const { file, path } = wanted;
	let done = start;
	for await (const piece of answer.body()) {
		if (done === 0 && !isRightStart(piece, file))
			throw new UpdateFault("not-a-file", { file: file.name, detail: wanted.url.host });
		done += piece.length;
		if (done > file.maxBytes) {
			await dropPart(path);
			throw tooLarge(file);
		}
		await out.writeFile(piece);
		hash.update(piece);
		run.onBytes(done, total ?? 0);
	}
	if (total !== null && done !== total) throw new TryAgain("cut");
	return done;
}

const tooLarge = (file: RemoteFile) =>
	new UpdateFault("too-large", { file: file.name, detail: String(Math.round(file.maxBytes / 1_048_576)) });

async function needRoom(path: string, bytes: number, file: string): Promise<void> {
	const { bavail, bsize } = await statfs(dirname(path));
	if (bavail * bsize < bytes) throw new UpdateFault("no-space", { file });
}

async function hashOf(path: string): Promise<Hash> {
	const hash = createHash("sha256");
	for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(piece as Buffer);
	return hash;
}

/** The part is whole: checks it and puts it in its place, with its note. */
async function finish(wanted: Wanted, note: KeptFile, hash: Hash): Promise<Fetched> {
	const { path } = wanted;
	const part = partOf(path);
	const sha256 = hash.digest("hex");
	const bytes = note.bytes ?? (await sizeOf(part)) ?? 0;
	await wanted.check(part, sha256);
	const whole = await readWholeFile(path);
	if (note.lastModified === null && whole?.sha256 === sha256) {
		// From a server that tells no time: the same bytes are the same edition.
		await dropPart(path);
		return same(path, whole);
	}
	const publishedMs = timeOf(note.lastModified);
	await setTime(part, publishedMs);
	await writeNote(part, { ...note, bytes, sha256 });
	await rename(part, path);
	await rename(`${part}.json`, `${path}.json`);
	return { changed: true, bytes, sha256, publishedMs };
}
