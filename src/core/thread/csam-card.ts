import type { Texts } from "../../text/texts.ts";
import type { Card } from "./card.ts";

const hotline = "https://www.meldpunt-kinderporno.nl/";

/** Why child abuse material is not taken, and where to report it. `fromWords`: only what was typed says that it is about that. */
export function renderCsamRefusal({ fromWords }: { readonly fromWords: boolean }, texts: Texts): Card {
	const t = texts.mailing;
	return {
		tone: "bad",
		title: null,
		body: [t.csamRefused, t.csamWhere, t.csamAbroad, ...(fromWords ? [t.csamMistaken] : [])],
		link: { label: t.csamLink, url: hotline },
	};
}
