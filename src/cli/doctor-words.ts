import type { Language } from "../core/language.ts";

/** What the doctor says of all platforms together. */
export interface DoctorWords {
	readonly noneSet: string;
	readonly setOne: string;
	readonly allWell: string;
	readonly toDo: (count: number) => string;
}

const words: Readonly<Record<Language, DoctorWords>> = {
	en: {
		noneSet: "Neither Discord nor Slack is set up: DISCORD_TOKEN and SLACK_BOT_TOKEN are empty.",
		setOne: "The README says step by step how to make a bot in either, and where to find its token.",
		allWell: "All is well.",
		toDo: (count) => (count === 1 ? "1 thing to put right." : `${count} things to put right.`),
	},
	nl: {
		noneSet: "Discord en Slack zijn niet ingesteld: DISCORD_TOKEN en SLACK_BOT_TOKEN zijn leeg.",
		setOne: "De README zegt voor allebei stap voor stap hoe je een bot maakt en waar het token staat.",
		allWell: "Alles is in orde.",
		toDo: (count) => (count === 1 ? "1 ding om recht te zetten." : `${count} dingen om recht te zetten.`),
	},
};

export function doctorWords(language: Language): DoctorWords {
	return words[language];
}
