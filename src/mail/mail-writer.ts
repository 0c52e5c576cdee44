import type { MailWriter } from "../ports/mail-writer.ts";
import { checkLeaks } from "./check-leaks.ts";
import { composeMail } from "./compose-mail.ts";

/** Writes and re-reads mails of one hotline. A mail of the wrong shape or for the wrong people counts as leaking too. */
export function openMailWriter(hotline: {
	readonly name: string;
	readonly website: string;
	readonly from: string;
}): MailWriter {
	return {
		compose({ subject, text, csv, noticeId, messageId, to, date }) {
			const notice = { subject, text, csv };
			return composeMail({ notice, noticeId, messageId, at: date, hotline, mailboxes: to });
		},
		async countLeaks(mail, { findings, to, links, typed = [] }) {
			const check = await checkLeaks(mail, { findings, mailboxes: to, typed: [...links, ...typed], hotline });
			return check.ok ? 0 : check.leaks;
		},
	};
}
