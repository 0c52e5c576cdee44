import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { commands, presses } from "../commands/index.ts";
import { jobHandlers, recover } from "./app/background.ts";
import { createChatHandlers } from "./app/chat-handlers.ts";
import type { Context } from "./app/context.ts";
import { createContactFinder } from "./app/find-contact.ts";
import { createThreadPoster } from "./app/post-steps.ts";
import { type LocalChat, openLocalChat } from "./chat/local/local-chat.ts";
import type { Config } from "./config.ts";
import { type Database, openDatabase } from "./db/open-database.ts";
import { demoPeople } from "./demo/demo-people.ts";
import { parseAllowedSpecialUse } from "./intake/allowed-special-use.ts";
import { createReportReader } from "./intake/report-reader.ts";
import { openJobQueue } from "./jobs/open-job-queue.ts";
import { openLog } from "./log/pino-log.ts";
import { dnsHostResolver } from "./lookup/dns/dns-host-resolver.ts";
import { openLiveSources } from "./lookup/open-live-sources.ts";
import { openEmlFolder } from "./mail/eml-folder.ts";
import { openMailWriter } from "./mail/mail-writer.ts";
import { openOutboxFolder } from "./mail/outbox-folder.ts";
import { openSmtp } from "./mail/smtp-transport.ts";
import type { ChatHandlers, ChatPlatform } from "./ports/chat.ts";
import type { ContactCache } from "./ports/contact-cache.ts";
import type { LocalRegistry } from "./ports/contact-source.ts";
import type { DirectoryEntry, OptOut } from "./ports/directory-store.ts";
import type { JobQueue } from "./ports/jobs.ts";
import type { Log } from "./ports/log.ts";
import { openRegistry } from "./registry/open-registry.ts";
import { createTexts } from "./text/texts.ts";

const bytesPerMb = 1_048_576;
const stopMs = 10_000;

/** A running bot. */
export interface Hotline {
	readonly context: Context;
	readonly database: Database;
	readonly handlers: ChatHandlers;
	/** The built-in chat; null when it is off. */
	readonly localChat: LocalChat | null;
	/** Where notices go while no SMTP server is set; null when one is. */
	readonly outbox: string | null;
	/** Lets running work come to a safe point and closes everything. */
	stop(): Promise<void>;
}

export interface StartOptions {
	/** Called before a new embedded database is made, which takes some seconds. */
	readonly onFirstStart: () => void;
}

const clock = () => new Date().toISOString();

/** Puts the house together and starts it: store, jobs, platforms, and the work that an earlier process left. */
export async function startHotline(config: Config, options: StartOptions): Promise<Hotline> {
	const log = openLog(config.LOG_LEVEL);
	const registry = config.REGISTRY_DIR === undefined ? null : await openRegistry(config.REGISTRY_DIR);
	let jobs: JobQueue | null = null;
	const queue = (): JobQueue => {
		if (jobs === null) throw new Error("the job queue is not open yet");
		return jobs;
	};
	const domain = config.MAIL_FROM.slice(config.MAIL_FROM.lastIndexOf("@") + 1);
	const database = await openDatabase({
		url: config.DATABASE_URL ?? null,
		dataDir: config.DATA_DIR,
		onFirstStart: options.onFirstStart,
		log,
		messageIdFor: (noticeId) => `<${noticeId.toLowerCase()}@${domain}>`,
		enqueueIn: (execute, list) => queue().enqueueIn(execute, list),
	});
	try {
		jobs = await openJobQueue({ execute: database.sqlExecutor, log, alone: database.alone });
		return await serve({ config, log, database, jobs, registry });
	} catch (fault) {
		await jobs?.stop(0);
		await database.close();
		throw fault;
	}
}

interface Parts {
	readonly config: Config;
	readonly log: Log;
	readonly database: Database;
	readonly jobs: JobQueue;
	readonly registry: LocalRegistry | null;
}

