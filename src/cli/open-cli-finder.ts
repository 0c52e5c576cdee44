import { access } from "node:fs/promises";
import { join } from "node:path";
import type { ContactFinder } from "../app/find-contact.ts";
import { memoryContactCache } from "../app/memory-contact-cache.ts";
import { memorySecurityTxtCache } from "../app/memory-security-txt-cache.ts";
import type { Config } from "../config.ts";
import type { DirectoryEntry, OptOut } from "../core/contact/entry.ts";
import { DataDirInUse } from "../db/data-dir-lock.ts";
import { openDatabase } from "../db/open-database.ts";
import { openLog } from "../log/pino-log.ts";
import { memoryBudgets } from "../lookup/memory-budgets.ts";
import { finderSources } from "../main/finder-sources.ts";
import { openCliRegistry } from "./open-cli-registry.ts";
import { CliRefusal } from "./outcome.ts";

export interface FinderFlags {
	/** Folder with an index or split files; null = that of the settings, which may be empty. */
	readonly registry: string | null;
	/** Nothing leaves this machine. */
	readonly offline: boolean;
}

/**
 * A finder for the command line: with the team's directory and opt-outs where a store is there, and answers kept for this run only. Refuses while
 * the bot runs on the same embedded store, because without the opt-outs it would say too much.
 */
export async function openCliFinder(flags: FinderFlags, config: Config): Promise<ContactFinder> {
	const registry = await openCliRegistry(flags.registry, config);
	const rules = await readRules(config);
	const live = config.LIVE_LOOKUP && !flags.offline;
	const sources = finderSources({
		config: { ...config, LIVE_LOOKUP: live },
		budgets: memoryBudgets(),
		clock: () => new Date().toISOString(),
	});
	return sources({ ...rules, registry, cache: memoryContactCache(), securityTxts: memorySecurityTxtCache() });
}

interface Rules {
	readonly directory: readonly DirectoryEntry[];
	readonly optOuts: readonly OptOut[];
	readonly badMailboxes: ReadonlySet<string>;
}

async function readRules(config: Config): Promise<Rules> {
	const stored = config.DATABASE_URL !== undefined || (await exists(join(config.DATA_DIR, "pglite")));
	if (!stored) return { directory: [], optOuts: [], badMailboxes: new Set() };
	try {
		const database = await openDatabase({
			url: config.DATABASE_URL ?? null,
			dataDir: config.DATA_DIR,
			onFirstStart: () => {},
			log: openLog("error"),
			messageIdFor: (noticeId) => noticeId,
			enqueueIn: async () => {},
		});
		const now = new Date().toISOString();
		const bad = await database.badMailboxes.list(now);
		const rules: Rules = {
			directory: await database.directory.contacts(now),
			optOuts: await database.directory.optOuts(now),
			badMailboxes: new Set(bad.map(({ mailbox }) => mailbox)),
		};
		await database.close();
		return rules;
	} catch (fault) {
		if (!(fault instanceof DataDirInUse)) throw fault;
		throw new CliRefusal(
			`Meldkamer is running on the data folder ${config.DATA_DIR}, and its opt-outs can't be read now. Ask in the chat with /lookup, stop it first, or set DATA_DIR to another folder.`,
		);
	}
}

async function exists(path: string): Promise<boolean> {
	return access(path).then(
		() => true,
		() => false,
	);
}
