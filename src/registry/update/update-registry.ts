import { open, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Instant } from "../../core/instant.ts";
import type { IndexFacts, UpdateProgress, UpdateResult } from "../../core/registry/registry-status.ts";
import { findSplitFiles } from "../build/split-files.ts";
import { type IndexInfo, type IndexSource, indexFileName } from "../index-format.ts";
import { checkFile } from "./check-file.ts";
import { type Downloaded, type FetchManners, fetchAll } from "./fetch-all.ts";
import { isSafeUrl } from "./http-get.ts";
import type { IndexBuilder } from "./index-builder.ts";
import { type Report, withPace } from "./report-progress.ts";
import { diskFault, UpdateFault } from "./update-fault.ts";
import { takeUpdateLock, type UpdateLock } from "./update-lock.ts";
import { noteRunning, type RunningNote, saveAttempt } from "./update-state.ts";

export interface UpdateInput {
	/** The registry's folder; made when it is not there. */
	readonly home: string;
	/** Where the files are published; ends in a slash. */
	readonly url: string;
	/** A folder with the files at hand, used as they are and nothing fetched; null = from `url`. */
	readonly from: string | null;
	/** ISO 3166 alpha-2 of the only country to keep; null = all. */
	readonly country: string | null;
	/** Takes files and an index that are less than half as large as before, too. */
	readonly acceptSmaller: boolean;
	readonly builder: IndexBuilder;
	readonly manners?: Partial<FetchManners>;
	readonly clock: () => Instant;
	readonly signal: AbortSignal;
	readonly onProgress: (progress: UpdateProgress) => void;
	/** What no sentence was foreseen for; for the log. */
	readonly onFault: (fault: unknown) => void;
}

export const lockFileOf = (home: string): string => join(home, "update.lock");
export const downloadFolderOf = (home: string): string => join(home, "download");
/** Nobody else's: what begins so is removed. */
const draftPrefix = `${indexFileName}.new-`;

/**
 * Brings the index up to date: fetches what changed, builds an index beside the one in use, holds it against itself and against that one, and puts
 * it in its place in one rename. Whatever goes wrong, the one in use stays as it is. One update at a time in a folder, over all processes.
 */
export async function updateRegistry(input: UpdateInput): Promise<UpdateResult> {
	const { home, clock, signal } = input;
	const startedAt = clock();
	let lock: UpdateLock | null = null;
	let note: RunningNote | null = null;
	let result: UpdateResult;
	try {
		lock = await takeUpdateLock(lockFileOf(home));
		if (lock === null) throw new UpdateFault("in-use");
		const noted = noteRunning(home, { token: lock.token, startedAt });
		note = noted;
		noted.set(null);
		const report = withPace((progress) => {
			noted.set(progress);
			input.onProgress(progress);
		});
		result = await work({ input, lock, report });
	} catch (fault) {
		const { trouble } = faultOf(fault, signal);
		if (trouble.code === "fault") input.onFault(fault);
		result = { kind: "failed", trouble };
	}
	note?.end();
	if (lock !== null) {
		// A disk that takes nothing any more was the trouble itself, or shows at the next one.
		await saveAttempt(home, { startedAt, endedAt: clock(), result }).catch(() => {});
		await lock.release();
	}
	return result;
}

function faultOf(fault: unknown, signal: AbortSignal): UpdateFault {
	if (signal.aborted) return new UpdateFault("stopped", {}, fault);
	if (fault instanceof UpdateFault) return fault;
	return diskFault(fault) ?? new UpdateFault("fault", {}, fault);
}

interface Work {
	readonly input: UpdateInput;
	readonly lock: UpdateLock;
	readonly report: Report;
}

async function work({ input, lock, report }: Work): Promise<UpdateResult> {
	const { home, from, country, builder, signal } = input;
	await removeDrafts(home);
	const index = join(home, indexFileName);
	const current = await builder.describe(index);
	const fetched = await fetchFiles(input, report);
	const sources = await sourcesIn(from ?? downloadFolderOf(home));
	if (from === null && current !== null && current.country === country && sameSources(current.sources, sources))
		return { kind: "nothing-new", index: await factsOf(index, current) };
	if (!input.acceptSmaller) refuseHalfFiles(current, sources);
	if ((await findDamaged(fetched, { signal, report })) > 0) await fetchFiles(input, report);
	await needRoom(home, current, sources);
	const draft = join(home, `${draftPrefix}${process.pid}`, indexFileName);
	try {
		const built = await builder.build({
			...{ from: from ?? downloadFolderOf(home), to: draft, country, signal },
			onStep: (step) => report({ ...step, file: "", fileDone: 0, fileTotal: 0 }),
		});
		if (!input.acceptSmaller) refuseFewerObjects(current, built);
		signal.throwIfAborted();
		if (!(await lock.isMine())) throw new UpdateFault("in-use");
		await swap(draft, index);
		return { kind: "updated", index: await factsOf(index, built) };
	} finally {
		await removeDrafts(home);
	}
}

