import type { Language } from "../../core/language.ts";

/** What the bot says when Slack will not have something, and what to do about it. */
export interface FaultWords {
	readonly revoked: string;
	readonly appTokenRevoked: string;
	readonly socketModeOff: string;
	readonly portTaken: (port: number) => string;
	readonly unreachable: string;
	readonly missingScope: (scope: string) => string;
	/** `channel` with its sign, `#cases`. */
	readonly unknownChannel: (channel: string) => string;
	readonly notInChannel: (channel: string) => string;
	readonly archivedChannel: (channel: string) => string;
	readonly mayNotPost: (channel: string) => string;
	readonly later: string;
	readonly refused: string;
	readonly gone: Readonly<Record<"message" | "thread" | "channel", string>>;
}

const words: Readonly<Record<Language, FaultWords>> = {
	en: {
		revoked:
			"Slack does not accept the bot's token any more: the app was removed, or the token is mistyped. Install the app again (api.slack.com/apps → your app → OAuth & Permissions), put the new token in SLACK_BOT_TOKEN and start the bot again.",
		appTokenRevoked:
			"Slack does not accept the app-level token: it was revoked, mistyped, or lacks the scope connections:write. Make a new one (api.slack.com/apps → your app → Basic Information → App-Level Tokens), put it in SLACK_APP_TOKEN and start the bot again.",
		socketModeOff:
			"Socket Mode was switched off for the app. Switch it on (api.slack.com/apps → your app → Socket Mode), or set SLACK_MODE=http, and start the bot again.",
		portTaken: (port) =>
			`Port ${port} is taken by another program. End that one, or choose another port in SLACK_HTTP_PORT.`,
		unreachable: "Slack cannot be reached. Check the line of this machine, and SLACK_API_URL if it is set.",
		missingScope: (scope) =>
			`The app lacks the scope ${scope}. Add it (api.slack.com/apps → your app → OAuth & Permissions → Scopes), install the app again, and start the bot again.`,
		unknownChannel: (channel) =>
			`The channel ${channel} is not there any more, or it is private and the bot is not in it. Type /invite @Meldkamer there, or put another channel's id in the settings.`,
		notInChannel: (channel) => `The bot is not in ${channel}. Type /invite @Meldkamer there, and the bot goes on.`,
		archivedChannel: (channel) =>
			`${channel} is archived. Unarchive it, or put another channel's id in the settings and start the bot again.`,
		mayNotPost: (channel) =>
			`The bot may not post in ${channel}. Let it in the channel's settings (Posting permissions), and the bot goes on.`,
		later: "Slack does not answer now. It is tried again by itself.",
		refused: "Slack does not take this as it is. `meldkamer doctor` and the log say more.",
		gone: {
			message: "The message is not there any more; somebody deleted it.",
			thread: "The thread is not there any more; somebody deleted it.",
			channel: "The channel is not there any more, and the settings name another.",
		},
	},
	nl: {
		revoked:
			"Slack accepteert het token van de bot niet meer: de app is verwijderd, of het token is verkeerd overgenomen. Installeer de app opnieuw (api.slack.com/apps → je app → OAuth & Permissions), zet het nieuwe token in SLACK_BOT_TOKEN en start de bot opnieuw.",
		appTokenRevoked:
			"Slack accepteert het app-token niet: het is ingetrokken, verkeerd overgenomen, of het mist de scope connections:write. Maak een nieuw token (api.slack.com/apps → je app → Basic Information → App-Level Tokens), zet het in SLACK_APP_TOKEN en start de bot opnieuw.",
		socketModeOff:
			"Socket Mode staat uit voor de app. Zet het aan (api.slack.com/apps → je app → Socket Mode), of zet SLACK_MODE=http, en start de bot opnieuw.",
		portTaken: (port) =>
			`Poort ${port} is al in gebruik door een ander programma. Stop dat, of kies een andere poort in SLACK_HTTP_PORT.`,
		unreachable:
			"Slack is niet te bereiken. Controleer de verbinding van deze machine, en SLACK_API_URL als die is ingesteld.",
		missingScope: (scope) =>
			`De app mist de scope ${scope}. Voeg hem toe (api.slack.com/apps → je app → OAuth & Permissions → Scopes), installeer de app opnieuw en start de bot opnieuw.`,
		unknownChannel: (channel) =>
			`Het kanaal ${channel} is er niet meer, of het is besloten en de bot zit er niet in. Typ daar /invite @Meldkamer, of zet het id van een ander kanaal in de instellingen.`,
		notInChannel: (channel) => `De bot zit niet in ${channel}. Typ daar /invite @Meldkamer, dan gaat de bot verder.`,
		archivedChannel: (channel) =>
			`${channel} is gearchiveerd. Haal het uit het archief, of zet het id van een ander kanaal in de instellingen en start de bot opnieuw.`,
		mayNotPost: (channel) =>
			`De bot mag niet posten in ${channel}. Sta dat toe in de instellingen van het kanaal (Posting permissions), dan gaat de bot verder.`,
		later: "Slack geeft nu geen antwoord. De bot probeert het vanzelf opnieuw.",
		refused: "Slack neemt dit zo niet aan. `meldkamer doctor` en het log zeggen meer.",
		gone: {
			message: "Het bericht is er niet meer; iemand heeft het verwijderd.",
			thread: "De thread is er niet meer; iemand heeft hem verwijderd.",
			channel: "Het kanaal is er niet meer, en de instellingen noemen een ander.",
		},
	},
};

export function faultWords(language: Language): FaultWords {
	return words[language];
}
