import type { Texts } from "../../text/texts.ts";
import type { CaseEvent } from "../case/event.ts";
import { isBounced, mailboxesOf } from "../case/not-reached.ts";
import type { CaseState, Notice } from "../case/state.ts";
import { bounceWords } from "./bounce-words.ts";
import type { Line } from "./card.ts";

/** What came back of a mail, or is late, in one line; with what to do when it reached nobody. */
export function bounceStep(
	event: CaseEvent & { readonly type: "NoticeBounced" },
	state: CaseState,
	texts: Texts,
): { readonly kind: "line"; readonly line: Line } {
	const t = texts.inbound;
	const detail = texts.time(event.at);
	const notice = state.notices[event.notice];
	const operator = nameOf(notice, event.notice, texts);
	const why = bounceWords(event.status, texts);
	if (!event.permanent) return { kind: "line", line: { tone: "warn", text: t.delayed(operator, why), detail } };
	const isOne = notice === undefined || mailboxesOf(notice).length === event.mailboxes.length;
	const isWhole = isOne || isBounced(notice);
	if (!isWhole) {
		const text = t.bouncedFrom(operator, event.mailboxes.join(", "), why);
		return { kind: "line", line: { tone: "warn", text, detail } };
	}
	const canChoose = notice !== undefined && notice.round === state.round && !notice.replaced;
	const text = canChoose ? `${t.bounced(operator, why)} ${t.bouncedHint}` : t.bounced(operator, why);
	return { kind: "line", line: { tone: "bad", text, detail } };
}

/** The operator, with the part of its mail where that is one of several; the notice's id for one that is not there. */
function nameOf(notice: Notice | undefined, id: string, texts: Texts): string {
	if (notice === undefined) return id;
	const { operator, part } = notice;
	return part === undefined ? operator : texts.steps.partOf(operator, texts.number(part.number), texts.number(part.of));
}
