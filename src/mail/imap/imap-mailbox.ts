import { setTimeout as wait } from "node:timers/promises";
import type { ImapFlow } from "imapflow";
import { plusMs } from "../../core/instant.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Filing, HandledMails, InboundMail, InboundMailbox } from "../../ports/inbound-mail.ts";
import type { Log } from "../../ports/log.ts";
import type { OwnMail } from "../inbound/find-clues.ts";
import { judgeMail } from "../inbound/judge-mail.ts";
import { maxMailBytes } from "../inbound/read-mail.ts";
import { contentKey, markOf, placeKey } from "./mail-keys.ts";
import { type ClientOptions, isLoginRefused, openClient } from "./open-client.ts";

/** Where mails go that are filed, each made when it is not there; null = they stay, marked as read and with a keyword. */
export interface FilingFolders {
	readonly bounces: string;
	readonly automatic: string;
}

export interface ImapMailboxOptions extends ClientOptions {
	/** Its name on the server, such as `INBOX`. */
	readonly mailbox: string;
	readonly folders: FilingFolders | null;
	readonly own: OwnMail;
	readonly handled: HandledMails;
	readonly clock: Clock;
	readonly log: Log;
	/** Time between two looks where the server does not tell of new mail; default a minute. */
	readonly pollMs?: number;
	/** Waits before each further try to connect; the last one again and again. */
	readonly againMs?: readonly number[];
}

const defaultPollMs = 60_000;
const defaultAgainMs: readonly number[] = [1_000, 5_000, 15_000, 60_000, 300_000];
/** Mail that is older is not looked at: it was there before, or was dealt with. */
const maxAgeMs = 30 * 86_400_000;
const keysAtOnce = 1_000;
const keyword = "$MeldkamerFiled";

type Take = (mail: InboundMail) => Promise<Filing>;

/**
 * A mailbox on an IMAP server (RFC 9051, RFC 3501), read without marking anything as read but what is filed. A mail is taken, then filed, then noted as
 * dealt with: after a crash in between it is taken once more, which changes nothing. Nothing of a mail is logged.
 */
export function openImapMailbox(options: ImapMailboxOptions): InboundMailbox {
	const { log, againMs = defaultAgainMs } = options;
	return {
		async read(take, signal) {
			let failures = 0;
			let isRefused = false;
			while (!signal.aborted) {
				try {
					await session(options, take, signal, () => {
						if (failures > 0) log.info("mailbox.back");
						failures = 0;
						isRefused = false;
					});
				} catch (fault) {
					if (signal.aborted) return;
					// A login that is refused again says nothing new, and is asked for seldom: servers lock people out.
					const refused = isLoginRefused(fault);
					if (refused && !isRefused) log.warn("mailbox.login-refused");
					else if (!refused && failures === 0) log.warn("mailbox.lost", { code: codeOf(fault) });
					isRefused = refused;
					if (refused) failures = againMs.length;
				}
				const waitMs = againMs[Math.min(failures, againMs.length - 1)] ?? 0;
				failures += 1;
				await wait(waitMs, undefined, { signal, ref: false }).catch(() => {});
			}
		},
	};
}

/** One connection, until it is lost (a fault) or `signal` aborts. */
async function session(
	options: ImapMailboxOptions,
	take: Take,
	signal: AbortSignal,
	onReady: () => void,
): Promise<void> {
	const client = openClient(options);
	const close = () => client.close();
	signal.addEventListener("abort", close);
	try {
		await client.connect();
		const folders = options.folders === null ? null : await makeFolders(client, options.folders);
		const { uidValidity } = await client.mailboxOpen(options.mailbox);
		onReady();
		await options.handled.dropOlder(plusMs(options.clock(), -2 * maxAgeMs));
		const look = { options, client, folders, uidValidity, take, signal, failed: new Set<string>() };
		let from = 1;
		while (!signal.aborted) {
			const arrived = newMail(client, options.pollMs ?? defaultPollMs, signal);
			from = await takeFrom(look, from);
			// From then on the server tells of new mail at once; the next command ends it.
			void client.idle().catch(() => {});
			await arrived;
			if (!client.usable && !signal.aborted) throw new Error("the connection to the mailbox was closed");
		}
		await client.logout().catch(() => {});
	} finally {
		signal.removeEventListener("abort", close);
		client.close();
	}
}

