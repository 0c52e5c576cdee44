import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { UpdateProgress, UpdateResult } from "../../../../src/core/registry/registry-status.ts";
import { parseRange } from "../../../../src/core/report/range.ts";
import type { AddressRange } from "../../../../src/core/report/target.ts";
import { openNewest } from "../../../../src/registry/open-newest.ts";
import { asideBuilder } from "../../../../src/registry/update/aside-builder.ts";
import type { FetchManners } from "../../../../src/registry/update/fetch-all.ts";
import { type UpdateInput, updateRegistry } from "../../../../src/registry/update/update-registry.ts";
import { type RegistryServer, startRegistryServer } from "../../../support/registry-server.ts";

/** Impatient, so that a test takes no longer than it must. */
export const impatient: FetchManners = {
	times: { headersMs: 2_000, silenceMs: 300, slowMs: 60_000, slowBytes: 1 },
	againMs: [1, 1],
	patienceMs: 5_000,
	spareBytes: 0,
};

export interface UpdateSuite {
	readonly server: RegistryServer;
	readonly home: string;
	readonly folder: string;
	/** Updates from the server, with what is given in another way than usual. */
	update(given?: Partial<UpdateInput>): Promise<UpdateResult>;
	/** What the update told of how far it is. */
	readonly progress: UpdateProgress[];
	/** The mailbox that the index in use gives for an address; null = there is no index or no mailbox. */
	mailboxOf(address: string): Promise<string | null>;
	/** Names in the registry's folder, without those of the notes. */
	names(): Promise<string[]>;
	/** Faults that were given for the log. */
	readonly faults: unknown[];
}

/** A server and a registry folder of its own for each test. */
export function updateSuite(): () => UpdateSuite {
	let suite: UpdateSuite | null = null;
	beforeEach(async () => {
		const folder = await mkdtemp(join(tmpdir(), "meldkamer-update-"));
		const home = join(folder, "registry");
		const server = await startRegistryServer();
		const progress: UpdateProgress[] = [];
		const faults: unknown[] = [];
		suite = {
			...{ server, home, folder, progress, faults },
			update: (given = {}) =>
				updateRegistry({
					...{ home, url: server.url, from: null, country: null, acceptSmaller: false, builder: asideBuilder },
					manners: impatient,
					clock: () => new Date().toISOString(),
					signal: new AbortController().signal,
					onProgress: (each) => void progress.push(each),
					onFault: (fault) => void faults.push(fault),
					...given,
				}),
			async mailboxOf(address) {
				const index = await openNewest(home, null).catch(() => null);
				if (index === null) return null;
				const answer = await index.find(parseRange(address) as AddressRange, new AbortController().signal);
				index.close();
				return answer.kind === "contact" ? (answer.contact.mailboxes[0] ?? null) : null;
			},
			names: async () => (await readdir(home)).filter((name) => !name.endsWith(".json")).sort(),
		};
	});
	afterEach(async () => {
		await suite?.server.stop();
		if (suite !== null) await rm(suite.folder, { recursive: true, force: true });
		suite = null;
	});
	return () => {
		if (suite === null) throw new Error("no test is running");
		return suite;
	};
}
