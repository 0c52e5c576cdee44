import { fitText } from "../../../core/show/fit-text.ts";
import { toOneLine } from "../../../core/show/plain-text.ts";
import { postingLimits } from "../limits.ts";

/** A thread's name from a title: one line, never empty. Its first word is the case's number. */
export function threadName(title: string): string {
	return fitText(toOneLine(title), postingLimits.threadName) || "–";
}

/** The case's number: what stands before the first space. Threads are found again by it, whatever became of the rest of the name. */
export function firstWord(title: string): string {
	return threadName(title).split(" ", 1)[0] as string;
}
