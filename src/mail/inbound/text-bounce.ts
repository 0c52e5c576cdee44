import type { FailedRecipient } from "../../ports/inbound-mail.ts";
import { readDeliveryStatus } from "./delivery-status.ts";
import { mailAddresses } from "./mail-addresses.ts";
import type { ReadMail } from "./read-mail.ts";
import { isLasting, statusCode } from "./status-code.ts";

/** An answer to a mail, or one that somebody passes on: people do that with bounces. */
const answerSubject = /^\s*(?:re|fw|fwd|aw|wg|sv|antw|antwoord|doorst|betr|tr)\s*(?:\[\d+\])?\s*:/i;

/** Names that only mail systems have. */
const daemon =
	/^(?:mailer[-_.]?daemon|mail[-_.]?daemon|mdaemon|mail[-_.]?delivery(?:[-_.]?(?:system|subsystem))?|double-bounce)(?:[+_.-].*)?@/;
/** Names that mail systems have, and the people who look after them. */
const caretaker = /^(?:postmaster|bounces?)(?:[+_.-].*)?@/;

const bounceSubject =
	/undeliver|returned? (?:mail|to sender)|returning (?:message|mail) to sender|mail (?:delivery|system|returned)|delivery (?:status|failure|failed|report|problem|has failed|delayed|notification)|(?:failure|failed|delayed|non-?delivery|warning) (?:notice|mail|delivery|report|notification)|message (?:delayed|not delivered|status)|could not (?:be delivered|send|deliver)|not (?:be )?delivered|unzustellbar|non remis|échec|onbestelbaar|onbezorgbaar|niet (?:bezorgd|afgeleverd|worden bezorgd)|retour afzender|teruggestuurd/i;

