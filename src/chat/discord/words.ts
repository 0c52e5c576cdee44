import type { Language } from "./options.ts";

/** The few sentences that are Discord's business alone; everything else comes from the app. */
export interface DiscordWords {
	/** Somebody who found the bot outside the server that it works for. */
	readonly otherServer: string;
	/** An attachment whose link names a host that is not in the settings. */
	readonly wrongFileHost: string;
	/** `id` stands in the log too. */
	readonly fault: (id: string) => string;
}

const words: Readonly<Record<Language, DiscordWords>> = {
	en: {
		otherServer: "This bot works for one server only, and this is not it.",
		wrongFileHost:
			"This file is on a host that the bot may not fetch from. Ask who runs the bot to look at DISCORD_FILE_HOSTS.",
		fault: (id) => `Something went wrong on our side. If it stays, pass on this number: ${id}`,
	},
	nl: {
		otherServer: "Deze bot werkt voor één server, en dat is niet deze.",
		wrongFileHost:
			"Dit bestand staat op een host waar de bot niets mag ophalen. Vraag de beheerder van de bot naar DISCORD_FILE_HOSTS te kijken.",
		fault: (id) => `Er ging bij ons iets mis. Blijft het zo, geef dan dit nummer door: ${id}`,
	},
};

export function discordWords(language: Language): DiscordWords {
	return words[language];
}
