import type { RichTextBlock, RichTextText } from "@slack/types";
import type { Language } from "../../../core/language.ts";
import { type Fitted, type FittedCard, type FittedLine, fitCard, type Notation } from "../../../core/show/fit-card.ts";
import { fitText } from "../../../core/show/fit-text.ts";
import { toParagraph } from "../../../core/show/plain-text.ts";
import { progressBar } from "../../../core/show/progress-bar.ts";
import type { Card, Field, Progress } from "../../../core/thread/card.ts";
import { preformatted, richText, section, words } from "./rich-text.ts";

const gap = "\n\n";
const longestLabel = 300;

/** In a rich text nothing is read as markup, so all is sent as it stands. */
const asItStands = (language: Language): Notation => ({
	...{ language, write: fitText, keepInBlock: (text) => text, blockOverhead: 0 },
	writeLine: ({ sign, text, detail }) => `${sign} ${text}${detail === "" ? "" : ` · ${detail}`}`,
	/** What a message on a desktop shows before it wraps. */
	columnsShown: 76,
	setApart: (more) => `… ${more}`,
});

export interface TextsAround {
	/** The tone's sign, with what sets it off; stands before the body. Empty where the title has it. */
	readonly sign: string;
	/** Ready; they stand under the body. */
	readonly fields: readonly Field[];
	readonly language: Language;
}

/**
 * Body, fields, document, lines, table and progress, a block each, in at most `room` units (1,000 and the fields). The body's last
 * paragraph, where it ends in a colon, is the lines' title.
 */
export function renderTexts(card: Card, { sign, fields, language }: TextsAround, room: number): RichTextBlock[] {
	const fieldWords = renderFields(fields);
	const progressWords = card.progress === undefined ? [] : renderProgress(card.progress);
	const used = [...fieldWords, ...progressWords].reduce((sum, { text }) => sum + text.length, sign.length);
	const { body, lines, document, table } = fitCard(card, asItStands(language), room - used);
	const last = body.shown.at(-1) ?? "";
	const isTitled = body.more === null && last.endsWith(":") && lines.shown.length > 0;
	const paragraphs = isTitled ? body.shown.slice(0, -1) : body.shown;
	const bodyWords = [...words(paragraphs.join(gap)), ...italics(body.more, paragraphs.length === 0 ? "" : gap)];
	const lineWords = renderLines(lines, isTitled ? words(last) : []);
	const signWords = words(body.shown.length === 0 ? "" : sign);
	return [
		...richText(section(bodyWords.length === 0 ? [] : [...signWords, ...bodyWords])),
		...richText(section(fieldWords)),
		...renderBlock(document),
		...richText(section(bodyWords.length === 0 ? [...signWords, ...lineWords] : lineWords)),
		...renderBlock(table),
		...richText(section(progressWords)),
	];
}

/** Words on what is left out: not what the card says itself. */
const italics = (more: string | null, before: string): RichTextText[] =>
	more === null ? [] : words(`${before}${more}`, "italic");

function renderFields(fields: readonly Field[]): RichTextText[] {
	return fields.flatMap(({ label, value }, index) => [
		...words(label, "bold"),
		...words(`: ${value}${index === fields.length - 1 ? "" : "\n"}`),
	]);
}

function renderLines({ shown, more }: FittedCard["lines"], title: readonly RichTextText[]): RichTextText[] {
	const isFirst = (index: number): boolean => index === 0 && title.length === 0;
	const line = ({ sign, text, detail }: FittedLine, index: number): RichTextText[] => [
		...words(`${isFirst(index) ? "" : "\n"}${sign} `),
		...words(detail === "" ? text : `${text} · `),
		...words(detail, "italic"),
	];
	return [...title, ...shown.flatMap(line), ...italics(more, isFirst(shown.length) ? "" : "\n")];
}

const renderBlock = ({ shown, more }: Fitted<string>): RichTextBlock[] =>
	richText(preformatted(shown.join("\n")), section(italics(more, "")));

function renderProgress(progress: Progress): RichTextText[] {
	const label = fitText(toParagraph(progress.label), longestLabel);
	return [...words(progressBar(progress)), ...words(label === "" ? "" : `\n${label}`)];
}