/** Resolves when the server tells of new mail, after a while anyway, and when the connection is gone. */
async function newMail(client: ImapFlow, pollMs: number, signal: AbortSignal): Promise<void> {
	const done = new AbortController();
	const onExists = ({ count, prevCount }: { readonly count: number; readonly prevCount: number }) => {
		if (count > prevCount) done.abort();
	};
	const onClose = () => done.abort();
	client.on("exists", onExists);
	client.on("close", onClose);
	await wait(pollMs, undefined, { signal: AbortSignal.any([done.signal, signal]), ref: false }).catch(() => {});
	client.off("exists", onExists);
	client.off("close", onClose);
}

/** The folders by the names that the server has for them. `/` in a setting is whatever the server has between levels. */
async function makeFolders(client: ImapFlow, folders: FilingFolders): Promise<FilingFolders> {
	const known = new Set((await client.list()).map(({ path }) => path));
	const make = async (name: string): Promise<string> => {
		const delimiter = (client.namespace || undefined)?.delimiter ?? "/";
		const prefix = (client.namespace || undefined)?.prefix ?? "";
		const joined = name.split("/").join(delimiter);
		const path = joined.startsWith(prefix) ? joined : `${prefix}${joined}`;
		if (!known.has(path)) await client.mailboxCreate(path);
		return path;
	};
	return { bounces: await make(folders.bounces), automatic: await make(folders.automatic) };
}

interface Look {
	readonly options: ImapMailboxOptions;
	readonly client: ImapFlow;
	readonly folders: FilingFolders | null;
	readonly uidValidity: bigint;
	readonly take: Take;
	readonly signal: AbortSignal;
	/** Keys of mails that could not be taken. */
	readonly failed: Set<string>;
}

/** Takes the mails from this number on that were not dealt with; gives the number to begin at next time. */
async function takeFrom(look: Look, from: number): Promise<number> {
	const { client, options, uidValidity, signal } = look;
	const since = new Date(plusMs(options.clock(), -maxAgeMs));
	const found = (await client.search({ since, uid: `${from}:*` }, { uid: true })) || [];
	const uids = found.filter((uid) => uid >= from).sort((a, b) => a - b);
	let next = from;
	let isWhole = true;
	for (let at = 0; at < uids.length; at += keysAtOnce) {
		const some = uids
			.slice(at, at + keysAtOnce)
			.map((uid) => ({ uid, key: placeKey(options.mailbox, uidValidity, uid) }));
		const known = await options.handled.among(some.map(({ key }) => key));
		for (const { uid, key } of some) {
			if (signal.aborted) return next;
			if (!known.has(key) && !(await takeOne(look, uid, key))) isWhole = false;
			// One that could not be taken is asked for again, and so are those behind it, which are known by then.
			if (isWhole) next = uid + 1;
		}
	}
	return next;
}

/** False when it has to be taken again later. A connection that is gone is a fault. */
async function takeOne({ options, client, folders, take, failed }: Look, uid: number, key: string): Promise<boolean> {
	const { handled, clock, own, log } = options;
	const fetched = await client.fetchOne(String(uid), { source: { maxLength: maxMailBytes } }, { uid: true });
	// Somebody took it away meanwhile.
	if (fetched === false || fetched.source === undefined) return client.usable;
	const raw = fetched.source;
	const content = contentKey(raw);
	if ((await handled.among([content])).size === 0) {
		const verdict = await judgeMail(raw, own);
		let filing: Filing;
		try {
			filing = await take({ mark: markOf(raw), verdict });
		} catch (fault) {
			// Once per mail and connection: it is asked for again each minute.
			if (!failed.has(key)) log.error("mailbox.mail-not-taken", fault);
			failed.add(key);
			return false;
		}
		if (filing !== "stay") await file(client, uid, folders?.[filing] ?? null);
	}
	await handled.add([key, content], clock());
	return true;
}

async function file(client: ImapFlow, uid: number, folder: string | null): Promise<void> {
	const flags = folder === null ? ["\\Seen", keyword] : ["\\Seen"];
	await client.messageFlagsAdd(String(uid), flags, { uid: true });
	if (folder === null) return;
	const moved = await client.messageMove(String(uid), folder, { uid: true });
	if (!moved) throw new Error("a mail could not be moved");
}

/** A code of Node or of the library, never what the server said. */
function codeOf(fault: unknown): string {
	const code = fault instanceof Error && "code" in fault ? fault.code : undefined;
	return typeof code === "string" && /^[A-Za-z_]{2,40}$/.test(code) ? code : "unknown";
}
