import type { Rules } from "../core/case/rules.ts";
import type { MailTemplates } from "../core/notice/template/template.ts";
import type { BadMailboxes } from "../ports/bad-mailboxes.ts";
import type { CaseStore } from "../ports/case-store.ts";
import type { ChartDrawer } from "../ports/chart.ts";
import type { ChatPlatform } from "../ports/chat.ts";
import type { Clock } from "../ports/clock.ts";
import type { ContactCache } from "../ports/contact-cache.ts";
import type { DirectoryStore } from "../ports/directory-store.ts";
import type { FindingStore } from "../ports/finding-store.ts";
import type { JobQueue, Leases } from "../ports/jobs.ts";
import type { Log } from "../ports/log.ts";
import type { MailTransport } from "../ports/mail.ts";
import type { MailKeys } from "../ports/mail-keys.ts";
import type { MailWriter } from "../ports/mail-writer.ts";
import type { MailingStops } from "../ports/mailing-stops.ts";
import type { NoticeStore } from "../ports/notice-store.ts";
import type { OwnMailboxes } from "../ports/own-mailboxes.ts";
import type { PlainMailWriter } from "../ports/plain-mail.ts";
import type { RegistryUpdates } from "../ports/registry-update.ts";
import type { ReportReader } from "../ports/report-reader.ts";
import type { TableReader } from "../ports/table-reader.ts";
import type { ThreadStore } from "../ports/thread-store.ts";
import type { UploadStore } from "../ports/upload-store.ts";
import type { SecurityTxtCache } from "../ports/website-contacts.ts";
import type { Texts } from "../text/texts.ts";
import type { ContactFinder } from "./find-contact.ts";
import type { ThreadPoster } from "./post-steps.ts";

/** The hotline as it stands in mails and cards. */
export interface Hotline {
	readonly name: string;
	readonly website: string;
	/** Our own address, one addr-spec. */
	readonly from: string;
	/** ISO 3166 alpha-2 of the countries whose operators are mailed. */
	readonly countries: readonly string[];
	readonly casePrefix: string;
	/** IANA name. */
	readonly timeZone: string;
}

/** How mails go out. */
export interface MailingLimits {
	/** Mails per minute, over all processes; null = as fast as it goes. */
	readonly perMinute: number | null;
	/** Shortest time between two mails to one recipient domain; 0 = any. */
	readonly domainSpacingMs: number;
	/** Mails that one process has under way at once. */
	readonly sessions: number;
	/** The largest mail, in bytes; the mail server may take less. */
	readonly maxBytes: number;
}

/** All that the use cases need of the outside world; put together once, in `main.ts`. */
export interface Context {
	readonly cases: CaseStore;
	readonly findings: FindingStore;
	readonly uploads: UploadStore;
	readonly directory: DirectoryStore;
	readonly badMailboxes: BadMailboxes;
	readonly contactCache: ContactCache;
	readonly securityTxts: SecurityTxtCache;
	readonly notices: NoticeStore;
	readonly mailingStops: MailingStops;
	readonly ownMailboxes: OwnMailboxes;
	readonly threads: ThreadStore;
	readonly leases: Leases;
	readonly jobs: JobQueue;
	readonly reader: ReportReader;
	readonly tables: TableReader;
	readonly mailKeys: MailKeys;
	/** A finder that knows the directory and opt-outs as they are now. */
	readonly openFinder: () => Promise<ContactFinder>;
	readonly registryUpdates: RegistryUpdates;
	readonly mailWriter: MailWriter;
	/** For mails that belong to no case. */
	readonly plainMail: PlainMailWriter;
	readonly mail: MailTransport;
	readonly chart: ChartDrawer;
	/** The platforms that this process serves, by name. */
	readonly platforms: ReadonlyMap<string, ChatPlatform>;
	readonly poster: ThreadPoster;
	readonly texts: Texts;
	/** The same in the words of a platform, which may name commands otherwise. */
	readonly textsFor: (platform: string) => Texts;
	readonly rules: Rules;
	readonly hotline: Hotline;
	readonly templates: MailTemplates;
	readonly allowedSpecialUse: readonly string[];
	readonly maxUploadBytes: number;
	readonly mailing: MailingLimits;
	/** This process, among those that ever ran. */
	readonly instance: string;
	readonly clock: Clock;
	readonly log: Log;
}
