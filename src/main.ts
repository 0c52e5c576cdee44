import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { commands, presses } from "../commands/index.ts";
import { jobHandlers, recover } from "./app/background.ts";
import { createChatHandlers } from "./app/chat-handlers.ts";
import type { Context } from "./app/context.ts";
import { joinSending } from "./app/join-sending.ts";
import { createThreadPoster } from "./app/post-steps.ts";
import { readMailbox } from "./app/read-mailbox.ts";
import { createChartDrawer } from "./chart/chart-drawer.ts";
import type { LocalChat } from "./chat/local/local-chat.ts";
import { slackCommandSign } from "./chat/slack/slash-command.ts";
import type { Config } from "./config.ts";
import type { MailTemplates } from "./core/notice/template/template.ts";
import { type Database, openDatabase } from "./db/open-database.ts";
import { createReportReader } from "./intake/report-reader.ts";
import { createTableReader } from "./intake/table-reader.ts";
import { nextDue } from "./jobs/next-due.ts";
import { openJobQueue } from "./jobs/open-job-queue.ts";
import { openLog } from "./log/pino-log.ts";
import { openMailWriterThread } from "./mail/mail-writer-thread.ts";
import { openMailKeys } from "./mail/pgp/mail-keys.ts";
import { openPlainMailWriter } from "./mail/plain-mail-writer.ts";
import { discordSettings } from "./main/discord-settings.ts";
import { finderOf } from "./main/finder-sources.ts";
import { mailboxOf } from "./main/mailbox-of.ts";
import { identityOf, mailingLimits, transportOf } from "./main/mailing-of.ts";
import { type ChatState, type Chats, openChats } from "./main/open-chats.ts";
import { registryOf } from "./main/registry-of.ts";
import { slackSettings } from "./main/slack-settings.ts";
import { templatesOf } from "./main/templates-of.ts";
import type { ChatFault, ChatHandlers, ChatPlatform } from "./ports/chat.ts";
import type { JobQueue } from "./ports/jobs.ts";
import type { Log } from "./ports/log.ts";
import { createTexts } from "./text/texts.ts";

const bytesPerMb = 1_048_576;
const stopMs = 10_000;

/** A running bot. */
export interface Hotline {
	readonly context: Context;
	readonly database: Database;
	/** As the local chat calls them. */
	readonly handlers: ChatHandlers;
	/** The built-in chat; null when it is off. */
	readonly localChat: LocalChat | null;
	/** The platforms of the settings, without the local chat. */
	chats(): readonly ChatState[];
	/** Resolves when the last chat platform of the settings lets the bot in no more: the fault's message says why and what to do. */
	readonly ended: Promise<ChatFault>;
	/** Where notices go while no SMTP server is set; null when one is. */
	readonly outbox: string | null;
	/** Lets running work come to a safe point and closes everything. */
	stop(): Promise<void>;
}

export interface StartOptions {
	/** Called before a new embedded database is made, which takes some seconds. */
	readonly onFirstStart: () => void;
	/** A platform lets the bot in no more, and the bot goes on with another. */
	readonly onChatLost?: (platform: string, fault: ChatFault) => void;
}

const clock = () => new Date().toISOString();

/**
 * Puts the house together and starts it: store, jobs, platforms, and the work that an earlier process left. Throws `ConfigError` for settings
 * that do not go together, and what the store or a platform says when it cannot be used.
 */
