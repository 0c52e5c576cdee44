import { type Config, ConfigError } from "../config.ts";
import { bad, type Finding, good } from "../core/setup/finding.ts";
import { probeMailbox } from "../mail/imap/probe-mailbox.ts";
import { mailboxSettings } from "../main/mailbox-of.ts";
import { mailboxWords } from "./mailbox-words.ts";

/** Whether bounces and answers can be read: the login, and the mailbox. Nothing is changed there. */
export async function examineMailbox(config: Config): Promise<readonly Finding[]> {
	const words = mailboxWords(config.HOTLINE_LANGUAGE);
	try {
		const settings = await mailboxSettings(config);
		if (settings === null) return config.SMTP_URL === undefined ? [] : [good(words.none, words.noneAdvice)];
		const probe = await probeMailbox(settings, settings.mailbox);
		if (probe.kind !== "well") return [bad(...words.problems[probe.kind])];
		const advice = config.BOUNCE_ADDRESS === undefined ? words.noBounceAddress : null;
		return [good(words.well(settings.mailbox, String(probe.mails)), advice)];
	} catch (fault) {
		if (!(fault instanceof ConfigError)) throw fault;
		return [bad(fault.message, words.fixSetting)];
	}
}
