import type { Language } from "../../core/language.ts";

/** The few sentences that are Discord's business alone; everything else comes from the app. */
export interface DiscordWords {
	/** Somebody who found the bot outside the server that it works for. */
	readonly otherServer: string;
	/** `id` stands in the log too. */
	readonly fault: (id: string) => string;
}

const words: Readonly<Record<Language, DiscordWords>> = {
	en: {
		otherServer: "This bot works for one server only, and this is not it.",
		fault: (id) => `Something went wrong on our side. If it stays, pass on this number: ${id}`,
	},
	nl: {
		otherServer: "Deze bot werkt voor één server, en dat is niet deze.",
		fault: (id) => `Er ging bij ons iets mis. Blijft het zo, geef dan dit nummer door: ${id}`,
	},
};

export function discordWords(language: Language): DiscordWords {
	return words[language];
}
