import type { KnownBlock } from "@slack/types";
import type { Language } from "../../../core/language.ts";
import { fitFields } from "../../../core/show/fit-fields.ts";
import { fitText } from "../../../core/show/fit-text.ts";
import { leftOut } from "../../../core/show/left-out.ts";
import { toOneLine, toParagraph } from "../../../core/show/plain-text.ts";
import { toneSigns } from "../../../core/show/tone-signs.ts";
import type { Card } from "../../../core/thread/card.ts";
import { blockLimits, surfaceLimits } from "../limits.ts";
import { plainText } from "./plain-text.ts";
import { renderControls } from "./render-controls.ts";
import { renderTexts } from "./render-texts.ts";
import { richText, section, words } from "./rich-text.ts";
import { textLength } from "./text-length.ts";

export interface CardOptions {
	readonly language: Language;
	/** Files that do not come along. */
	readonly filesLeft: number;
	/** Action ids on the same surface already; what this card adds is put in. */
	readonly taken: Set<string>;
}

/** What the fields leave to all other words. */
const leastWords = 2000;

/**
 * A card's blocks, at least one and at most 20, within the limit of all texts together. Every text shows as it stands; what is too long ends
 * in `…`, and words say how much is left out. Title, fields, buttons and note always stay.
 */
export function renderCard(card: Card, { language, filesLeft, taken }: CardOptions): KnownBlock[] {
	const title = toOneLine(card.title ?? "");
	// A no-break space: nothing that a card says has one after its sign.
	const sign = card.tone === "neutral" ? "" : `${toneSigns[card.tone]}\u00a0`;
	const controls = renderControls(card, language, taken);
	const above = title === "" ? [] : [header(`${sign}${title}`)];
	const below = [...controls.blocks, ...renderNote(card, controls.buttonsLeft, filesLeft, language)];
	const room = surfaceLimits.text - textLength([...above, ...below]);
	const { fields: count, fieldLabel: label, fieldValue: value } = blockLimits;
	const fieldRoom = { sum: room - leastWords, count, label, value };
	const fields = fitFields(card.fields ?? [], fieldRoom, { write: fitText, language });
	const around = { sign: title === "" ? sign : "", fields, language };
	const blocks = [...above, ...renderTexts(controls.isLinkShown ? card : withLinkAsText(card), around, room), ...below];
	// Slack takes no message without a word.
	return blocks.length === 0 ? richText(section(words("–"))) : blocks;
}

const header = (text: string): KnownBlock => ({
	type: "header",
	text: plainText(fitText(text, blockLimits.header)),
});

function renderNote({ note = "" }: Card, buttonsLeft: number, filesLeft: number, language: Language): KnownBlock[] {
	const more = [
		...(buttonsLeft > 0 ? [leftOut(buttonsLeft, "buttons", language)] : []),
		...(filesLeft > 0 ? [leftOut(filesLeft, "files", language)] : []),
	].join(" · ");
	const shown = fitText(toParagraph(note), blockLimits.note - more.length - 3);
	const text = [shown, more].filter((part) => part !== "").join(" · ");
	return text === "" ? [] : [{ type: "context", elements: [plainText(text)] }];
}

/** A link that no button takes is read, not pressed. */
function withLinkAsText(card: Card): Card {
	const { link, body = [] } = card;
	return link === undefined ? card : { ...card, body: [...body, `${link.label}: ${link.url}`] };
}