const failureWords =
	/(?:could|can|did|was|were|has|have)(?: ?n['o]t| not)(?: been| be)? (?:deliver|reach|sent|accept)|(?:un|not )able to (?:deliver|send|reach)|delivery .{0,80}(?:fail|delay|problem|impossible)|(?:fail|rejected|returned).{0,80}(?:recipient|address|mailbox|deliver)|undeliver|did not reach|could not be reached|permanent (?:fatal )?error|unrecoverable error|returned to (?:sender|you)|transcript of session|unsent message|following (?:recipient|address)|user unknown|has(?:n't| not) been delivered|not yet (?:been )?deliver|will keep trying|will be retried|(?:kon|kan|kunnen|konden) niet (?:worden )?(?:bezorgd|afgeleverd|verzonden)|niet (?:bezorgd|afgeleverd)|bezorging .{0,40}(?:mislukt|vertraagd)|zustell/i;

const delayWords =
	/(?:has(?:n't| not)|not yet|not) (?:yet )?been delivered .{0,40}yet|not yet been delivered|delivery (?:to .{0,80} )?(?:has been |is )?delayed|still trying|will (?:keep|continue) (?:trying|to try)|will (?:be|try to) .{0,30}(?:retried|again)|do not need to resend|no need to resend|(?:only|just) a warning|nog niet (?:bezorgd|afgeleverd)|vertraagd/i;

/** Where the mail that came back begins, or the part of the text that repeats its headers. */
const returnedMarks =
	/^(?:[-=_ ]*(?:this is a copy of|below this line is|original message|unsent message|returned message|message header|start of returned|the original message|included is a copy|a copy of the original|oorspronkelijk bericht|headers? of the (?:original )?message|message text follows|here is a copy of)\b|original message headers:|return-path:|received:|received: from)/i;

/** The report in a text, and the mail that came back behind it. */
export interface SplitReport {
	readonly report: string;
	readonly returned: string;
}

/** Cuts a text where the returned mail begins. */
export function splitReport(text: string): SplitReport {
	const lines = text.split(/\r?\n/).map((line) => line.slice(0, 1_000));
	const at = lines.findIndex((line, index) => index > 0 && returnedMarks.test(line.trim()));
	if (at < 0) return { report: lines.join("\n").slice(0, 16_384), returned: "" };
	return { report: lines.slice(0, at).join("\n").slice(0, 16_384), returned: lines.slice(at).join("\n") };
}

/**
 * The recipients of a bounce that is not in the form of RFC 3464: those of Exim, qmail (QSBMF), older Exchange, Gmail and sendmail, and what is
 * like them. Null unless the mail comes from a mail system (a null sender, or such a name in From) **and** says so in its
 * words: people and their ticket systems write of bounces, too.
 */
export function readTextBounce(mail: ReadMail): readonly FailedRecipient[] | null {
	if (answerSubject.test(mail.subject)) return null;
	const named = mail.header("x-failed-recipients").flatMap(mailAddresses);
	const { report } = splitReport(mail.text);
	const saysSo = failureWords.test(report.replace(/\s+/g, " "));
	const fromDaemon = daemon.test(mail.from) || named.length > 0;
	const subjectSaysSo = bounceSubject.test(mail.subject);
	// A null sender alone is also what answering machines have.
	const mayBe = fromDaemon || caretaker.test(mail.from) || hasNullSender(mail);
	if (!(fromDaemon ? saysSo || subjectSaysSo : mayBe && saysSo && subjectSaysSo)) return null;
	const fields = readDeliveryStatus(mail.text);
	if (fields !== null && fields.failed.length > 0) return fields.failed;
	const own = new Set([
		mail.from,
		...["to", "sender", "reply-to"].flatMap((name) => mail.header(name).flatMap(mailAddresses)),
	]);
	const about = aboutRecipients(report);
	const found = about.length > 0 ? about : fallback(report, named, own);
	if (found.length === 0) return null;
	const delayed =
		delayWords.test(report.replace(/\s+/g, " ")) ||
		/delay|^warning: (?:message|could not send)|vertraag/i.test(mail.subject);
	return found.map(({ mailbox, words }) => ({
		...{ mailbox, status: statusCode(words) ?? statusCode(report), forwarded: false },
		permanent: delayed ? false : (isLasting(words) ?? isLasting(report) ?? true),
	}));
}

export function hasNullSender(mail: ReadMail): boolean {
	return mail.header("return-path").some((path) => /^\s*(?:<\s*>|<?mailer-daemon\b)/i.test(path));
}

interface Named {
	readonly mailbox: string;
	/** What is said of it. */
	readonly words: string;
}

/** Lines that begin with an address, or name one as the recipient, with what follows until the next of them. */
const namingLines: readonly RegExp[] = [
	/^\s*<?([^\s<>@:;]{1,64}@[a-z0-9.-]+[a-z0-9])>?\s*(?:[:;(]|\.\.\.|$|on\s\d|<mailto:|- |\s{2,})/i,
	/^\s*(?:\d{3}[ -])?(?:\d\.\d\.\d\s)?<([^\s<>@]{1,64}@[a-z0-9.-]+[a-z0-9])>\s*(?:\.\.\.|:|,|$)/i,
	/(?:following (?:recipients?|address(?:es)?)(?:\(s\))?|recipient|address|ontvanger|adres)\s*:\s*<?([^\s<>@]{1,64}@[a-z0-9.-]+[a-z0-9])>?/i,
	/generated from\s+<?([^\s<>@]{1,64}@[a-z0-9.-]+[a-z0-9])>?/i,
];

function aboutRecipients(report: string): Named[] {
	const named = new Map<string, string[]>();
	let words: string[] | null = null;
	for (const line of report.split("\n")) {
		const mailbox = namingLines.flatMap((naming) => mailAddresses(naming.exec(line)?.[1] ?? ""))[0];
		if (mailbox !== undefined) {
			words = named.get(mailbox) ?? [];
			named.set(mailbox, words);
		}
		words?.push(line);
	}
	return [...named].map(([mailbox, said]) => ({ mailbox, words: said.join("\n") }));
}

/** The addresses that a header names; else the only ones in the report that are not the sender's or the reader's own. */
function fallback(report: string, named: readonly string[], own: ReadonlySet<string>): Named[] {
	const mailboxes = named.length > 0 ? named : mailAddresses(report).filter((mailbox) => !own.has(mailbox));
	return mailboxes.map((mailbox) => ({ mailbox, words: report }));
}
