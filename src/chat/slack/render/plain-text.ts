import type { PlainTextElement } from "@slack/types";
import { fitText } from "../../../core/show/fit-text.ts";
import { toLabel } from "../../../core/show/plain-text.ts";

/** A text that Slack shows as it stands; not empty. */
export const plainText = (text: string): PlainTextElement => ({ type: "plain_text", text, emoji: false });

/** On one line, within `maxLength`, with something to see. */
export const plainLabel = (text: string, maxLength: number): PlainTextElement =>
	plainText(fitText(toLabel(text), maxLength));
