import type { CaseState, Notice } from "../core/case/state.ts";
import type { FinishedMail } from "../ports/mail.ts";
import type { Context } from "./context.ts";
import { optedOutNow } from "./opted-out-now.ts";
import { renderFor } from "./render-for.ts";

/** A finished mail held something that does not belong to its recipient. It was not handed over. */
export class LeakFound extends Error {
	/** How many such things; what they are is not said. */
	readonly foreign: number;
	constructor(noticeId: string, foreign: number) {
		super(`mail of ${noticeId} holds ${foreign} things that are not its recipient's`);
		this.name = "LeakFound";
		this.foreign = foreign;
	}
}

/**
 * The mail of one notice, finished and checked: written from the findings that are in its group now, then read again by the leak guard.
 * `"changed"` when the group or the counts are not as they were when the notice was queued, `"opted-out"` when an opt-out came since.
 * Throws `LeakFound`.
 */
export async function writeNotice(
	context: Context,
	state: CaseState,
	notice: Notice,
): Promise<FinishedMail | "changed" | "opted-out"> {
	const row = await context.notices.get(notice.id);
	const group = await context.findings.group(state.number, notice.group);
	if (row === null || group === null || group.operatorKey !== notice.operatorKey) return "changed";
	const findings = await context.findings.findingsOfGroup(state.number, notice.group, notice.round);
	if (findings.length !== notice.findings) return "changed";
	if (await optedOutNow(context, group, findings)) return "opted-out";
	const rendered = renderFor(context.hotline, state, { group, findings, round: notice.round });
	const { id: noticeId, messageId } = row;
	const to = group.mailboxes;
	const mail = await context.mailWriter.compose({ ...rendered, noticeId, messageId, to, date: context.clock() });
	const links = state.reference === null ? [] : [state.reference];
	const typed = [state.title, state.description, group.operator];
	const foreign = await context.mailWriter.countLeaks(mail, { findings, to, links, typed });
	if (foreign > 0) throw new LeakFound(notice.id, foreign);
	return mail;
}
