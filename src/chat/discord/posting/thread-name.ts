import { fitText } from "../render/fit-text.ts";
import { toOneLine } from "../render/plain-text.ts";

/** Discord's limit for a channel's or thread's name (docs, Channel object). */
const maxName = 100;

/** A thread's name from a title: one line, never empty. Its first word is the case's number. */
export function threadName(title: string): string {
	return fitText(toOneLine(title), maxName) || "–";
}

/** The case's number: what stands before the first space. Threads are found again by it, whatever became of the rest of the name. */
export function firstWord(title: string): string {
	return threadName(title).split(" ", 1)[0] as string;
}
