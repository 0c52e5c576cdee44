import { isWebLink } from "../../../src/core/show/is-web-link.ts";
import { toDocument, toLabel, toOneLine, toParagraph } from "../../../src/core/show/plain-text.ts";
import type { Card } from "../../../src/core/thread/card.ts";

/** Every word of a card that fits, a part a line, as its message is to be read: in the order of `Seen.text`. A longer link is no button. */
export function cardWords(card: Card, longestUrl = 512): string {
	const {
		body = [],
		fields = [],
		document = "",
		table,
		lines = [],
		progress,
		buttons = [],
		menu,
		link,
		note = "",
	} = card;
	const cell = (words: string): string => toOneLine(words).replace(/[│┊]/g, "|");
	const pressable = link !== undefined && isWebLink(link.url, longestUrl);
	const parts = [
		toOneLine(card.title ?? ""),
		...[...body, ...(link === undefined || pressable ? [] : [`${link.label}: ${link.url}`])].map(toParagraph),
		...fields.map(({ label, value }) => `${toLabel(label)}: ${toParagraph(value) || "–"}`),
		toDocument(document),
		...(table === undefined ? [] : [table.head, ...table.rows].map((row) => row.map(cell).join(" | "))),
		...lines.map(({ text: words, detail = "" }) => {
			const apart = toOneLine(detail);
			return `${toParagraph(words) || "–"}${apart === "" ? "" : ` [${apart}]`}`;
		}),
		toParagraph(progress?.label ?? ""),
		...buttons.flat().map(({ label }) => toLabel(label)),
		...(menu === undefined || menu.options.length === 0
			? []
			: [toLabel(menu.label), ...menu.options.map(({ label, hint = "" }) => `${toLabel(label)} ${toOneLine(hint)}`)]),
		...(link !== undefined && pressable ? [toLabel(link.label), link.url] : []),
		toParagraph(note),
	];
	return parts.filter((part) => part !== "").join("\n");
}
