import type { Texts } from "../../text/texts.ts";

/** A reason in words: the source's own codes are worded, what a volunteer typed stands as typed. */
export function reasonWords(reason: string | null, texts: Texts): string {
	if (reason === null) return "";
	const words: Readonly<Record<string, string>> = texts.replies.reasons;
	return Object.hasOwn(words, reason) ? (words[reason] as string) : reason;
}
