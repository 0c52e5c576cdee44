import { type Config, ConfigError } from "../config.ts";
import { type FilingFolders, type ImapMailboxOptions, openImapMailbox } from "../mail/imap/imap-mailbox.ts";
import { BadImapUrl, type ImapServer, parseImapUrl } from "../mail/imap/imap-url.ts";
import type { InboundMailbox } from "../ports/inbound-mail.ts";
import { pemOf } from "./mailing-of.ts";

/** The part of the reader's options that the settings give. */
export type MailboxSettings = Omit<ImapMailboxOptions, "handled" | "clock" | "log">;

/** The mailbox of the settings, or null when none is set. Throws `ConfigError` for settings that can't be used. */
export async function mailboxSettings(config: Config): Promise<MailboxSettings | null> {
	if (config.IMAP_URL === undefined) return null;
	const ca = config.SMTP_CA === undefined ? undefined : await pemOf(config.SMTP_CA);
	return {
		server: serverOf(config.IMAP_URL),
		...(ca === undefined ? {} : { ca }),
		mailbox: config.IMAP_MAILBOX,
		folders: foldersOf(config.IMAP_MOVE),
		own: {
			bounces: config.BOUNCE_ADDRESS ?? null,
			domain: config.MAIL_FROM.slice(config.MAIL_FROM.lastIndexOf("@") + 1),
			casePrefix: config.CASE_PREFIX,
		},
	};
}

/** The mailbox that bounces and answers come to, or null when none is set. Throws as `mailboxSettings`. */
export async function mailboxOf(
	config: Config,
	deps: Pick<ImapMailboxOptions, "handled" | "clock" | "log">,
): Promise<InboundMailbox | null> {
	const settings = await mailboxSettings(config);
	return settings && openImapMailbox({ ...settings, ...deps });
}

function foldersOf(names: readonly string[]): FilingFolders | null {
	const [bounces, automatic] = names;
	return bounces === undefined || automatic === undefined ? null : { bounces, automatic };
}

function serverOf(url: string): ImapServer {
	try {
		return parseImapUrl(url);
	} catch (fault) {
		if (fault instanceof BadImapUrl) throw new ConfigError([fault.message]);
		throw fault;
	}
}
