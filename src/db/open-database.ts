import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { BadMailboxes } from "../ports/bad-mailboxes.ts";
import type { CaseStore } from "../ports/case-store.ts";
import type { ContactCache } from "../ports/contact-cache.ts";
import type { DirectoryStore } from "../ports/directory-store.ts";
import type { FindingStore } from "../ports/finding-store.ts";
import type { HandledMails } from "../ports/inbound-mail.ts";
import type { Leases, SqlExecutor } from "../ports/jobs.ts";
import type { LocalChatStore } from "../ports/local-chat-store.ts";
import type { Log } from "../ports/log.ts";
import type { LookupBudgets } from "../ports/lookup-budget.ts";
import type { MailingStops } from "../ports/mailing-stops.ts";
import type { NoticeStore } from "../ports/notice-store.ts";
import type { OwnMailboxes } from "../ports/own-mailboxes.ts";
import type { Ownership } from "../ports/ownership.ts";
import type { ThreadStore } from "../ports/thread-store.ts";
import type { UploadStore } from "../ports/upload-store.ts";
import type { SecurityTxtCache } from "../ports/website-contacts.ts";
import { createBadMailboxes } from "./bad-mailboxes.ts";
import { type CaseStoreOptions, createCaseStore } from "./case-store.ts";
import { createContactCache } from "./contact-cache.ts";
import { createDirectoryStore } from "./directory-store.ts";
import { discreetSql } from "./discreet-sql.ts";
import { createFindingStore } from "./finding-store.ts";
import { PrismaClient } from "./generated/client.ts";
import { createHandledMails } from "./handled-mails.ts";
import { createLeases } from "./lease-store.ts";
import { createLocalChatStore } from "./local-chat-store.ts";
import { createLookupBudgets } from "./lookup-budgets.ts";
import { createMailingStops } from "./mailing-stops.ts";
import { createNoticeStore } from "./notice-store.ts";
import { openEmbedded } from "./open-embedded.ts";
import { openPostgres } from "./open-postgres.ts";
import { createOwnMailboxes } from "./own-mailboxes.ts";
import { createSecurityTxtCache } from "./security-txt-cache.ts";
import type { Sql } from "./sql.ts";
import { createThreadStore } from "./thread-store.ts";
import { createUploadStore } from "./upload-store.ts";

/** An open, migrated database of either kind. */
export interface Connection {
	readonly sql: Sql;
	readonly adapter: SqlMigrationAwareDriverAdapterFactory;
	/** No other process can be working in it: what a process left under way is of a dead one. */
	readonly alone: boolean;
	readonly ownership: Ownership;
	close(): Promise<void>;
}

export interface Database {
	readonly cases: CaseStore;
	readonly findings: FindingStore;
	readonly uploads: UploadStore;
	readonly directory: DirectoryStore;
	readonly badMailboxes: BadMailboxes;
	readonly contactCache: ContactCache;
	readonly securityTxts: SecurityTxtCache;
	readonly lookupBudgets: LookupBudgets;
	readonly notices: NoticeStore;
	readonly handledMails: HandledMails;
	readonly mailingStops: MailingStops;
	readonly ownMailboxes: OwnMailboxes;
	readonly threads: ThreadStore;
	readonly localChat: LocalChatStore;
	readonly leases: Leases;
	readonly ownership: Ownership;
	/**
	 * One statement outside any transaction; a script without values of the form `BEGIN; … COMMIT;` runs in one.
	 * Timestamps come as `Date`, `bigint` as a string or number.
	 */
	readonly sqlExecutor: SqlExecutor;
	/** True when embedded: no other process can be working in it. */
	readonly alone: boolean;
	close(): Promise<void>;
}

export interface StoreOptions extends CaseStoreOptions {
	readonly log: Log;
	/** How long a dead holder's lease stands, in milliseconds; default 30,000. */
	readonly leaseMs?: number;
}

export interface DatabaseOptions extends StoreOptions {
	/** `postgres://…`, or null for the embedded database. */
	readonly url: string | null;
	/** Where the embedded database and its lock file lie; made when missing. */
	readonly dataDir: string;
	/** Called before a new embedded database is made, which takes some seconds. */
	readonly onFirstStart: () => void;
}

/**
 * Opens the database, applies migrations that are missing, and gives the stores.
 * Throws `DataDirInUse` (embedded, another process has it) or `DatabaseUnreachable` (PostgreSQL).
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
	const { url, dataDir, onFirstStart, log } = options;
	const connection = url === null ? await openEmbedded(dataDir, onFirstStart) : await openPostgres(url, log);
	return createStores(connection, options);
}

/** The stores on an open connection; closing them closes it. */
export async function createStores(connection: Connection, options: StoreOptions): Promise<Database> {
	const { sql, alone, ownership } = connection;
	const prisma = new PrismaClient({ adapter: connection.adapter, errorFormat: "minimal" });
	if (alone) await sql.query("delete from leases", []);
	let closing: Promise<void> | null = null;
	const close = async (): Promise<void> => {
		await prisma.$disconnect();
		await connection.close();
	};
	return {
		cases: createCaseStore(discreetSql(sql), prisma, options),
		findings: createFindingStore(discreetSql(sql)),
		uploads: createUploadStore(sql),
		directory: createDirectoryStore(prisma),
		badMailboxes: createBadMailboxes(prisma),
		contactCache: createContactCache(discreetSql(sql)),
		securityTxts: createSecurityTxtCache(prisma),
		lookupBudgets: createLookupBudgets(sql),
		notices: createNoticeStore(sql, prisma),
		handledMails: createHandledMails(prisma),
		mailingStops: createMailingStops(sql),
		ownMailboxes: createOwnMailboxes(discreetSql(sql)),
		threads: createThreadStore(prisma),
		localChat: createLocalChatStore(discreetSql(sql)),
		leases: createLeases(sql, options),
		ownership,
		sqlExecutor: (text, values) => sql.query(text, values),
		alone,
		close: () => {
			closing ??= close();
			return closing;
		},
	};
}
