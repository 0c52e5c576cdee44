import type { Clues } from "../../ports/inbound-mail.ts";
import { ownWords } from "./own-words.ts";
import type { ReadMail } from "./read-mail.ts";
import { hasNullSender } from "./text-bounce.ts";

const awaySubject =
	/^\s*[[(]?(?:auto(?:matic|mated)?[ -]?(?:reply|response|responder|answer)|automatisch(?:e)? (?:antwoord|beantwoording|reactie|bericht|ontvangstbevestiging)|out of (?:the )?office|ooo\b|away from (?:the |my )?office|(?:on )?vacation|afwezig|niet aanwezig|buiten kantoor|met vakantie|abwesenheit|automatische antwort|réponse automatique|absence|ontvangstbevestiging|bevestiging van ontvangst)/i;

/** `[Ticket#2026112510000018]`, `[#123]`, `Ticket 123:`, `Case: 00012345`. */
const ticketSubject =
	/\[[^\]]{0,60}#\s?[\w-]{2,30}[^\]]{0,20}\]|\((?:ticket|case|id)[ #:]{1,3}[\w-]{2,30}\)|(?:ticket|case|request|incident|meldingsnummer|aanvraag|zaaknummer)[ #:nr.-]{1,4}\d{3,}/i;

/** It came in, and has a number: nobody has looked at it yet. */
const received =
	/we(?:'ve| have)? (?:have )?received|has been (?:received|created|opened|registered|logged|assigned an?)|acknowledg|(?:we|wij) hebben .{0,60} (?:ontvangen|geregistreerd)|ontvangstbevestiging|is (?:ontvangen|geregistreerd|aangemaakt|in behandeling genomen)/i;
/** What people begin with, too. */
const thanks =
	/thank you for (?:contacting|your (?:report|e-?mail|message|request))|bedankt voor (?:uw|je) (?:melding|bericht|mail|e-mail)/i;

const machineWords =
	/this is an? (?:automat|auto-)|automatically generated|auto(?:matic|mated) (?:reply|response|message|confirmation|acknowledg)|do not (?:reply|respond) to this|dit is een automatisch|automatisch (?:gegenereerd|verstuurd|verzonden|aangemaakt)|niet op (?:dit bericht|deze (?:e-?)?mail) (?:te )?(?:be)?antwoord|(?:dit bericht|deze (?:e-?)?mail) niet (?:te )?(?:be)?antwoord|er niet op antwoorden|geen antwoord op dit bericht|diese nachricht wurde automatisch/i;

const noReply =
	/^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|noreply|niet[-_.]?beantwoorden|geen[-_.]?antwoord)[^@]{0,40}@/;

const robotHeaders = [
	...["x-autoreply", "x-autorespond", "x-autoresponse", "x-autoreply-from", "x-mail-autoreply", "x-vacation"],
	...["x-autoresponder", "x-auto-reply", "autoreply"],
];

/**
 * Whether a machine wrote this as an answer to something: RFC 3834 (`Auto-Submitted`), the headers that came before it, receipts (RFC 8098),
 * out-of-office notes and what ticket systems send on receipt. Not newsletters or other mail that nobody asked for by writing,
 * and not a person who answers from a ticket system: where nothing but such a system's marks (bulk, generated) are there, it is a person's.
 */
export function isAutomatic(mail: ReadMail, clues: Clues): boolean {
	if (mail.contentType.includes("disposition-notification")) return true;
	if (isForMany(mail) || mail.contentType.includes("feedback-report")) return false;
	const refers = clues.messageIds.length > 0 || clues.caseNumbers.length > 0;
	const submitted = mail.header("auto-submitted").map((value) => value.trim().toLowerCase());
	if (submitted.some((value) => value.startsWith("auto-replied"))) return true;
	if (robotHeaders.some((name) => mail.header(name).length > 0)) return true;
	const precedence = [...mail.header("precedence"), ...mail.header("x-precedence")].join(" ").toLowerCase();
	if (/auto[_-]?reply/.test(precedence)) return true;
	if (awaySubject.test(mail.subject)) return true;
	// Ticket systems mark as generated what people write in them, too.
	const isGenerated = refers && submitted.some((value) => value.startsWith("auto-"));
	return isAcknowledgement(mail, { isGenerated, isBulk: /bulk|junk/.test(precedence) });
}

function isForMany(mail: ReadMail): boolean {
	return ["list-id", "list-unsubscribe"].some((name) => mail.header(name).length > 0);
}

interface Marks {
	readonly isGenerated: boolean;
	readonly isBulk: boolean;
}

/** What a ticket system sends by itself: it says so, or it comes from where nobody reads, or from nowhere. */
function isAcknowledgement(mail: ReadMail, { isGenerated, isBulk }: Marks): boolean {
	const words = ownWords(mail.text).replace(/\s+/g, " ");
	const fromMachine = noReply.test(mail.from) || hasNullSender(mail) || machineWords.test(words);
	if (fromMachine && (isGenerated || received.test(words) || thanks.test(words))) return true;
	if (isGenerated && received.test(`${mail.subject} ${words}`)) return true;
	if (!ticketSubject.test(mail.subject)) return false;
	const isNumbered = /\b(?:ticket|case|request|zaak|melding)\b.{0,40}\b(?:number|nummer|id|#)/i.test(words);
	return received.test(mail.subject) || (received.test(words) && (isBulk || isNumbered));
}
