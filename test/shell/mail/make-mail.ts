import { renderNotice } from "../../../src/core/notice/render-notice.ts";
import type { Finding } from "../../../src/core/report/finding.ts";
import { composeMail } from "../../../src/mail/compose-mail.ts";
import type { FinishedMail } from "../../../src/ports/mail.ts";
import type { LeakAllowance, NoticeMail } from "../../../src/ports/mail-writer.ts";
import { makeInput } from "../../core/notice/make-input.ts";
import { builtInTemplates } from "../../support/built-in-templates.ts";

export const mailboxes = ["abuse@hosting.example", "noc@hosting.example"];

/** The finished mail of a notice, and what the leak guard allows in it. */
export async function makeMail(
	change: Parameters<typeof makeInput>[0] & {
		readonly noticeId?: string;
		readonly mailboxes?: readonly string[];
		readonly allowedFindings?: readonly Finding[];
		readonly mail?: Partial<NoticeMail>;
	} = {},
) {
	const input = makeInput(change);
	const to = change.mailboxes ?? mailboxes;
	const { number, title, description, reference } = input.case;
	const noticeId = change.noticeId ?? `${number}-${input.round}-3`;
	const { subject, text, csv } = renderNotice(input, builtInTemplates);
	const notice: NoticeMail = {
		...{ noticeId, to, subject, text, files: [{ ...csv, type: "text/csv" }] },
		...{ messageId: `<${noticeId}.0a1b@meldpunt.example>`, date: "2026-11-21T09:00:00.000Z" },
		...change.mail,
	};
	const own = { ...input.hotline, envelopeFrom: input.hotline.from };
	const mail: FinishedMail = await composeMail(notice, own);
	const allowed: LeakAllowance = {
		...{ findings: change.allowedFindings ?? input.findings, to, inReplyTo: change.mail?.inReplyTo ?? null },
		...{ links: reference === null ? [] : [reference], typed: [title, description, input.operator.name] },
	};
	return { mail, notice, allowed, own, input };
}