export async function startHotline(config: Config, options: StartOptions): Promise<Hotline> {
	const log = openLog(config.LOG_LEVEL);
	discordSettings(config, []);
	slackSettings(config, []);
	const templates = await templatesOf(config);
	const registry = await registryOf(config, { clock, log });
	let jobs: JobQueue | null = null;
	const queue = (): JobQueue => {
		if (jobs === null) throw new Error("the job queue is not open yet");
		return jobs;
	};
	const domain = config.MAIL_FROM.slice(config.MAIL_FROM.lastIndexOf("@") + 1).toLowerCase();
	const database = await openDatabase({
		url: config.DATABASE_URL ?? null,
		dataDir: config.DATA_DIR,
		onFirstStart: options.onFirstStart,
		log,
		// Nobody can guess it: a bounce that bears it is of that mail.
		messageIdFor: (noticeId) => `<${noticeId.toLowerCase()}.${randomBytes(8).toString("hex")}@${domain}>`,
		enqueueIn: (execute, list) => queue().enqueueIn(execute, list),
	});
	try {
		jobs = await openJobQueue({
			...{ execute: database.sqlExecutor, log, alone: database.alone },
			registryFolder: registry.updates.folder,
		});
		return await serve({ config, log, database, jobs, registry, templates, onLost: options.onChatLost ?? (() => {}) });
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
	readonly registry: Awaited<ReturnType<typeof registryOf>>;
	readonly templates: MailTemplates;
	readonly onLost: (platform: string, fault: ChatFault) => void;
}

async function serve({ config, log, database, jobs, registry, templates, onLost }: Parts): Promise<Hotline> {
	const outbox = config.SMTP_URL === undefined ? join(config.DATA_DIR, "outbox") : null;
	if (outbox !== null) await mkdir(outbox, { recursive: true });
	const platforms = new Map<string, ChatPlatform>();
	const texts = createTexts(config.HOTLINE_LANGUAGE, config.TIME_ZONE);
	const slackTexts = createTexts(config.HOTLINE_LANGUAGE, config.TIME_ZONE, { commandSign: slackCommandSign });
	const textsFor = (platform: string) => (platform === "slack" ? slackTexts : texts);
	const poster = createThreadPoster({ ...database, platforms, textsFor, log });
	const mailbox = await mailboxOf(config, { handled: database.handledMails, clock, log });
	const mail = await transportOf(config);
	const identity = await identityOf(config);
	const mailWriter = openMailWriterThread(identity);
	const hotline = { name: config.HOTLINE_NAME, website: config.HOTLINE_WEBSITE, from: config.MAIL_FROM };
	const context: Context = {
		...database,
		...{ jobs, platforms, poster, texts, textsFor, templates, mail, clock, log },
		reader: createReportReader(),
		tables: createTableReader(),
		mailKeys: openMailKeys(),
		chart: createChartDrawer(),
		openFinder: finderOf({ config, clock, registry: registry.holder.current }, database),
		registryUpdates: registry.updates,
		mailWriter,
		plainMail: openPlainMailWriter(identity),
		rules: { quorum: config.POLL_QUORUM, pollHours: config.POLL_HOURS, retentionDays: config.RETENTION_DAYS },
		hotline: {
			...hotline,
			countries: config.HOTLINE_COUNTRIES,
			casePrefix: config.CASE_PREFIX,
			timeZone: config.TIME_ZONE,
		},
		allowedSpecialUse: config.ALLOWED_SPECIAL_USE,
		maxUploadBytes: config.MAX_UPLOAD_MB * bytesPerMb,
		mailing: mailingLimits(config),
		instance: randomBytes(8).toString("hex"),
	};
	const handlersFor = (platform: string) =>
		createChatHandlers({ ...context, texts: textsFor(platform) }, commands, presses);
	const { PostSteps, PostStatus, PostRegistry, PostStop, ...rest } = jobHandlers(context);
	const specs = commands.map(({ spec }) => spec);
	const chats = await openChats({ config, log, database, outbox, clock, commands: specs, platforms, onLost });
	const leaving = new AbortController();
	let joined: Promise<void> = Promise.resolve();
	let reading: Promise<void> = Promise.resolve();
	const stop = async () => {
		// Jobs and poster hear of it first: what they then fail at is given back, and no fault.
		const posted = Promise.race([poster.stop(), wait(stopMs, undefined, { ref: false })]);
		const ended = Promise.all([jobs.stop(stopMs), posted]);
		leaving.abort();
		await Promise.race([Promise.all([joined, reading]), wait(stopMs, undefined, { ref: false })]);
		await chats.stop();
		await ended;
		await mail.close();
		await mailWriter.close();
		await database.close();
	};
	// A process without a chat, or with one that waits to take over, leaves what is to be posted to the one that has it.
	const post = once(() => jobs.start({ PostSteps, PostStatus, PostRegistry, PostStop }));
	await startChats(chats, handlersFor, async () => {
		await post();
		jobs.nudge(["PostSteps", "PostStatus", "PostRegistry", "PostStop"]);
	});
	await jobs.start(rest);
	if (!database.alone) joined = joinSending(context, leaving.signal);
	await jobs.schedule({ type: "PostStatus" }, config.STATUS_CRON, config.TIME_ZONE);
	await scheduleUpdates(context, config);
	await recover(context);
	if (mailbox !== null) reading = readMailbox(context, mailbox, leaving.signal);
	const { localChat, states, ended } = chats;
	return { context, database, handlers: handlersFor("local"), localChat, chats: states, ended, outbox, stop };
}

/** The weekly update of this process's registry folder. One that was due while nobody ran is made up for, and so is the first one. */
async function scheduleUpdates({ jobs, registryUpdates, clock }: Context, config: Config): Promise<void> {
	const { REGISTRY_CRON: cron = null, TIME_ZONE: timeZone } = config;
	const job = { type: "UpdateRegistry", folder: registryUpdates.folder, asked: null } as const;
	await jobs.schedule(job, cron, timeZone);
	if (cron === null) return;
	const { lastAttempt } = await registryUpdates.status();
	const due = lastAttempt === null ? clock() : nextDue(cron, timeZone, lastAttempt.endedAt);
	if (due !== null && due <= clock()) await jobs.enqueue([job]);
}

async function startChats(
	chats: Chats,
	handlersFor: (platform: string) => ChatHandlers,
	onServing: () => Promise<void>,
): Promise<void> {
	try {
		await chats.start(handlersFor, onServing);
	} catch (fault) {
		await chats.stop();
		throw fault;
	}
}

function once(work: () => Promise<void>): () => Promise<void> {
	let done: Promise<void> | null = null;
	return () => {
		done ??= work();
		return done;
	};
}
