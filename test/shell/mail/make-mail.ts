import { renderNotice } from "../../../src/core/notice/render-notice.ts";
import type { Finding } from "../../../src/core/report/finding.ts";
import { composeMail } from "../../../src/mail/compose-mail.ts";
import type { FinishedMail } from "../../../src/ports/mail.ts";
import { enMail } from "../../../src/text/en/mail.ts";
import { nlMail } from "../../../src/text/nl/mail.ts";
import { makeInput } from "../../core/notice/make-input.ts";

export const mailboxes = ["abuse@hosting.example", "noc@hosting.example"];

/** The finished mail of a notice, and what the leak guard allows in it. */
export async function makeMail(
	change: Parameters<typeof makeInput>[0] & {
		readonly noticeId?: string;
		readonly mailboxes?: readonly string[];
		readonly allowedFindings?: readonly Finding[];
	} = {},
) {
	const input = makeInput(change);
	const to = change.mailboxes ?? mailboxes;
	const { number, title, description, reference } = input.case;
	const noticeId = change.noticeId ?? `${number}-${input.round}-3`;
	const mail: FinishedMail = await composeMail({
		notice: renderNotice(input, { nl: nlMail, en: enMail }),
		noticeId,
		messageId: `<${noticeId}.0a1b@meldpunt.example>`,
		at: "2026-11-21T09:00:00.000Z",
		hotline: input.hotline,
		mailboxes: to,
	});
	const allowed = {
		findings: change.allowedFindings ?? input.findings,
		mailboxes: to,
		typed: [title, description, reference ?? "", input.operator.name],
		hotline: input.hotline,
	};
	return { mail, allowed, input };
}
