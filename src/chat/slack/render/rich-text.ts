import type { RichTextBlock, RichTextBlockElement, RichTextText } from "@slack/types";
import { cutText } from "../../../core/show/fit-text.ts";
import { blockLimits } from "../limits.ts";

/** A text as it stands, in as many elements as its length needs; none for an empty one, which Slack refuses. */
export function words(text: string, style: "plain" | "bold" | "italic" = "plain"): RichTextText[] {
	const elements: RichTextText[] = [];
	for (let rest = text; rest !== ""; ) {
		const part = cutText(rest, blockLimits.richTextElement);
		elements.push({ type: "text", text: part, ...(style === "plain" ? {} : { style: { [style]: true } }) });
		rest = rest.slice(part.length);
	}
	return elements;
}

/** Null when there is nothing to show. */
export const section = (elements: readonly RichTextText[]): RichTextBlockElement | null =>
	elements.length === 0 ? null : { type: "rich_text_section", elements: [...elements] };

/** Letters of one width. */
export const preformatted = (text: string): RichTextBlockElement | null =>
	text === "" ? null : { type: "rich_text_preformatted", elements: words(text) };

/** A block of those that show something; none when none does. */
export function richText(...parts: readonly (RichTextBlockElement | null)[]): RichTextBlock[] {
	const elements = parts.filter((part) => part !== null);
	return elements.length === 0 ? [] : [{ type: "rich_text", elements }];
}
