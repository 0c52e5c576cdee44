import MailComposer from "nodemailer/lib/mail-composer";
import { isAddrSpec } from "../core/contact/parse-mailboxes.ts";
import type { RenderedNotice } from "../core/notice/render-notice.ts";
import type { FinishedMail } from "../ports/mail.ts";
import { parseNoticeId } from "./parse-notice-id.ts";

/** What a mail is made of. */
export interface ComposeInput {
	readonly notice: RenderedNotice;
	readonly noticeId: string;
	/** Ours, with angle brackets; stored before the mail is sent. */
	readonly messageId: string;
	/** For the Date header. */
	readonly at: string;
	readonly hotline: { readonly name: string; readonly from: string };
	/** One addr-spec each, at least one. */
	readonly mailboxes: readonly string[];
}

/** A mailbox that must not go into a mail. Holds no more of it than its place in the list. */
export class BadMailbox extends Error {
	constructor(place: string) {
		super(`${place} is not a plain mail address`);
		this.name = "BadMailbox";
	}
}

/** Which case a mail belongs to, for our own outbox and for sorting by the reader's mail rules. */
export const caseHeader = "X-Meldkamer-Case";

/**
 * Builds the MIME message: text as quoted-printable, the list as base64 CSV, CRLF throughout. From and Reply-To are the hotline's own
 * address, envelope sender too. Without `Auto-Submitted` (RFC 3834): people may answer it. Throws `BadMailbox` where a
 * mailbox, or the hotline's own address, is anything but one plain addr-spec: nothing that a header or an SMTP
 * command could read as more than one address gets this far.
 */
export async function composeMail(input: ComposeInput): Promise<FinishedMail> {
	const { notice, hotline, mailboxes } = input;
	if (mailboxes.length === 0) throw new BadMailbox("an empty list of recipients");
	for (const [index, mailbox] of mailboxes.entries())
		if (!isAddrSpec(mailbox)) throw new BadMailbox(`recipient ${index + 1}`);
	if (!isAddrSpec(hotline.from)) throw new BadMailbox("the hotline's own address");
	if (!/^<[\w.+-]{1,128}@[\w.-]{1,120}>$/.test(input.messageId)) throw new Error("message id is not one plain msg-id");
	const message = new MailComposer({
		from: { name: hotline.name, address: hotline.from },
		replyTo: { name: hotline.name, address: hotline.from },
		to: mailboxes.map((address) => ({ name: "", address })),
		subject: notice.subject,
		messageId: input.messageId,
		date: new Date(input.at),
		headers: { [caseHeader]: parseNoticeId(input.noticeId).caseNumber },
		text: { content: notice.text.replaceAll("\n", "\r\n"), contentTransferEncoding: "quoted-printable" },
		attachments: [
			{
				filename: notice.csv.fileName,
				content: notice.csv.content,
				contentType: "text/csv; charset=utf-8; header=present",
				contentTransferEncoding: "base64",
			},
		],
		newline: "win",
		disableFileAccess: true,
		disableUrlAccess: true,
	}).compile();
	return {
		noticeId: input.noticeId,
		messageId: input.messageId,
		envelopeFrom: hotline.from,
		envelopeTo: [...mailboxes],
		raw: await message.build(),
	};
}
