import type { Language } from "../language.ts";

/** What a card may have more of than a message takes, or a page of cards (`parts`). */
export type Kind = "paragraphs" | "lines" | "rows" | "fields" | "options" | "buttons" | "files" | "parts";

const nouns: Readonly<Record<Language, Readonly<Record<Kind, readonly [one: string, more: string]>>>> = {
	nl: {
		paragraphs: ["alinea", "alinea's"],
		lines: ["regel", "regels"],
		rows: ["rij", "rijen"],
		fields: ["veld", "velden"],
		options: ["keuze", "keuzes"],
		buttons: ["knop", "knoppen"],
		files: ["bestand", "bestanden"],
		parts: ["onderdeel", "onderdelen"],
	},
	en: {
		paragraphs: ["paragraph", "paragraphs"],
		lines: ["line", "lines"],
		rows: ["row", "rows"],
		fields: ["field", "fields"],
		options: ["option", "options"],
		buttons: ["button", "buttons"],
		files: ["file", "files"],
		parts: ["part", "parts"],
	},
};

const formats: Readonly<Record<Language, Intl.NumberFormat>> = {
	nl: new Intl.NumberFormat("nl-NL"),
	en: new Intl.NumberFormat("en-GB"),
};

/** `nog 12 rijen`, `12 more rows`. */
export function leftOut(count: number, kind: Kind, language: Language): string {
	const [one, more] = nouns[language][kind];
	const noun = count === 1 ? one : more;
	const number = formats[language].format(count);
	return language === "nl" ? `nog ${number} ${noun}` : `${number} more ${noun}`;
}
