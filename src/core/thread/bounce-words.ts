import type { Texts } from "../../text/texts.ts";
import { isBounced } from "../case/not-reached.ts";
import type { Notice } from "../case/state.ts";
import { bounceReason } from "../notice/bounce-reason.ts";

/** `mailbox bestaat niet (5.1.1)`. */
export function bounceWords(status: string | null, texts: Texts): string {
	const words = texts.inbound.reasons[bounceReason(status)];
	return status === null ? words : `${words} (${status})`;
}

/** True for a mail that was handed over and came back from all its mailboxes. */
export function cameBack(notice: Notice): boolean {
	return (notice.status === "accepted" || notice.status === "unknown") && isBounced(notice);
}

/** How a mail stands, in one word. */
export function outcomeWords(notice: Notice, texts: Texts): string {
	return cameBack(notice) ? texts.inbound.cameBack : texts.labels.outcome[notice.status];
}
