import type { CommandOf } from "./command.ts";
import { type Decision, refuse } from "./decision.ts";
import type { CaseEvent } from "./event.ts";
import { mailboxesOf } from "./not-reached.ts";
import type { CaseState, Notice } from "./state.ts";

/** More replies to one notice than this are not told one by one: whoever looks in the mailbox sees them. */
const maxReplies = 10;

type Failed = CommandOf<"RecordBounce">["recipients"][number];

/**
 * Records that a mail came back, whatever state the case is in by then. Only mailboxes that the notice went to count, each once as delayed and
 * once as dead; what is known already gives nothing, and so does a case whose addresses were purged.
 */
export function decideBounce(state: CaseState, command: CommandOf<"RecordBounce">): Decision {
	const notice = state.notices[command.notice];
	if (notice === undefined) return refuse(state, "no-such-notice");
	if (state.purged) return [];
	const { at, by } = command;
	const alike = new Map<
		string,
		{ readonly mailboxes: string[]; readonly permanent: boolean; readonly status: string | null }
	>();
	for (const { mailbox, permanent, status } of news(notice, command.recipients)) {
		const key = `${permanent} ${status}`;
		const same = alike.get(key) ?? { mailboxes: [], permanent, status };
		alike.set(key, same);
		same.mailboxes.push(mailbox);
	}
	return [...alike.values()].map((some): CaseEvent => ({ type: "NoticeBounced", at, by, notice: notice.id, ...some }));
}

/** What is said of each of the notice's mailboxes that was not known; a lasting failure goes before a delay. */
function news(notice: Notice, recipients: readonly Failed[]): readonly Failed[] {
	const { dead = [], late = [] } = notice.bounced ?? {};
	return mailboxesOf(notice).flatMap((mailbox) => {
		const said = recipients.filter((failed) => failed.mailbox.toLowerCase() === mailbox);
		const failed = said.find(({ permanent }) => permanent) ?? said[0];
		if (failed === undefined || dead.includes(mailbox)) return [];
		return !failed.permanent && late.includes(mailbox) ? [] : [{ ...failed, mailbox }];
	});
}

/**
 * Records that somebody answered; a repeat of the same mail gives nothing, and so do those beyond the tenth to one notice. `notice` is null when
 * it is not sure which one the answer is to.
 */
export function decideReply(state: CaseState, command: CommandOf<"RecordReply">): Decision {
	const { at, by, notice, mark } = command;
	if (notice !== null && state.notices[notice] === undefined) return refuse(state, "no-such-notice");
	const known = state.replies[notice ?? ""] ?? [];
	if (known.includes(mark) || known.length >= maxReplies) return [];
	return [{ type: "ReplyReceived", at, by, notice, mark }];
}
