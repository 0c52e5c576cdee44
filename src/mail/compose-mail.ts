import MailComposer from "nodemailer/lib/mail-composer";
import { isAddrSpec } from "../core/contact/parse-mailboxes.ts";
import type { FinishedMail } from "../ports/mail.ts";
import type { NoticeMail } from "../ports/mail-writer.ts";
import type { MailIdentity } from "./mail-identity.ts";
import { parseNoticeId } from "./parse-notice-id.ts";
import { zipFiles } from "./zip-files.ts";

/** A mailbox that must not go into a mail. Holds no more of it than its place in the list. */
export class BadMailbox extends Error {
	constructor(place: string) {
		super(`${place} is not a plain mail address`);
		this.name = "BadMailbox";
	}
}

/** Which case a mail belongs to, for our own outbox and for sorting by the reader's mail rules. */
export const caseHeader = "X-Meldkamer-Case";

export type Sender = Pick<MailIdentity, "name" | "from"> & { readonly envelopeFrom: string };

/**
 * Builds the MIME message: text as quoted-printable, files as base64, CRLF throughout. From and Reply-To are the hotline's own address.
 * Without `Auto-Submitted` (RFC 3834): people may answer it. Throws `BadMailbox` where a mailbox, or the hotline's own
 * address, is anything but one plain addr-spec: nothing that a header or an SMTP command could read as more than one
 * address gets this far.
 */
export async function composeMail(mail: NoticeMail, sender: Sender): Promise<FinishedMail> {
	const { to, messageId, noticeId, inReplyTo = null } = mail;
	if (to.length === 0) throw new BadMailbox("an empty list of recipients");
	for (const [index, mailbox] of to.entries()) if (!isAddrSpec(mailbox)) throw new BadMailbox(`recipient ${index + 1}`);
	if (!isAddrSpec(sender.from) || !isAddrSpec(sender.envelopeFrom)) throw new BadMailbox("the hotline's own address");
	for (const id of inReplyTo === null ? [messageId] : [messageId, inReplyTo])
		if (!/^<[\w.+-]{1,128}@[\w.-]{1,120}>$/.test(id)) throw new Error("message id is not one plain msg-id");
	const from = { name: sender.name, address: sender.from };
	const message = new MailComposer({
		...{ from, replyTo: from, subject: mail.subject, messageId, date: new Date(mail.date) },
		...(inReplyTo === null ? {} : { inReplyTo, references: inReplyTo }),
		to: to.map((address) => ({ name: "", address })),
		headers: { [caseHeader]: parseNoticeId(noticeId).caseNumber },
		text: { content: mail.text.replaceAll("\n", "\r\n"), contentTransferEncoding: "quoted-printable" },
		attachments: await attachments(mail),
		...{ newline: "win", disableFileAccess: true, disableUrlAccess: true },
	}).compile();
	const { envelopeFrom } = sender;
	return { noticeId, messageId, envelopeFrom, envelopeTo: [...to], raw: await message.build() };
}

/** The CSV as it is; one X-ARF report as it is, more of them in a zip; all in one zip where the mail would be too large. */
async function attachments({ files, zipped, date, noticeId }: NoticeMail) {
	const attached = (filename: string, content: Uint8Array | string, contentType: string) => ({
		...{ filename, content: typeof content === "string" ? content : Buffer.from(content), contentType },
		contentTransferEncoding: "base64" as const,
	});
	const packed = async (name: string, list: NoticeMail["files"]) =>
		attached(
			name,
			await zipFiles(
				list.map(({ fileName, content }) => ({ name: fileName, content })),
				date,
			),
			"application/zip",
		);
	const name = files[0]?.fileName.replace(/\.\w+$/, "") ?? parseNoticeId(noticeId).caseNumber;
	if (zipped === true) return [await packed(`${name}.zip`, files)];
	const reports = files.filter(({ type }) => type === "application/json");
	const others = files.filter(({ type }) => type !== "application/json");
	return [
		...others.map(({ fileName, content }) => attached(fileName, content, "text/csv; charset=utf-8; header=present")),
		...(reports.length === 0 ? [] : [await packed(`${name}-xarf.zip`, reports)]),
	];
}
