import { type Config, ConfigError } from "../config.ts";
import { examineMail as examineDns } from "../core/deliverability/examine-mail.ts";
import type { DkimSigning, UnusableKey } from "../core/deliverability/judge-dkim.ts";
import { judgeSmtp } from "../core/deliverability/smtp-probe.ts";
import { parseRange } from "../core/report/range.ts";
import { bad, type Finding, good } from "../core/setup/finding.ts";
import { openMailDns } from "../lookup/dns/mail-dns.ts";
import { registeredDomain } from "../lookup/registered-domain.ts";
import { publicPartOf } from "../mail/dkim-key.ts";
import { probeSmtp } from "../mail/probe-smtp.ts";
import { BadSmtpUrl, parseSmtpUrl, type SmtpServer } from "../mail/smtp-url.ts";
import { dkimOf, pemOf } from "../main/mailing-of.ts";
import { deliverabilityTexts } from "../text/deliverability.ts";

/** In milliseconds; `allMs` is for all questions to DNS together. */
const limits = { dnsMs: 3_000, attempts: 2, allMs: 45_000, smtpMs: 20_000 };
/** For EHLO where no name is set (RFC 5321 section 4.1.3); nothing is sent under it. */
const nameless = "[127.0.0.1]";

/** Whether mail gets out and is taken for ours: the SMTP server, and what DNS says of the sending domain. Nothing is sent. */
export async function examineMail(config: Config): Promise<readonly Finding[]> {
	const words = deliverabilityTexts[config.HOTLINE_LANGUAGE];
	if (config.SMTP_URL === undefined) return [good(words.nothingSent, words.comesWithSmtp)];
	const server = serverOf(config.SMTP_URL);
	if (server instanceof BadSmtpUrl) return [bad(server.message, words.checkServer)];
	const [smtp, dns] = await Promise.all([examineServer(server, config), examineDomain(server, config)]);
	return [...smtp, ...dns];
}

function serverOf(url: string): SmtpServer | BadSmtpUrl {
	try {
		return parseSmtpUrl(url);
	} catch (fault) {
		if (fault instanceof BadSmtpUrl) return fault;
		throw fault;
	}
}

async function examineServer(server: SmtpServer, config: Config): Promise<readonly Finding[]> {
	const words = deliverabilityTexts[config.HOTLINE_LANGUAGE];
	const ca = config.SMTP_CA === undefined ? null : await orFault(pemOf(config.SMTP_CA));
	if (ca instanceof ConfigError) return [bad(ca.message, words.fixCertificate.untrusted)];
	const clientName = config.MAIL_EHLO_NAME ?? nameless;
	const probe = await probeSmtp({ server, ca, clientName, timeoutMs: limits.smtpMs });
	return judgeSmtp(probe, { ...server, logsIn: server.login !== null }, words);
}

async function examineDomain({ host }: SmtpServer, config: Config): Promise<readonly Finding[]> {
	const setup = {
		...{ from: config.MAIL_FROM, bounces: config.BOUNCE_ADDRESS ?? null },
		...{ host: host.toLowerCase(), ips: config.MAIL_IPS, ehlo: config.MAIL_EHLO_NAME?.toLowerCase() ?? null },
		dkim: await signingOf(config),
		allowedSpecialUse: config.ALLOWED_SPECIAL_USE.map(parseRange).filter((range) => range !== null),
	};
	const dns = openMailDns({
		...{ timeoutMs: limits.dnsMs, attempts: limits.attempts, signal: AbortSignal.timeout(limits.allMs) },
		servers: config.DNS_SERVERS.length === 0 ? null : config.DNS_SERVERS,
	});
	const words = deliverabilityTexts[config.HOTLINE_LANGUAGE];
	return examineDns(setup, { dns, registered: registeredDomain, words });
}

async function signingOf(config: Config): Promise<DkimSigning | UnusableKey | null> {
	const dkim = await orFault(dkimOf(config));
	if (dkim instanceof ConfigError) return { unusable: dkim.message };
	return dkim && { domain: dkim.domain, selector: dkim.selector, key: publicPartOf(dkim.privateKey) };
}

/** A setting that can't be used is a finding here. */
async function orFault<T>(work: Promise<T>): Promise<T | ConfigError> {
	try {
		return await work;
	} catch (fault) {
		if (fault instanceof ConfigError) return fault;
		throw fault;
	}
}
