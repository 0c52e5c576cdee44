import type { Language } from "../../../core/language.ts";
import { type Fitted, type FittedLine, fitCard, type Notation } from "../../../core/show/fit-card.ts";
import { toParagraph } from "../../../core/show/plain-text.ts";
import { progressBar } from "../../../core/show/progress-bar.ts";
import type { Card, Progress } from "../../../core/thread/card.ts";
import { codeBlock, codeBlockOverhead, keepInBlock } from "./code-block.ts";
import { fitMarkdown } from "./fit-markdown.ts";

/** Between two parts or paragraphs. */
const gap = "\n\n";
const longestLabel = 300;

const markdown = (language: Language): Notation => ({
	...{ language, write: fitMarkdown, keepInBlock, writeLine: showLine, blockOverhead: codeBlockOverhead },
	/** What a block in an embed shows on a desktop before it wraps. */
	columnsShown: 60,
	setApart: (words) => `*… ${words}*`,
});

/**
 * Body, document, lines, table and progress under each other, in at most `room` units (`head` and 1,000 more); empty when the card has none.
 * What gives way where not all fits is as `fitCard` has it. The lines come right under the body: its last paragraph may be their title.
 * `head` is ready, and stands under the body.
 */
export function describeCard(card: Card, head: string, room: number, language: Language): string {
	const bar = card.progress === undefined ? "" : showProgress(card.progress);
	const left = room - bar.length - head.length - 2 * gap.length;
	const { body, lines, document, table } = fitCard(card, markdown(language), left);
	const shownBody = joined(body.shown, body.more, gap);
	const shownLines = joined(lines.shown.map(showLine), lines.more, "\n");
	const shownDocument = showBlock(document);
	// A paragraph that ends in a colon is the lines' title.
	const isTitled = head === "" && shownDocument === "" && shownBody.endsWith(":");
	const top = [shownBody, head, shownDocument].filter((part) => part !== "").join(gap);
	const text = [top, shownLines].filter((part) => part !== "").join(isTitled ? "\n" : gap);
	return [text, showBlock(table), bar].filter((part) => part !== "").join(gap);
}

const joined = (shown: readonly string[], more: string | null, between: string): string =>
	[...shown, ...(more === null ? [] : [more])].join(between);

function showLine({ sign, text, detail }: FittedLine): string {
	return `${sign} ${text}${detail === "" ? "" : ` · *${detail}*`}`;
}

function showBlock({ shown, more }: Fitted<string>): string {
	return joined(shown.length === 0 ? [] : [codeBlock(shown.join("\n"))], more, "\n");
}

function showProgress(progress: Progress): string {
	const words = fitMarkdown(toParagraph(progress.label), longestLabel);
	return `${progressBar(progress)}${words === "" ? "" : `\n${words}`}`;
}
