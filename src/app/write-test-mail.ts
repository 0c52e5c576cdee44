import type { TestMailProblem } from "../core/case/event.ts";
import type { CaseState } from "../core/case/state.ts";
import { deliveryFor } from "../core/contact/delivery-for.ts";
import type { FinishedMail } from "../ports/mail.ts";
import type { NoticeMail } from "../ports/mail-writer.ts";
import type { Context } from "./context.ts";
import { readMailRules } from "./mail-rules.ts";
import { optedOut } from "./opted-out-now.ts";
import { fixedFor, renderFor } from "./render-for.ts";
import { xarfFiles } from "./write-notice.ts";

export interface TestMailDraft {
	/** As `testMailId` gives it. */
	readonly id: string;
	readonly group: number;
	/** The one recipient: the asker's own mailbox. */
	readonly mailbox: string;
}

export type WrittenTest =
	| { readonly kind: "mail"; readonly mail: FinishedMail }
	| { readonly kind: "no"; readonly problem: TestMailProblem };

const no = (problem: TestMailProblem): WrittenTest => ({ kind: "no", problem });

/**
 * The mail that a group's operator would get now, with full rows, in the language and with the files that the operator wants; marked as a
 * test, addressed to one volunteer alone, and read again by the leak guard like any other. Zipped where it is too large. It
 * follows no other mail and is not encrypted: the operator's key is not the volunteer's.
 */
export async function writeTestMail(context: Context, state: CaseState, draft: TestMailDraft): Promise<WrittenTest> {
	const maxBytes = Math.min(context.mailing.maxBytes, (await context.mail.maxBytes()) ?? Number.POSITIVE_INFINITY);
	for (const zipped of [false, true]) {
		const written = await compose(context, state, { ...draft, zipped });
		if (written.kind === "no" || written.mail.raw.byteLength <= maxBytes) return written;
	}
	return no("too-large");
}

async function compose(
	context: Context,
	state: CaseState,
	{ id, group: groupId, mailbox, zipped }: TestMailDraft & { readonly zipped: boolean },
): Promise<WrittenTest> {
	const group = await context.findings.group(state.number, groupId);
	if (group === null || group.mailboxes.length === 0) return no("changed");
	const findings = await context.findings.findingsOfGroup(state.number, groupId, state.round);
	if (findings.length === 0) return no("changed");
	const rules = await readMailRules(context);
	if (optedOut(rules.optOuts, group, findings)) return no("opted-out");
	const { language, xarf } = deliveryFor(rules.entries, group.mailboxes);
	const { number, round } = state;
	const first = round > 1 ? await context.notices.firstMailTo(number, group.operatorKey, round) : null;
	const recipient = { group, findings, round, language, zipped, firstMailAt: first?.acceptedAt ?? null };
	const rendered = renderFor(context, state, { ...recipient, test: true });
	const reports = xarf ? xarfFiles({ context, state, noticeId: id, findings }) : [];
	const { from } = context.hotline;
	const to = [mailbox];
	const letter: NoticeMail = {
		...{ noticeId: id, to, zipped, date: context.clock(), subject: rendered.subject, text: rendered.text },
		// Sent once more after a crash, it is the same message to a mail program.
		messageId: `<${id.toLowerCase()}@${from.slice(from.lastIndexOf("@") + 1)}>`,
		files: [{ ...rendered.csv, type: "text/csv" }, ...reports],
	};
	const { mail, foreign } = await context.mailWriter.write(letter, {
		...{ findings, to, fixed: fixedFor(context, state) },
		links: state.reference === null ? [] : [state.reference],
		typed: [state.title, state.description, group.operator],
	});
	if (foreign === 0) return { kind: "mail", mail };
	const fault = new Error(`test mail ${id} holds ${foreign} things that are not its recipient's`);
	context.log.error("leak-guard-stopped-a-test-mail", fault, { notice: id, foreign });
	return no("leak");
}
