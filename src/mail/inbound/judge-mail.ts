import type { Clues, FailedRecipient, MailVerdict } from "../../ports/inbound-mail.ts";
import { type DeliveryStatus, readDeliveryStatus } from "./delivery-status.ts";
import { findClues, type OwnMail } from "./find-clues.ts";
import { isAutomatic } from "./is-automatic.ts";
import { type ReadMail, readMail } from "./read-mail.ts";
import { readTextBounce, splitReport } from "./text-bounce.ts";

const noClues: Clues = { messageIds: [], caseNumbers: [] };

/** Judges a mail by itself, whatever it holds: never throws, and gives `other` for what cannot be read. */
export async function judgeMail(raw: Uint8Array, own: OwnMail): Promise<MailVerdict> {
	const mail = await readMail(raw);
	return mail === null ? { kind: "other", clues: noClues } : judge(mail, own);
}

function judge(mail: ReadMail, own: OwnMail): MailVerdict {
	const report = deliveryReport(mail);
	const text = report === null ? readTextBounce(mail) : null;
	const { returned } = splitReport(mail.text);
	const isBounce = report !== null || text !== null;
	const clues = findClues(mail, own, isBounce ? returned : "");
	if (report !== null) return ofReport(report, clues);
	if (text !== null) return { kind: "bounce", clues, recipients: distinct(text) };
	if (isAutomatic(mail, clues)) return { kind: "automatic", clues };
	const refers = clues.messageIds.length > 0 || clues.caseNumbers.length > 0;
	return { kind: refers ? "reply" : "other", clues };
}

/** A report that the mail arrived, or that somebody else has it now, is a machine's answer. */
function ofReport({ failed, unreadable }: DeliveryStatus, clues: Clues): MailVerdict {
	if (failed.length === 0 && !unreadable) return { kind: "automatic", clues };
	return { kind: "bounce", clues, recipients: distinct(failed) };
}

/**
 * The delivery report of a mail that is one (RFC 6522). One that somebody passes on is inside another kind of mail, and is none. A report
 * without its machine-readable part is read from its text.
 */
function deliveryReport(mail: ReadMail): DeliveryStatus | null {
	if (!/^multipart\/report\b/.test(mail.contentType)) return null;
	const isDelivery = /report-type\s*=\s*"?(?:delivery-status|global-delivery-status)/.test(mail.contentType);
	const parts = mail.parts.filter(({ type }) => /^message\/(?:global-)?delivery-status$/.test(type));
	const read = parts.map(({ text }) => readDeliveryStatus(text)).filter((status) => status !== null);
	const failed = read.flatMap((status) => status.failed);
	const isUnreadable = read.some(({ unreadable }) => unreadable);
	if (read.length > 0 && (failed.length > 0 || !isUnreadable)) return { failed, unreadable: isUnreadable };
	if (read.length === 0 && !isDelivery) return null;
	const told = readTextBounce(mail);
	if (told !== null) return { failed: told, unreadable: false };
	return isUnreadable ? { failed, unreadable: true } : null;
}

/** Each mailbox once; a lasting failure goes before a delay. */
function distinct(recipients: readonly FailedRecipient[]): FailedRecipient[] {
	const each = new Map<string, FailedRecipient>();
	for (const recipient of recipients) {
		const known = each.get(recipient.mailbox);
		if (known === undefined || (recipient.permanent && !known.permanent)) each.set(recipient.mailbox, recipient);
	}
	return [...each.values()];
}
