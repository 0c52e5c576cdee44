import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { CommandSpec } from "../../core/command/command-spec.ts";
import type { Language } from "../../core/language.ts";
import { ChatFault, type ChatHandlers, type ChatPlatform, type ThreadRef } from "../../ports/chat.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LocalChatStore } from "../../ports/local-chat-store.ts";
import type { Log } from "../../ports/log.ts";
import type { Outbox } from "../../ports/outbox.ts";
import { answerFault, apiRoutes } from "./api-routes.ts";
import { createBoard } from "./board.ts";
import { createChangeFeed } from "./change-feed.ts";
import { createSession, onlyOwnPage, refuse, withHeaders } from "./gate.ts";
import { mailRoutes } from "./mail-routes.ts";
import { type PageFile, readPageFiles } from "./page-files.ts";
import type { Persona } from "./wire.ts";

export interface LocalChatOptions {
	readonly store: LocalChatStore;
	/** Null when mails leave by SMTP: the page then has no mail tab. */
	readonly outbox: Outbox | null;
	readonly commands: readonly CommandSpec[];
	/** Whom the page can act as; ids are full person ids (`local:anna`). At least one. */
	readonly people: readonly Persona[];
	/** 0 = any free one. */
	readonly port: number;
	/** Secret in the link, at least 20 characters; keep it with the data folder, so that a link goes on working. */
	readonly key: string;
	readonly language: Language;
	readonly maxUploadBytes: number;
	readonly clock: Clock;
	readonly log: Log;
	readonly caseOfThread: (thread: ThreadRef) => Promise<string | null>;
}

export interface LocalChat extends ChatPlatform {
	/** The link to open, with its key; known once started. */
	readonly url: string;
}

const privateHours = 24;
const platform = "local";
const maxKeyBodyBytes = 1024;

/** The built-in chat: a page on 127.0.0.1 for trying the bot without an account anywhere. */
export function openLocalChat(options: LocalChatOptions): LocalChat {
	checkOptions(options);
	const { clock, log, people, store, outbox, caseOfThread } = options;
	const feed = createChangeFeed();
	const board = createBoard(store, feed, clock);
	const ended = new AbortController();
	let handlers: ChatHandlers | null = null;
	let server: Server | null = null;
	const port = (): number => portOf(server);

	const contextNow = () => {
		if (handlers === null) throw new Error("the local chat is not started");
		return { board, handlers, people, platform, caseOfThread };
	};
	const setup = {
		language: options.language,
		people,
		commands: options.commands,
		maxUploadBytes: options.maxUploadBytes,
		outbox: outbox !== null,
	};

	return {
		name: platform,
		progressIntervalMs: 300,
		progressIsShared: false,
		threadGoesWithHeadline: false,
		get url() {
			return `http://127.0.0.1:${port()}/#key=${options.key}`;
		},
		async start(given) {
			handlers = given;
			await store.dropPrivate(new Date(Date.parse(clock()) - privateHours * 3_600_000).toISOString());
			const api = apiRoutes({ setup, context: contextNow, feed, log, ended: ended.signal });
			const app = routes({ files: await readPageFiles(), key: options.key, port, api, mails: mailRoutes(outbox), log });
			server = createAdaptorServer({ fetch: app.fetch }) as Server;
			await listen(server, options.port);
		},
		async stop() {
			ended.abort();
			const closing = server;
			if (closing === null) return;
			await new Promise<void>((resolve) => {
				closing.close(() => resolve());
				closing.closeAllConnections();
			});
		},
		async post(channel, card, { key }) {
			const posted = await stored(() => board.post({ channel, author: null, visibleTo: null, card, key }));
			return { channel, message: String(posted.id) };
		},
		async openThread(headline, title) {
			await stored(() => board.openThread(idOf(headline.message), title));
			return { channel: headline.channel, thread: headline.message };
		},
		async postInThread(thread, card, { key }) {
			const channel = `thread:${idOf(thread.thread)}`;
			const posted = await stored(() => board.post({ channel, author: null, visibleTo: null, card, key }));
			return { channel, message: String(posted.id) };
		},
		async edit(message, card) {
			const id = idOf(message.message);
			if ((await stored(() => store.message(id))) === null)
				throw new ChatFault("the message is not there any more", { retry: false, gone: "message" });
			await stored(() => board.edit(id, card));
		},
		async archive(thread, archived) {
			await stored(() => board.archive(idOf(thread.thread), archived));
		},
	};
}

function checkOptions({ key, people, commands }: LocalChatOptions): void {
	if (key.length < 20) throw new Error("the local chat's key is too short");
	if (people.length === 0) throw new Error("the local chat needs somebody to act as");
	const lists = commands.flatMap((command) =>
		command.subcommands === undefined ? [command.options ?? []] : command.subcommands.map((sub) => sub.options),
	);
	if (lists.some((list) => list.filter((option) => option.type === "file").length > 1))
		throw new Error("the local chat takes one file per command");
}

interface Parts {
	readonly files: ReadonlyMap<string, PageFile>;
	readonly key: string;
	readonly port: () => number;
	readonly api: Hono;
	readonly mails: Hono;
	readonly log: Log;
}

function routes({ files, key, port, api, mails, log }: Parts): Hono {
	const session = createSession(key, port);
	const app = new Hono();
	app.use(withHeaders);
	app.use(onlyOwnPage(port));
	for (const [path, file] of files) app.get(path, (c) => c.body(file.bytes, 200, { "content-type": file.type }));
	app.post("/api/session", async (c) => {
		const short = Number(c.req.header("content-length") ?? Number.NaN) <= maxKeyBodyBytes;
		const body: unknown = short ? await c.req.json().catch(() => null) : null;
		return session.open(c, (body as { key?: unknown } | null)?.key);
	});
	app.use("/api/*", session.required);
	app.route("/api/mails", mails);
	app.route("/api", api);
	app.notFound((c) => refuse(c, 404, { error: "not-found" }));
	app.onError((fault, c) => answerFault(c, fault, log));
	return app;
}

function portOf(server: Server | null): number {
	const address = server?.address();
	if (address === null || address === undefined || typeof address === "string")
		throw new Error("the local chat is not started");
	return address.port;
}

/** Loopback only, whatever the settings say: this server has people's addresses and one key for all roles. */
async function listen(server: Server, port: number): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.once("error", (cause: NodeJS.ErrnoException) => {
			const why =
				cause.code === "EADDRINUSE" ? `port ${port} is in use: set LOCAL_CHAT_PORT to another` : "cannot listen";
			reject(new ChatFault(`the local chat cannot start: ${why}`, { retry: false, cause }));
		});
		server.listen(port, "127.0.0.1", resolve);
	});
}

function idOf(text: string): number {
	const id = Number(text);
	if (!Number.isSafeInteger(id) || id <= 0) throw new ChatFault("no such message", { retry: false });
	return id;
}

async function stored<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (cause) {
		if (cause instanceof ChatFault) throw cause;
		throw new ChatFault("the local chat's store failed", { retry: true, cause });
	}
}
