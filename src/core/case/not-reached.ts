import { isSettled } from "./due-groups.ts";
import type { Notice } from "./state.ts";

/** The mailboxes that a notice goes to, in lower case, sorted. */
export function mailboxesOf({ operatorKey }: Pick<Notice, "operatorKey">): readonly string[] {
	return operatorKey.split(",");
}

/** True when the mail came back from every mailbox that it went to. */
export function isBounced(notice: Pick<Notice, "operatorKey" | "bounced">): boolean {
	const dead = notice.bounced?.dead ?? [];
	return mailboxesOf(notice).every((mailbox) => dead.includes(mailbox));
}

/** True when nothing of a notice arrived and nothing more will happen by itself: it was refused, given up on, or came back whole. */
export function isNotReached(notice: Notice): boolean {
	if (!isSettled(notice)) return false;
	return notice.status === "refused" || notice.status === "deferred" || isBounced(notice);
}
