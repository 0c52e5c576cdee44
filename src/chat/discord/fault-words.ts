import type { Language } from "../../core/language.ts";

/** What the bot says when Discord will not have something, and what to do about it. */
export interface FaultWords {
	readonly revoked: string;
	readonly removed: string;
	readonly refusedSession: (code: number) => string;
	readonly unreachable: string;
	readonly noCommands: string;
	/** `channel` with its sign, `#cases`; permissions by their names in Discord's settings. */
	readonly forbidden: (channel: string, permissions: readonly string[]) => string;
	readonly forbiddenSomehow: (channel: string) => string;
	readonly locked: string;
	readonly "tag-required": string;
	readonly "too-many-threads": string;
	readonly later: string;
	readonly refused: string;
	readonly gone: Readonly<Record<"message" | "thread" | "channel", string>>;
}

const words: Readonly<Record<Language, FaultWords>> = {
	en: {
		revoked:
			"Discord does not accept the bot's token any more: it was reset, or mistyped. Make a new one in the Developer Portal (Bot → Reset Token), put it in DISCORD_TOKEN and start the bot again.",
		removed:
			"The bot is not in the server of DISCORD_SERVER. Open the link that `meldkamer discord invite` prints, choose the server, and start the bot again.",
		refusedSession: (code) =>
			`Discord ended the connection for good (code ${code}). See whether there is a newer version of Meldkamer, and start it again.`,
		unreachable: "Discord cannot be reached. Check the line of this machine, and DISCORD_API_URL if it is set.",
		noCommands:
			"The bot may not have commands in the server. Open the link that `meldkamer discord invite` prints, choose the server, and start the bot again.",
		forbidden: (channel, permissions) =>
			`The bot may not do this in ${channel}. Give its role ${list(permissions, "and")} there: Edit Channel → Permissions.`,
		forbiddenSomehow: (channel) => `The bot may not do this in ${channel}. \`meldkamer doctor\` says what is missing.`,
		locked: "Somebody locked this thread in Discord. Unlock it, and the bot goes on.",
		"tag-required":
			"The forum wants a tag on every post, and the bot gives none. Turn it off: Edit Channel → Require people to select tags when posting.",
		"too-many-threads": "The server has as many open threads as Discord allows. Close some, and the bot goes on.",
		later: "Discord does not answer now. It is tried again by itself.",
		refused: "Discord does not take this message as it is. `meldkamer doctor` and the log say more.",
		gone: {
			message: "The message is not there any more; somebody deleted it.",
			thread: "The thread is not there any more; somebody deleted it.",
			channel:
				"The channel is not there any more; somebody deleted it. Make a new one, put its id in the settings, and start the bot again.",
		},
	},
	nl: {
		revoked:
			"Discord accepteert het token van de bot niet meer: het is vernieuwd, of verkeerd overgenomen. Maak een nieuw token in de Developer Portal (Bot → Reset Token), zet het in DISCORD_TOKEN en start de bot opnieuw.",
		removed:
			"De bot zit niet in de server van DISCORD_SERVER. Open de link die `meldkamer discord invite` geeft, kies de server en start de bot opnieuw.",
		refusedSession: (code) =>
			`Discord heeft de verbinding definitief verbroken (code ${code}). Kijk of er een nieuwere versie van Meldkamer is en start de bot opnieuw.`,
		unreachable:
			"Discord is niet te bereiken. Controleer de verbinding van deze machine, en DISCORD_API_URL als die is ingesteld.",
		noCommands:
			"De bot mag in de server geen commando's hebben. Open de link die `meldkamer discord invite` geeft, kies de server en start de bot opnieuw.",
		forbidden: (channel, permissions) =>
			`De bot mag dit niet in ${channel}. Geef zijn rol daar ${list(permissions, "en")}: Kanaal bewerken → Rechten (Permissions).`,
		forbiddenSomehow: (channel) => `De bot mag dit niet in ${channel}. \`meldkamer doctor\` zegt wat er ontbreekt.`,
		locked: "Iemand heeft deze thread in Discord vergrendeld. Ontgrendel hem, dan gaat de bot verder.",
		"tag-required":
			"Het forum wil een tag bij elke post, en de bot geeft er geen. Zet dat uit: Kanaal bewerken → tags verplichten (Require people to select tags when posting).",
		"too-many-threads":
			"De server heeft zoveel open threads als Discord toelaat. Sluit er een paar, dan gaat de bot verder.",
		later: "Discord geeft nu geen antwoord. De bot probeert het vanzelf opnieuw.",
		refused: "Discord neemt dit bericht zo niet aan. `meldkamer doctor` en het log zeggen meer.",
		gone: {
			message: "Het bericht is er niet meer; iemand heeft het verwijderd.",
			thread: "De thread is er niet meer; iemand heeft hem verwijderd.",
			channel:
				"Het kanaal is er niet meer; iemand heeft het verwijderd. Maak een nieuw kanaal, zet het id in de instellingen en start de bot opnieuw.",
		},
	},
};

export function faultWords(language: Language): FaultWords {
	return words[language];
}

function list(names: readonly string[], and: string): string {
	const last = names.at(-1) ?? "";
	return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${and} ${last}`;
}
