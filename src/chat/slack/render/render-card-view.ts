import type { ModalView } from "@slack/types";
import type { Language } from "../../../core/language.ts";
import type { Card } from "../../../core/thread/card.ts";
import { cardAsView } from "./card-as-view.ts";
import { formWords } from "./form-words.ts";
import { modal } from "./modal.ts";
import { renderCard } from "./render-card.ts";

export interface CardViewOptions {
	readonly language: Language;
	readonly title: string;
	readonly privateMetadata: string;
}

/** A card as a modal that only shows. */
export function renderCardView(given: Card, { language, title, privateMetadata }: CardViewOptions): ModalView {
	const { card, filesLeft } = cardAsView(given);
	return modal({
		...{ callbackId: null, title, submit: null, close: formWords[language].close, privateMetadata },
		blocks: renderCard(card, { language, filesLeft, taken: new Set() }),
	});
}
