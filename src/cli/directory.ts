import { createReadStream } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Context } from "../app/context.ts";
import { directoryNow } from "../app/directory-state.ts";
import { exportList, lookAtImport } from "../app/import-directory.ts";
import type { Config } from "../config.ts";
import { conflictLines, type EntryList, endedLines } from "../core/thread/entries-card.ts";
import { renderImport, renderImportProblems } from "../core/thread/import-card.ts";
import type { Database } from "../db/open-database.ts";
import { createTableReader } from "../intake/table-reader.ts";
import { openLog } from "../log/pino-log.ts";
import { openMailKeys } from "../mail/pgp/mail-keys.ts";
import { finderOf } from "../main/finder-sources.ts";
import { holderSettings, registryHome } from "../main/registry-of.ts";
import { openRegistryHolder } from "../registry/open-registry-holder.ts";
import { createTexts, type Texts } from "../text/texts.ts";
import { renderCardText } from "./card-text.ts";
import { CliRefusal, type ExitStatus, exitStatus, print } from "./outcome.ts";
import { fileSize } from "./read-input.ts";
import { mustBeStored, withDatabase } from "./with-database.ts";

const clock = () => new Date().toISOString();

/** `directory export LIST FILE`: all entries that are valid now; a file that was there is replaced as a whole. */
export async function directoryExport(list: EntryList, file: string, config: Config): Promise<ExitStatus> {
	await mustBeStored(config);
	return withDatabase(config, async (database) => {
		const { text, entries } = await exportList({ ...database, clock }, list);
		await replaceFile(file, text);
		const { directory, number } = textsOf(config);
		print(`${file}: ${directory.exported(number(entries))}`);
		return exitStatus.fine;
	});
}

export interface ImportFlags {
	/** Only say what would be done. */
	readonly dryRun: boolean;
	/** Who imports, for the history; null = the user of this machine. */
	readonly by: string | null;
}

/** `directory import LIST FILE`: all of the file or, when a row can't be taken, nothing and exit status 1. */
export async function directoryImport(
	list: EntryList,
	file: string,
	{ dryRun, by, config }: ImportFlags & { readonly config: Config },
): Promise<ExitStatus> {
	await fileSize(file);
	const texts = textsOf(config);
	return withDatabase(config, async (database) => {
		const parts = {
			...database,
			clock,
			tables: createTableReader(),
			mailKeys: openMailKeys(),
			openFinder: await finderFor(config, database),
		};
		const looked = await lookAtImport(parts, list, createReadStream(file));
		if (looked.kind === "unreadable") {
			const sentence = texts.directory.unreadable[looked.reason];
			throw new CliRefusal(looked.line === null ? sentence : texts.directory.atLine(String(looked.line), sentence));
		}
		const title = texts.directory.importTitle(basename(file));
		if (looked.kind === "problems") {
			const card = renderImportProblems(title, looked.problems, texts);
			for (const line of renderCardText(card)) process.stderr.write(`${line}\n`);
			return exitStatus.refused;
		}
		const { plan } = looked;
		const nothing = plan.added.length + plan.changed.length === 0;
		if (!dryRun && !nothing) await looked.apply(by ?? userInfo().username);
		const said = nothing
			? texts.directory.importNothing
			: dryRun
				? texts.directory.dryRun
				: texts.directory.imported[list];
		const card = renderImport({ title, said, plan, confirm: null, now: clock() }, texts);
		for (const line of renderCardText(card)) print(line);
		return exitStatus.fine;
	});
}

/** `directory check`: everything that is odd about the directory and the opt-outs, and what ended of late. Exit status 1 when there is any. */
export async function directoryCheck(config: Config): Promise<ExitStatus> {
	await mustBeStored(config);
	const texts = textsOf(config);
	return withDatabase(config, async (database) => {
		const state = await directoryNow({ ...database, clock, openFinder: await finderFor(config, database) });
		const { contacts, optOuts, conflicts, now } = state;
		const odd = [...conflicts.contacts, ...conflicts.optOuts];
		const all = { most: Number.POSITIVE_INFINITY };
		const lines = [
			...conflictLines(odd, { now, ...all }, texts),
			...endedLines([...state.contactsEnded, ...state.optOutsEnded], texts, all),
		];
		const title = texts.directory.checkTitle(texts.number(contacts.length), texts.number(optOuts.length));
		const body = lines.length === 0 ? [texts.directory.noConflicts] : [];
		const tone = lines.length === 0 ? "good" : "warn";
		for (const line of renderCardText({ tone, title, body, lines })) print(line);
		return odd.length === 0 ? exitStatus.fine : exitStatus.refused;
	});
}

const textsOf = ({ HOTLINE_LANGUAGE, TIME_ZONE }: Config): Texts =>
	createTexts(HOTLINE_LANGUAGE, TIME_ZONE, { commandSign: "meldkamer " });

/** Finders that say which AS announces a network of the directory. Nothing leaves this machine. */
async function finderFor(config: Config, database: Database): Promise<Context["openFinder"]> {
	const holder = await openRegistryHolder({
		home: registryHome(config),
		log: openLog("error"),
		...holderSettings(config),
	});
	return finderOf({ config: { ...config, LIVE_LOOKUP: false }, clock, registry: () => holder.current() }, database);
}

/** Mailboxes of people may stand in it: only its owner may read it. */
async function replaceFile(file: string, text: string): Promise<void> {
	const beside = join(dirname(file), `.${basename(file)}.${process.pid}`);
	await writeFile(beside, text, { mode: 0o600, flag: "wx" }).catch((fault: NodeJS.ErrnoException) => {
		if (fault.code !== "ENOENT" && fault.code !== "ENOTDIR") throw fault;
		throw new CliRefusal(`There is no folder ${dirname(file)}.`, exitStatus.wrongUse);
	});
	await rename(beside, file);
}
