import { mailboxesOf } from "../core/case/not-reached.ts";
import type { Notice } from "../core/case/state.ts";
import { blamesMailbox } from "../core/notice/bounce-reason.ts";
import type { FailedRecipient, Filing, InboundMail, MailVerdict } from "../ports/inbound-mail.ts";
import type { Context } from "./context.ts";
import { executeOwn } from "./execute.ts";

/** A notice that a mail is about, by something that cannot be guessed. */
interface About {
	readonly caseNumber: string;
	readonly notice: Notice;
}

/**
 * Records what one mail of the mailbox says, and tells where it goes. A bounce counts when it bears the Message-ID of a notice, which nobody can
 * guess, and only for mailboxes that the notice went to; a person's answer is told and stays unread. What names no more than a
 * case is told as mail to look at, and changes nothing. Safe to repeat for the same mail.
 */
export async function takeMail(context: Context, { mark, verdict }: InboundMail): Promise<Filing> {
	switch (verdict.kind) {
		case "bounce":
			return takeBounce(context, mark, verdict);
		case "automatic":
			return "automatic";
		case "reply": {
			const about = await aboutOf(context, verdict);
			if (about === null) await tellUnsure(context, mark, verdict);
			else await executeOwn(context, about.caseNumber, { type: "RecordReply", notice: about.notice.id, mark });
			return "stay";
		}
		case "other":
			return "stay";
	}
}

async function takeBounce(context: Context, mark: string, verdict: MailVerdict & { kind: "bounce" }): Promise<Filing> {
	const about = await aboutOf(context, verdict);
	if (about === null) {
		await tellUnsure(context, mark, verdict);
		return "stay";
	}
	const { caseNumber, notice } = about;
	const recipients = verdict.recipients.filter(({ mailbox }) => mailboxesOf(notice).includes(mailbox));
	if (recipients.length === 0) {
		// It came back from somewhere that we did not mail: a person has to see which of the mailboxes passed it on.
		await executeOwn(context, caseNumber, { type: "RecordReply", notice: null, mark });
		return "stay";
	}
	await markBad(context, about, recipients);
	await executeOwn(context, caseNumber, {
		...{ type: "RecordBounce", notice: notice.id },
		recipients: recipients.map(({ mailbox, permanent, status }) => ({ mailbox, permanent, status })),
	});
	return "bounces";
}

/** Before the event, so that a crash in between leaves nothing out. What is known of the notice already was marked then, or cleared since. */
async function markBad(
	{ badMailboxes, clock }: Context,
	about: About,
	failed: readonly FailedRecipient[],
): Promise<void> {
	const { caseNumber, notice } = about;
	for (const { mailbox, status, permanent, forwarded } of failed) {
		const isKnown = notice.bounced?.dead.includes(mailbox) ?? false;
		if (!permanent || forwarded || isKnown || !blamesMailbox(status)) continue;
		await badMailboxes.mark({
			...{ mailbox, cause: "bounced", reason: status ?? "", caseNumber, author: null, markedAt: clock() },
		});
	}
}

async function aboutOf({ notices, cases }: Context, { clues }: MailVerdict): Promise<About | null> {
	const found = await notices.withMessageIds(clues.messageIds);
	const row = clues.messageIds.map((id) => found.get(id)).find((each) => each !== undefined);
	if (row === undefined) return null;
	const state = await cases.load(row.caseNumber);
	const notice = state?.notices[row.id];
	return notice === undefined ? null : { caseNumber: row.caseNumber, notice };
}

/** A case number in a subject is no proof of anything; somebody looks. */
async function tellUnsure(context: Context, mark: string, { clues }: MailVerdict): Promise<void> {
	for (const caseNumber of clues.caseNumbers) {
		if ((await context.cases.load(caseNumber)) === null) continue;
		await executeOwn(context, caseNumber, { type: "RecordReply", notice: null, mark });
		return;
	}
}
