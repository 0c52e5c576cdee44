import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MailingLimits } from "../app/context.ts";
import { type Config, ConfigError } from "../config.ts";
import { dkimSigner } from "../mail/dkim-signer.ts";
import { openEmlFolder } from "../mail/eml-folder.ts";
import type { DkimKey, MailIdentity } from "../mail/mail-identity.ts";
import { openSmtp } from "../mail/smtp-transport.ts";
import type { MailTransport } from "../ports/mail.ts";
import { pgpOf } from "./pgp-of.ts";

const bytesPerMb = 1_000_000;
const minuteMs = 60_000;
/** Into a folder one after another is fast enough, and leaves little half done. */
const folderSessions = 2;
const sessionsPerConnection = 8;

/** How mails go out by these settings; 0 per minute = as fast as it goes. A folder has no pace. */
export function mailingLimits(config: Config): MailingLimits {
	const { MAIL_PER_MINUTE: perMinute, MAIL_PER_MINUTE_PER_DOMAIN: perDomain } = config;
	const maxBytes = config.MAIL_MAX_MB * bytesPerMb;
	if (config.SMTP_URL === undefined) return { perMinute: null, domainSpacingMs: 0, sessions: folderSessions, maxBytes };
	return {
		perMinute: perMinute === 0 ? null : perMinute,
		domainSpacingMs: perDomain === 0 ? 0 : Math.ceil(minuteMs / perDomain),
		// More than connections, so that mails are written and outcomes recorded while all are in use.
		sessions: config.MAIL_CONNECTIONS * sessionsPerConnection,
		maxBytes,
	};
}

/** The SMTP server of the settings, or the folder when there is none. Throws `ConfigError` when the file with certificates can't be read. */
export async function transportOf(config: Config): Promise<MailTransport> {
	const { SMTP_URL: url, SMTP_CA: caFile, MAIL_EHLO_NAME: clientName, MAIL_CONNECTIONS: connections } = config;
	if (url === undefined) return openEmlFolder(join(config.DATA_DIR, "outbox"));
	const ca = caFile === undefined ? undefined : await pemOf(caFile);
	return openSmtp({
		...{ url, connections },
		...(clientName === undefined ? {} : { clientName }),
		...(ca === undefined ? {} : { ca }),
	});
}

/** As whom mails go out, with the keys that sign them. Throws `ConfigError` for a key that can't be used. */
export async function identityOf(config: Config): Promise<MailIdentity> {
	const { HOTLINE_NAME: name, HOTLINE_WEBSITE: website, MAIL_FROM: from, BOUNCE_ADDRESS: bounces = null } = config;
	return { name, website, from, bounces, dkim: await dkimOf(config), pgp: (await pgpOf(config))?.settings ?? null };
}

/** The key that mails are signed with; null when none is set. Throws `ConfigError` for one that can't be used. */
export async function dkimOf(config: Config): Promise<DkimKey | null> {
	const { DKIM_SELECTOR: selector, DKIM_KEY: key, MAIL_FROM: from } = config;
	if (selector === undefined && key === undefined) return null;
	if (selector === undefined || key === undefined)
		throw new ConfigError(["DKIM_SELECTOR and DKIM_KEY: set both, or neither"]);
	const domain = config.DKIM_DOMAIN ?? from.slice(from.lastIndexOf("@") + 1).toLowerCase();
	const privateKey = key.includes("-----BEGIN")
		? key.replaceAll("\\n", "\n")
		: await readFile(key, "utf8").catch(() => "");
	const dkim = { domain, selector, privateKey };
	try {
		dkimSigner(dkim);
	} catch {
		throw new ConfigError(["DKIM_KEY: must be a private RSA key in PEM form, or the path of a file with one"]);
	}
	return dkim;
}

/** Certificates of a file in PEM form. Throws `ConfigError` when there are none to be read. */
export async function pemOf(file: string): Promise<string> {
	const pem = await readFile(file, "utf8").catch(() => "");
	if (!pem.includes("-----BEGIN CERTIFICATE-----"))
		throw new ConfigError(["SMTP_CA: must be a file with certificates in PEM form that can be read"]);
	return pem;
}
