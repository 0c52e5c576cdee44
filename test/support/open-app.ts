import { Buffer } from "node:buffer";
import { commands, presses } from "../../commands/index.ts";
import { type JobHandlers, jobHandlers } from "../../src/app/background.ts";
import { createChatHandlers } from "../../src/app/chat-handlers.ts";
import type { Context } from "../../src/app/context.ts";
import { createContactFinder } from "../../src/app/find-contact.ts";
import { createThreadPoster } from "../../src/app/post-steps.ts";
import { plusMs } from "../../src/core/instant.ts";
import type { Database } from "../../src/db/open-database.ts";
import { createReportReader } from "../../src/intake/report-reader.ts";
import { createTableReader } from "../../src/intake/table-reader.ts";
import { openMailWriter } from "../../src/mail/mail-writer.ts";
import { openMailKeys } from "../../src/mail/pgp/mail-keys.ts";
import { openPlainMailWriter } from "../../src/mail/plain-mail-writer.ts";
import type { Asker, Attachment, ChatHandlers, Reply } from "../../src/ports/chat.ts";
import type { LocalRegistry } from "../../src/ports/contact-source.ts";
import type { RegistryUpdates } from "../../src/ports/registry-update.ts";
import { openSplitFiles } from "../../src/registry/open-registry.ts";
import { createTexts } from "../../src/text/texts.ts";
import { builtInTemplates } from "./built-in-templates.ts";
import { createMemoryJobs, type MemoryJobs } from "./memory-jobs.ts";
import { createMemoryMail, type MemoryMail } from "./memory-mail.ts";
import { noWebsites } from "./no-websites.ts";
import { createRecordingPlatform, type RecordingPlatform } from "./recording-platform.ts";
import { openTestDatabase } from "./test-database.ts";

const documentation = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"];

/** The whole bot on an empty database in memory: real store, reader, finder and mail writer; jobs, mail server and chat in memory. */
export interface TestApp {
	readonly context: Context;
	readonly database: Database;
	readonly handlers: ChatHandlers;
	readonly jobHandlers: JobHandlers;
	readonly jobs: MemoryJobs;
	readonly mail: MemoryMail;
	readonly chat: RecordingPlatform;
	/** What the clock says; a test moves it. */
	now: string;
	/** Faults that were logged, by event name. */
	readonly faults: string[];
	/** Runs all work that is due. */
	work(): Promise<void>;
	/** Moves the clock and makes the jobs for later due. */
	pass(ms: number): Promise<void>;
	/** Another process on the same database: own instance id, own chat cache. */
	restart(): TestApp;
	close(): Promise<void>;
}

export interface AppOptions {
	readonly workerEntry: URL;
	/** Folder of RIPE split files. */
	readonly registry: string;
}

/** There is no index, and every update finds another one at work; a test puts its own methods in. */
const noRegistryUpdates = (): RegistryUpdates => ({
	folder: "here",
	machine: "test",
	nextDue: () => null,
	status: async () => ({ kind: "none", index: null, lastAttempt: null, running: null }),
	update: async () => ({ kind: "failed", trouble: { code: "in-use", file: "", detail: "" } }),
});

export async function openApp(options: AppOptions): Promise<TestApp> {
	const jobs = createMemoryJobs();
	const database = await openTestDatabase({ enqueueIn: jobs.enqueueIn, leaseMs: 2_000 });
	const registry = await openSplitFiles(options.registry);
	return assemble({ options, database, registry, jobs, mail: createMemoryMail(), chat: createRecordingPlatform() });
}

interface Parts {
	readonly options: AppOptions;
	readonly database: Database;
	readonly registry: LocalRegistry;
	readonly jobs: MemoryJobs;
	readonly mail: MemoryMail;
	readonly chat: RecordingPlatform;
}

let instances = 0;

