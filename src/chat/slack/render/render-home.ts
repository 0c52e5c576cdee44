import type { HomeView, KnownBlock } from "@slack/types";
import type { Language } from "../../../core/language.ts";
import { leftOut } from "../../../core/show/left-out.ts";
import type { Card } from "../../../core/thread/card.ts";
import { surfaceLimits } from "../limits.ts";
import { cardAsView } from "./card-as-view.ts";
import { renderCard } from "./render-card.ts";
import { richText, section, words } from "./rich-text.ts";
import { textLength } from "./text-length.ts";

/** The first cards that fit whole, under each other, as the App Home; how many do not is said last. The first always shows. */
export function renderHome(cards: readonly Card[], language: Language): HomeView {
	const blocks: KnownBlock[] = [];
	const taken = new Set<string>();
	let shown = 0;
	for (const each of cards) {
		const { card, filesLeft } = cardAsView(each);
		const added: KnownBlock[] = [
			...(shown === 0 ? [] : [{ type: "divider" } as const]),
			...renderCard(card, { language, filesLeft, taken }),
		];
		const fits =
			// One for the words on what is left out.
			blocks.length + added.length < surfaceLimits.viewBlocks && textLength([blocks, added]) <= surfaceLimits.text;
		if (!fits && shown > 0) break;
		blocks.push(...added);
		shown += 1;
	}
	const left = cards.length - shown;
	const more = left === 0 ? "" : `… ${leftOut(left, "parts", language)}`;
	blocks.push(...richText(section(words(more, "italic"))));
	return { type: "home", blocks: blocks.length === 0 ? richText(section(words("–"))) : blocks };
}
