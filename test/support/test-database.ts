import { inject } from "vitest";
import { createStores, type Database, type StoreOptions } from "../../src/db/open-database.ts";
import { openDump } from "../../src/db/open-embedded.ts";
import type { Log } from "../../src/ports/log.ts";

declare module "vitest" {
	interface ProvidedContext {
		/** Path of the dump of a migrated, empty database; made once per run. */
		databaseDump: string;
	}
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** A migrated, empty database in memory, in under a second. Jobs go nowhere unless `enqueueIn` is given. Close it after. */
export async function openTestDatabase(options: Partial<StoreOptions> = {}): Promise<Database> {
	return createStores(await openDump(await readDump()), { ...testStoreOptions, ...options });
}

export const testStoreOptions: StoreOptions = {
	messageIdFor: (noticeId) => `<${noticeId}@test.example>`,
	enqueueIn: async () => {},
	log: silentLog,
};

/** The dump of a migrated, empty database. */
export async function readDump(): Promise<Blob> {
	const { readFile } = await import("node:fs/promises");
	return new Blob([await readFile(inject("databaseDump"))]);
}