async function fetchFiles(
	{ home, url, from, manners, signal }: UpdateInput,
	report: Report,
): Promise<readonly Downloaded[]> {
	if (from !== null) return [];
	const base = URL.canParse(url) ? new URL(url) : null;
	if (base === null || !isSafeUrl(base)) throw new UpdateFault("bad-url");
	return fetchAll({ url: base, folder: downloadFolderOf(home), manners: manners ?? {}, signal, report });
}

/** What an update that was killed left. */
async function removeDrafts(home: string): Promise<void> {
	for (const name of await readdir(home))
		if (name.startsWith(draftPrefix)) await rm(join(home, name), { recursive: true, force: true });
}

const needed = ["role", "organisation", "aut-num", "inetnum", "inet6num", "route", "route6"] as const;

/** The files of an index in a folder, plain or packed. Throws an `UpdateFault` that names those that lack; the delegations may. */
async function sourcesIn(folder: string): Promise<readonly IndexSource[]> {
	const files = await findSplitFiles(folder).catch(() => []);
	const missing = needed.filter((type) => !files.some((file) => file.type === type)).map((type) => `ripe.db.${type}`);
	if (missing.length > 0) throw new UpdateFault("files-missing", { file: missing.join(", "), detail: folder });
	return files;
}

function sameSources(before: readonly IndexSource[], now: readonly IndexSource[]): boolean {
	const keys = (sources: readonly IndexSource[]) =>
		sources.map(({ name, bytes, modified }) => `${name} ${bytes} ${modified}`).sort();
	return keys(before).join("\n") === keys(now).join("\n");
}

function refuseHalfFiles(current: IndexInfo | null, sources: readonly IndexSource[]): void {
	for (const { name, bytes } of sources) {
		const before = current?.sources.find((source) => source.name === name);
		if (before !== undefined && bytes * 2 < before.bytes)
			throw new UpdateFault("half-size", { file: name, detail: percentOf(bytes, before.bytes) });
	}
}

function refuseFewerObjects(current: IndexInfo | null, built: IndexInfo): void {
	if (current === null || current.country !== built.country) return;
	const [before, now] = [objectsOf(current), objectsOf(built)];
	if (now * 2 < before || built.counts.networks * 2 < current.counts.networks)
		throw new UpdateFault("fewer-objects", { detail: percentOf(now, before) });
}

const percentOf = (part: number, whole: number) => String(Math.round((part / Math.max(1, whole)) * 100));

/** Holds what did not come in just now against what was received then. Gives how many files the disk has damaged since; those are forgotten, to be fetched again. */
async function findDamaged(
	files: readonly Downloaded[],
	run: { signal: AbortSignal; report: Report },
): Promise<number> {
	const left = files.filter(({ changed }) => !changed);
	const total = left.reduce((sum, { bytes }) => sum + bytes, 0);
	let before = 0;
	let damaged = 0;
	for (const { file, name, path, bytes, sha256 } of left) {
		const onBytes = (done: number) =>
			run.report({ phase: "checking", file: name, fileDone: done, fileTotal: bytes, done: before + done, total });
		try {
			await checkFile({ path, file, sha256, md5: null, signal: run.signal, onBytes });
		} catch (fault) {
			if (!(fault instanceof UpdateFault && fault.trouble.code === "damaged")) throw fault;
			damaged++;
			await rm(`${path}.json`, { force: true });
		}
		before += bytes;
	}
	return damaged;
}

/** An index was never larger than its packed files together; one that was made before is the better guess. */
async function needRoom(home: string, current: IndexInfo | null, sources: readonly IndexSource[]): Promise<void> {
	const guess = current?.bytes ?? sources.reduce((sum, { bytes }) => sum + bytes, 0);
	const bytes = Math.ceil(guess * 1.5);
	const { bavail, bsize } = await statfs(home);
	if (bavail * bsize < bytes) throw new UpdateFault("no-space");
}

async function swap(draft: string, index: string): Promise<void> {
	await sync(draft);
	await rename(draft, index);
	await sync(join(index, ".."));
}

/** Brings a file, or the names in a folder, to the disk, so that a power cut leaves either index whole. */
async function sync(path: string): Promise<void> {
	const file = await open(path, "r");
	try {
		await file.sync();
	} finally {
		await file.close();
	}
}

const counted = ["inetnum", "inet6num", "organisation", "role", "aut-num", "route", "route6"] as const;

function objectsOf({ counts }: IndexInfo): number {
	return counted.reduce((sum, type) => sum + counts[type], 0);
}

/** What people are told of an index. */
export async function factsOf(path: string, info: IndexInfo): Promise<IndexFacts> {
	const { mtime } = await stat(path);
	const { asOf, country, counts, bytes } = info;
	return { asOf, country, bytes, builtAt: mtime.toISOString(), objects: objectsOf(info), ranges: counts.networks };
}
