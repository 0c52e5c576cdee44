import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collect, spawnCli } from "./scenario-bot.ts";

/** Data folders for bots, each with an empty, migrated store; the first takes some seconds, the others are copies of it. */
export interface DataDirs {
	/** A new one. */
	fresh(name: string): Promise<string>;
	/** A copy of one whose bot does not run. */
	copy(from: string, name: string): Promise<string>;
	/** A folder for other files. */
	folder(name: string): Promise<string>;
	remove(dataDir: string): Promise<void>;
	/** Deletes all of them. */
	clear(): Promise<void>;
}

export async function openDataDirs(): Promise<DataDirs> {
	const base = await mkdtemp(join(tmpdir(), "meldkamer-scenario-"));
	const template = join(base, "template");
	let made: Promise<void> | null = null;
	let count = 0;
	const path = (name: string) => join(base, `${++count}-${name}`);
	const copy = async (from: string, name: string) => {
		const to = path(name);
		await cp(from, to, { recursive: true });
		return to;
	};
	return {
		copy,
		async fresh(name) {
			made ??= makeTemplate(template);
			await made;
			return copy(template, name);
		},
		async folder(name) {
			const folder = path(name);
			await mkdir(folder, { recursive: true });
			return folder;
		},
		remove: (dataDir) => rm(dataDir, { recursive: true, force: true }),
		clear: () => rm(base, { recursive: true, force: true }),
	};
}

async function makeTemplate(dataDir: string): Promise<void> {
	await mkdir(dataDir, { recursive: true });
	const child = spawnCli(["migrate"], { dataDir, settings: {} });
	const output = collect(child);
	await once(child, "exit");
	if (child.exitCode !== 0) throw new Error(`the store could not be made: ${output.stderr}`);
}
