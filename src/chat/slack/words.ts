import type { Language } from "../../core/language.ts";

/** The few sentences that are Slack's business alone; everything else comes from the app. */
export interface SlackWords {
	/** `id` stands in the log too. */
	readonly fault: (id: string) => string;
	readonly unknownCommand: (word: string) => string;
	readonly helpTitle: string;
	readonly helpIntro: string;
	readonly helpRoles: Readonly<Record<"volunteer" | "coordinator", string>>;
	/** Slack lets a form be opened for three seconds only. */
	readonly tooSlow: string;
	/** Nobody can be let in while Slack does not say who is in the groups. */
	readonly rolesUnknown: string;
	readonly noFile: string;
	/** Where a file or picture went that cannot stand in a private answer. */
	readonly sentDirectly: string;
	readonly uploadNotDeleted: (fileName: string) => string;
	/** Of a file that was not taken. */
	readonly unwantedNotDeleted: (fileName: string) => string;
	readonly uploadLink: string;
}

const words: Readonly<Record<Language, SlackWords>> = {
	en: {
		fault: (id) => `Something went wrong on our side. If it stays, pass on this number: ${id}`,
		unknownCommand: (word) => `There is no command “${word}”. /meldkamer help shows all of them.`,
		helpTitle: "What the bot can do",
		helpIntro:
			"Type a command, with or without what belongs to it: what is missing is asked for. Name a value with its option (case:NSM-2026-0001), and put it in quotes where it has spaces.",
		helpRoles: { volunteer: "volunteers", coordinator: "coordinators" },
		tooSlow: "The form could not be opened in time. Try again.",
		rolesUnknown: "Slack does not say now who is in the team, so nothing was done. Try again in a minute.",
		noFile: "There is no file with this message.",
		sentDirectly: "You have it in a direct message from the bot (under Apps).",
		uploadNotDeleted: (fileName) =>
			`Slack does not let the bot delete ${fileName}. It holds affected addresses: delete it in Slack yourself.`,
		unwantedNotDeleted: (fileName) =>
			`Slack does not let the bot delete ${fileName}. Delete it in Slack yourself, now.`,
		uploadLink: "The file in Slack",
	},
	nl: {
		fault: (id) => `Er ging bij ons iets mis. Blijft het zo, geef dan dit nummer door: ${id}`,
		unknownCommand: (word) => `Het commando “${word}” bestaat niet. /meldkamer help toont ze allemaal.`,
		helpTitle: "Wat de bot kan",
		helpIntro:
			"Typ een commando, met of zonder wat erbij hoort: wat ontbreekt, wordt gevraagd. Noem een waarde met zijn optie (case:NSM-2026-0001), en zet hem tussen aanhalingstekens als er spaties in staan.",
		helpRoles: { volunteer: "vrijwilligers", coordinator: "coördinatoren" },
		tooSlow: "Het formulier kon niet op tijd worden geopend. Probeer het nog eens.",
		rolesUnknown:
			"Slack zegt nu niet wie er in het team zit, dus er is niets gedaan. Probeer het over een minuut nog eens.",
		noFile: "Bij dit bericht zit geen bestand.",
		sentDirectly: "Je hebt het in een direct bericht van de bot (onder Apps).",
		uploadNotDeleted: (fileName) =>
			`Slack laat de bot ${fileName} niet verwijderen. Er staan getroffen adressen in: verwijder het zelf in Slack.`,
		unwantedNotDeleted: (fileName) =>
			`Slack laat de bot ${fileName} niet verwijderen. Verwijder het meteen zelf in Slack.`,
		uploadLink: "Het bestand in Slack",
	},
};

export function slackWords(language: Language): SlackWords {
	return words[language];
}
