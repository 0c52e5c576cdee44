import type { Card } from "../../../core/thread/card.ts";

/** In a view there are no pictures and no files: a picture's words stand last in the body; files are counted (`filesLeft`). */
export function cardAsView(card: Card): { readonly card: Card; readonly filesLeft: number } {
	const { image, files = [], ...rest } = card;
	const body = [...(card.body ?? []), ...(image === undefined ? [] : [image.alt])];
	return { card: { ...rest, body }, filesLeft: files.length };
}
