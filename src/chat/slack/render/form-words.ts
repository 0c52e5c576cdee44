import type { Language } from "../../../core/language.ts";

export interface FormWords {
	readonly cancel: string;
	readonly run: string;
	readonly choose: string;
	readonly yes: string;
	readonly command: string;
	/** In a menu before something is chosen. */
	readonly chooseOne: string;
	/** In a menu that looks up what is typed. */
	readonly typeToSearch: string;
	/** Which files are read, by their extensions. */
	readonly reads: (extensions: string) => string;
	readonly noCommands: string;
	readonly whichCase: string;
}

/** The words that only this platform's forms have. */
export const formWords: Readonly<Record<Language, FormWords>> = {
	nl: {
		...{ cancel: "Annuleren", run: "Uitvoeren", choose: "Kiezen", yes: "Ja", command: "Commando" },
		...{ chooseOne: "Kies…", typeToSearch: "Typ om te zoeken" },
		reads: (extensions) => `Kan lezen: ${extensions}`,
		noCommands: "Er is geen commando dat je mag uitvoeren.",
		whichCase: "Welke zaak",
	},
	en: {
		...{ cancel: "Cancel", run: "Run", choose: "Choose", yes: "Yes", command: "Command" },
		...{ chooseOne: "Choose…", typeToSearch: "Type to search" },
		reads: (extensions) => `Can read: ${extensions}`,
		noCommands: "There is no command that you may run.",
		whichCase: "Which case",
	},
};
