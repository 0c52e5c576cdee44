import type { Localized } from "../../../core/command/command-spec.ts";

/** What the bot's token must be allowed, each with what the bot does with it; nothing more is asked for. */
export const botScopes: Readonly<Record<string, Localized>> = {
	commands: {
		en: "the command /meldkamer and the shortcut at a message",
		nl: "het commando /meldkamer en de snelkoppeling bij een bericht",
	},
	"chat:write": { en: "posting cards and steps", nl: "kaarten en stappen plaatsen" },
	"files:read": { en: "fetching reports", nl: "rapporten ophalen" },
	"files:write": {
		en: "sending files and pictures, and deleting an upload that was read",
		nl: "bestanden en afbeeldingen sturen, en een ingelezen upload verwijderen",
	},
	"usergroups:read": { en: "seeing who is in a user group", nl: "zien wie er in een gebruikersgroep zit" },
	"users:read": { en: "knowing people's names", nl: "de namen van mensen kennen" },
	"channels:read": { en: "finding the channels", nl: "de kanalen vinden" },
	"groups:read": { en: "finding private channels", nl: "besloten kanalen vinden" },
	"channels:history": {
		en: "seeing whether a step was posted already, before posting it again",
		nl: "zien of een stap er al staat voordat hij opnieuw geplaatst wordt",
	},
	"groups:history": {
		en: "seeing the same in private channels",
		nl: "hetzelfde zien in besloten kanalen",
	},
	"metadata.message:read": {
		en: "knowing a step again by the key that the bot gave it",
		nl: "een stap herkennen aan de sleutel die de bot hem gaf",
	},
	"im:write": {
		en: "sending somebody a file that only they may see",
		nl: "iemand een bestand sturen dat alleen die persoon mag zien",
	},
	"reactions:write": { en: "marking a case that is done", nl: "een zaak die klaar is markeren" },
};
