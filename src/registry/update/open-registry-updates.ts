import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import type { Instant } from "../../core/instant.ts";
import type { RegistryStatus } from "../../core/registry/registry-status.ts";
import type { Log } from "../../ports/log.ts";
import type { RegistryUpdates } from "../../ports/registry-update.ts";
import { indexFileName } from "../index-format.ts";
import { registryKind } from "../open-newest.ts";
import type { FetchManners } from "./fetch-all.ts";
import type { IndexBuilder } from "./index-builder.ts";
import { readHolder } from "./update-lock.ts";
import { factsOf, lockFileOf, updateRegistry } from "./update-registry.ts";
import { readAttempt, readRunning } from "./update-state.ts";

export interface RegistryUpdatesOptions {
	/** The registry's folder; made when it is not there. */
	readonly home: string;
	/** Where the files are published; ends in a slash. */
	readonly url: string;
	/** ISO 3166 alpha-2 of the only country to keep; null = all. */
	readonly country: string | null;
	readonly builder: IndexBuilder;
	readonly manners?: Partial<FetchManners>;
	readonly nextDue: () => Instant | null;
	readonly clock: () => Instant;
	readonly log: Log;
}

/** Updates of one registry folder, for the bot. */
export async function openRegistryUpdates(options: RegistryUpdatesOptions): Promise<RegistryUpdates> {
	const { home, log, nextDue, builder } = options;
	return {
		folder: await folderId(home),
		machine: hostname(),
		nextDue,
		status: () => registryStatus(home, builder),
		update: (signal) =>
			updateRegistry({
				...options,
				...{ from: null, acceptSmaller: false, signal, onProgress: () => {} },
				onFault: (fault) => log.error("registry.update", fault),
			}),
	};
}

/** How a registry folder stands; one that is not there has nothing in it. */
export async function registryStatus(home: string, builder: Pick<IndexBuilder, "describe">): Promise<RegistryStatus> {
	const path = join(home, indexFileName);
	const kind = await registryKind(home);
	const info = kind === "index" ? await builder.describe(path) : null;
	const holder = await readHolder(lockFileOf(home));
	const note = holder === null ? null : await readRunning(home);
	return {
		kind,
		index: info === null ? null : await factsOf(path, info),
		lastAttempt: await readAttempt(home),
		// Another token: what was noted is of an update before this one.
		running:
			holder === null
				? null
				: { startedAt: holder.since, progress: note?.token === holder.token ? note.progress : null },
	};
}

/** Kept in the folder, so that it stays the same when the machine gets another name, and for all who share the folder. */
async function folderId(home: string): Promise<string> {
	const file = join(home, "folder-id");
	try {
		await mkdir(home, { recursive: true });
		await writeFile(file, randomUUID(), { flag: "wx" });
	} catch {
		// There already, or a folder that may only be read.
	}
	const kept = await readFile(file, "utf8").catch(() => "");
	if (/^[0-9a-f-]{36}$/.test(kept)) return kept;
	return createHash("sha256")
		.update(`${hostname()}\n${resolve(home)}`)
		.digest("hex")
		.slice(0, 32);
}
