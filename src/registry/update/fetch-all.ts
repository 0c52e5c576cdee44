import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { checkFile, parseMd5 } from "./check-file.ts";
import { type FetchRun, fetchFile, type Wanted } from "./fetch-file.ts";
import { type HttpTimes, httpGet, usualHttpTimes } from "./http-get.ts";
import { readWholeFile } from "./kept-file.ts";
import { delegatedFile, type RemoteFile, remoteFiles } from "./remote-files.ts";
import type { Report } from "./report-progress.ts";
import { answerFault, untilFetched } from "./retry.ts";
import { UpdateFault } from "./update-fault.ts";

/** How patient a fetch is; each has a default that fits the RIPE NCC's server. */
export interface FetchManners {
	readonly times: HttpTimes;
	readonly againMs: readonly number[];
	readonly patienceMs: number;
	readonly spareBytes: number;
}

const usualManners: FetchManners = {
	times: usualHttpTimes,
	againMs: [2_000, 10_000, 30_000, 60_000, 120_000],
	patienceMs: 15 * 60_000,
	spareBytes: 256 * 1024 * 1024,
};

export interface FetchAll {
	/** Ends in a slash. */
	readonly url: URL;
	/** The download folder. */
	readonly folder: string;
	readonly manners: Partial<FetchManners>;
	readonly signal: AbortSignal;
	readonly report: Report;
}

/** A file as it lies in the download folder, checked when it came in. */
export interface Downloaded {
	readonly name: string;
	readonly path: string;
	readonly bytes: number;
	readonly sha256: string;
	/** It came in during this run. */
	readonly changed: boolean;
	readonly file: RemoteFile;
}

/** Brings the download folder up to date, one file after the other. Throws an `UpdateFault`; files that were fetched before it stay for the next run. */
export async function fetchAll(input: FetchAll): Promise<readonly Downloaded[]> {
	const { url, folder, signal, report } = input;
	await mkdir(folder, { recursive: true });
	const manners = { ...usualManners, ...input.manners };
	const expected = await Promise.all(
		remoteFiles.map(async (file) => (await readWholeFile(join(folder, file.name)))?.bytes ?? file.usualBytes),
	);
	const sizes = [...expected];
	const all = () => sizes.reduce((sum, bytes) => sum + bytes, 0);
	const found: Downloaded[] = [];
	let before = 0;
	for (const [index, file] of remoteFiles.entries()) {
		const path = join(folder, file.name);
		const show = (done: number, total: number) => {
			if (total > 0) sizes[index] = total;
			const name = file.name;
			report({ phase: "fetching", file: name, fileDone: done, fileTotal: total, done: before + done, total: all() });
		};
		show(0, 0);
		const onWait = (waitMs: number) => {
			const name = file.name;
			const left = { secondsLeft: Math.round(waitMs / 1_000) };
			report({ phase: "waiting", file: name, fileDone: 0, fileTotal: 0, done: before, total: all(), ...left });
		};
		const run: FetchRun = { ...manners, signal, onWait, onBytes: show };
		const wanted: Wanted = {
			...{ file, path, url: new URL(file.path, url) },
			check: (part, sha256) => checkPart({ file, part, sha256, input, run }),
		};
		const { changed, bytes, sha256 } = await fetchFile(wanted, run);
		sizes[index] = bytes;
		before += bytes;
		show(0, 0);
		found.push({ name: file.name, path, bytes, sha256, changed, file });
	}
	return found;
}

interface PartCheck {
	readonly file: RemoteFile;
	readonly part: string;
	readonly sha256: string;
	readonly input: FetchAll;
	readonly run: FetchRun;
}

async function checkPart({ file, part, sha256, input, run }: PartCheck): Promise<void> {
	const md5 = file === delegatedFile ? await fetchMd5(file, input, run) : null;
	await checkFile({ path: part, file, sha256, md5, signal: input.signal, onBytes: () => {} });
}

const maxMd5Bytes = 4_096;

async function fetchMd5(file: RemoteFile, { url, signal }: FetchAll, run: FetchRun): Promise<string> {
	const name = `${file.name}.md5`;
	const from = new URL(`${file.path}.md5`, url);
	const text = await untilFetched({ ...run, file: name, host: url.host, received: async () => 0 }, async () => {
		const answer = await httpGet({ url: from, headers: {}, times: run.times, signal, file: name });
		if (answer.status !== 200) {
			answer.letGo();
			throw answerFault(answer, name);
		}
		let read = "";
		for await (const piece of answer.body()) {
			read += piece.toString("latin1");
			if (read.length > maxMd5Bytes) break;
		}
		answer.letGo();
		return read;
	});
	const md5 = parseMd5(text);
	if (md5 === null) throw new UpdateFault("checksum-missing", { file: name });
	return md5;
}
