import type { Texts } from "../../text/texts.ts";
import type { MailingStop } from "../mailing-stop.ts";
import type { Card } from "./card.ts";

/** That all mailing was stopped: who, since when and why, and what that means. */
export function renderStop({ stoppedBy, stoppedAt, reason }: MailingStop, texts: Texts): Card {
	const t = texts.mailing;
	return {
		tone: "bad",
		title: t.stopTitle,
		fields: [
			{ label: t.stopBy, value: stoppedBy },
			{ label: t.stopSince, value: texts.when(stoppedAt) },
			{ label: t.stopReason, value: reason },
		],
		note: t.stopNote,
	};
}

/** That the stop was lifted. */
export function renderLifted(who: string, texts: Texts): Card {
	return { tone: "good", title: texts.mailing.liftTitle, body: [texts.mailing.liftBody(who)] };
}

/** Who stopped, when and why, in one sentence: what somebody reads who wants to send. */
export function stopSentence({ stoppedBy, stoppedAt, reason }: MailingStop, texts: Texts): string {
	return texts.mailing.stopped(stoppedBy, texts.when(stoppedAt), reason);
}

/** A card with the stop above everything else on it; as it is where none stands. */
export function withStop(card: Card, stop: MailingStop | null, texts: Texts): Card {
	if (stop === null) return card;
	return { ...card, tone: "bad", body: [stopSentence(stop, texts), ...(card.body ?? [])] };
}