function assemble(parts: Parts): TestApp {
	const { options, database, registry, jobs, mail, chat } = parts;
	const faults: string[] = [];
	const log: Context["log"] = { info: () => {}, warn: () => {}, error: (event) => void faults.push(event) };
	const texts = createTexts("en", "Europe/Amsterdam");
	const textsFor = () => texts;
	const platforms = new Map([[chat.name, chat]]);
	const hotline = { name: "Test hotline", website: "https://hotline.example", from: "hotline@hotline.example" };
	const clock = () => app.now;
	const context: Context = {
		...database,
		...{ jobs, platforms, texts, textsFor, mail, clock, log },
		poster: createThreadPoster({ ...database, platforms, textsFor, log }),
		reader: createReportReader({ workerEntry: options.workerEntry }),
		tables: createTableReader(),
		mailKeys: openMailKeys(),
		openFinder: async () =>
			createContactFinder({
				directory: await database.directory.contacts(clock()),
				optOuts: await database.directory.optOuts(clock()),
				badMailboxes: new Set((await database.badMailboxes.list(clock())).map(({ mailbox }) => mailbox)),
				consumerDomains: new Set<string>(),
				maxAgeMs: 30 * 86_400_000,
				registry,
				sources: [],
				...noWebsites,
				cache: database.contactCache,
				countries: ["NL"],
				live: false,
				clock,
			}),
		registryUpdates: noRegistryUpdates(),
		templates: builtInTemplates,
		mailWriter: openMailWriter({ ...hotline, bounces: null, dkim: null, pgp: null }),
		plainMail: openPlainMailWriter({ ...hotline, bounces: null, dkim: null }),
		chart: { draw: async (chart) => Buffer.from(chart.weeks.title) },
		rules: { quorum: 2, pollHours: 72, retentionDays: 90 },
		hotline: { ...hotline, countries: ["NL"], casePrefix: "TST", timeZone: "Europe/Amsterdam" },
		allowedSpecialUse: documentation,
		maxUploadBytes: 100_000,
		mailing: { perMinute: null, domainSpacingMs: 0, sessions: 1, maxBytes: 10_000_000 },
		instance: `process-${++instances}`,
	};
	const handlers = createChatHandlers(context, commands, presses);
	const work = jobHandlers(context);
	const app: TestApp = {
		...{ context, database, handlers, jobHandlers: work, jobs, mail, chat, faults },
		now: "2026-11-21T09:00:00.000Z",
		work: () => jobs.drain(work),
		async pass(ms) {
			app.now = plusMs(app.now, ms);
			jobs.waiting.push(...jobs.later.splice(0));
			await jobs.drain(work);
		},
		restart: () => {
			const next = assemble(parts);
			next.now = app.now;
			return next;
		},
		close: () => database.close(),
	};
	return app;
}

export const anna: Asker = {
	person: { id: "local:anna", name: "Anna" },
	roles: ["coordinator"],
	platform: "local",
	caseNumber: null,
};
export const bram: Asker = {
	person: { id: "local:bram", name: "Bram" },
	roles: ["volunteer"],
	platform: "local",
	caseNumber: null,
};
export const chris: Asker = {
	person: { id: "local:chris", name: "Chris" },
	roles: ["volunteer"],
	platform: "local",
	caseNumber: null,
};
/** Somebody in the chat who is no volunteer. */
export const guest: Asker = {
	person: { id: "local:guest", name: "Guest" },
	roles: [],
	platform: "local",
	caseNumber: null,
};

export function fileOf(text: string, fileName = "report.csv"): Attachment {
	const bytes = Buffer.from(text);
	return {
		fileName,
		bytes: bytes.length,
		async *open() {
			yield bytes;
		},
	};
}

/** The sentence of an answer; empty when there is none. */
export function sentence(reply: Reply): string {
	if (reply.kind === "quiet") return "";
	return reply.card.body?.join("\n") ?? "";
}

/** Ids of the buttons on a card, by label. */
export function buttonsOn(card: {
	readonly buttons?: readonly (readonly { id: string; label: string }[])[];
}): Record<string, string> {
	return Object.fromEntries((card.buttons ?? []).flat().map(({ label, id }) => [label, id]));
}