async function serve(parts: Parts): Promise<Hotline> {
	const { config, log, database, jobs } = parts;
	const outbox = config.SMTP_URL === undefined ? outboxOf(config) : null;
	if (outbox !== null) await mkdir(outbox, { recursive: true });
	const localChat = config.LOCAL_CHAT === "off" ? null : await localChatOf(parts, outbox);
	const platforms = new Map<string, ChatPlatform>(localChat === null ? [] : [[localChat.name, localChat]]);
	const texts = createTexts(config.HOTLINE_LANGUAGE, config.TIME_ZONE);
	const poster = createThreadPoster({ cases: database.cases, threads: database.threads, platforms, texts, log });
	const mail = config.SMTP_URL === undefined ? openEmlFolder(outboxOf(config)) : openSmtp({ url: config.SMTP_URL });
	const hotline = { name: config.HOTLINE_NAME, website: config.HOTLINE_WEBSITE, from: config.MAIL_FROM };
	const context: Context = {
		...database,
		...{ jobs, platforms, poster, texts, mail, clock, log },
		reader: createReportReader(),
		openFinder: finderOf(parts),
		mailWriter: openMailWriter(hotline),
		rules: { quorum: config.POLL_QUORUM, pollHours: config.POLL_HOURS, retentionDays: config.RETENTION_DAYS },
		hotline: {
			...hotline,
			countries: config.HOTLINE_COUNTRIES,
			casePrefix: config.CASE_PREFIX,
			timeZone: config.TIME_ZONE,
		},
		allowedSpecialUse: config.ALLOWED_SPECIAL_USE,
		maxUploadBytes: config.MAX_UPLOAD_MB * bytesPerMb,
		mailPerMinute: outbox === null ? config.MAIL_PER_MINUTE : null,
		instance: randomBytes(8).toString("hex"),
	};
	const handlers = createChatHandlers(context, commands, presses);
	for (const platform of platforms.values()) await platform.start(handlers);
	const { PostSteps, PostStatus, ...rest } = jobHandlers(context);
	// A process without a chat leaves what is to be posted to the one that has it.
	await jobs.start(platforms.size === 0 ? rest : { PostSteps, PostStatus, ...rest });
	await jobs.schedule("PostStatus", config.STATUS_CRON, config.TIME_ZONE);
	await recover(context);
	const stop = async () => {
		for (const platform of platforms.values()) await platform.stop();
		poster.stop();
		await jobs.stop(stopMs);
		await mail.close();
		await database.close();
	};
	return { context, database, handlers, localChat, outbox, stop };
}

/** Where mails lie as files while no SMTP server is set. */
function outboxOf(config: Config): string {
	return join(config.DATA_DIR, "outbox");
}

/** A finder over the directory and opt-outs as they are when a case is resolved; the sources and their limits are shared. */
function finderOf({ config, database, registry }: Parts): Context["openFinder"] {
	const sources = finderSources(config, registry);
	return async () => {
		const now = clock();
		const directory = await database.directory.contacts(now);
		const optOuts = await database.directory.optOuts(now);
		return sources({ directory, optOuts, cache: database.contactCache });
	};
}

interface FinderRules {
	readonly directory: readonly DirectoryEntry[];
	readonly optOuts: readonly OptOut[];
	readonly cache: ContactCache;
}

/** Makes finders that share the sources of this process. */
export function finderSources(config: Config, registry: LocalRegistry | null) {
	const sources = openLiveSources({ clock });
	const hosts = dnsHostResolver({ timeoutMs: 3_000, attempts: 2, concurrency: 20, servers: null });
	const allowedSpecialUse = parseAllowedSpecialUse(config.ALLOWED_SPECIAL_USE);
	const { HOTLINE_COUNTRIES: countries, LIVE_LOOKUP: live } = config;
	return (rules: FinderRules) =>
		createContactFinder({ ...rules, registry, sources, hosts, countries, allowedSpecialUse, live, clock });
}

async function localChatOf({ config, database, log }: Parts, outbox: string | null): Promise<LocalChat> {
	return openLocalChat({
		store: database.localChat,
		outbox: outbox === null ? null : openOutboxFolder(outbox),
		commands: commands.map((command) => command.spec),
		people: demoPeople.map(({ id, name, role }) => ({ id, name, roles: [role] })),
		port: config.LOCAL_CHAT_PORT,
		key: await linkKey(config.DATA_DIR),
		language: config.HOTLINE_LANGUAGE,
		maxUploadBytes: config.MAX_UPLOAD_MB * bytesPerMb,
		clock,
		log,
		caseOfThread: (thread) => database.threads.caseOf(thread),
	});
}

/** The secret in the local chat's link; kept, so that a bookmark goes on working after a restart. */
async function linkKey(dataDir: string): Promise<string> {
	const file = join(dataDir, "local-chat-key");
	const kept = await readFile(file, "utf8").catch(() => "");
	if (/^[A-Za-z0-9_-]{32,}$/.test(kept)) return kept;
	const key = randomBytes(24).toString("base64url");
	await mkdir(dataDir, { recursive: true });
	await writeFile(file, key, { mode: 0o600 });
	return key;
}
