import type { Refusal } from "../core/case/refusal.ts";
import type { Card, Tone } from "../core/thread/card.ts";
import type { Reply } from "../ports/chat.ts";
import type { Texts } from "../text/texts.ts";

/** A sentence to the asker alone. */
export function say(tone: Tone, text: string): Reply {
	return { kind: "card", card: { tone, title: null, body: [text] } };
}

/** A card to the asker alone. */
export function show(card: Card): Reply {
	return { kind: "card", card };
}

export const quiet: Reply = { kind: "quiet" };

/** Why not, in a plain sentence with what to do instead. */
export function sayRefusal(refusal: Refusal, texts: Texts): Reply {
	return say("warn", refusalSentence(refusal, texts));
}

/** The sentence of a refusal. */
export function refusalSentence(refusal: Refusal, texts: Texts): string {
	const sentence = texts.refusals[refusal.refused];
	if (typeof sentence === "string") return sentence;
	return sentence(refusal.status === null ? "" : texts.labels.status[refusal.status]);
}
