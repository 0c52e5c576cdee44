import type { Language } from "../../../core/language.ts";
import type { HostWords } from "../../../core/setup/examine-hosts.ts";
import type { ChannelName } from "../../../ports/chat.ts";

/** What the doctor says: what is so, and what to do where it should be otherwise. */
export interface FindingWords extends HostWords {
	readonly tokenGood: (bot: string) => string;
	readonly tokenBad: string;
	readonly makeToken: string;
	readonly unreachable: (url: string) => string;
	readonly checkLine: string;
	readonly noIntents: string;
	readonly intentsOn: string;
	readonly intentsOff: string;
	readonly interactionsHere: string;
	readonly interactionsElsewhere: string;
	readonly clearEndpoint: string;
	readonly needsCodeGrant: string;
	readonly dropCodeGrant: string;
	readonly inServer: (server: string) => string;
	readonly notInServer: (id: string) => string;
	readonly invite: (link: string) => string;
	readonly timedOut: (until: string) => string;
	readonly endTimeOut: string;
	readonly channelUse: Readonly<Record<ChannelName, string>>;
	readonly channelGood: (use: string, channel: string) => string;
	readonly channelMissing: (use: string, id: string) => string;
	readonly copyChannel: (setting: string) => string;
	readonly channelWrongKind: (use: string, channel: string) => string;
	readonly chooseText: (setting: string) => string;
	readonly chooseTextOrForum: (setting: string) => string;
	readonly noPrivateThreads: (channel: string) => string;
	readonly choosePublic: string;
	readonly forumIsPublic: (channel: string) => string;
	readonly hideForum: string;
	readonly tagRequired: (channel: string) => string;
	readonly dropTag: string;
	readonly may: (permission: string, channel: string) => string;
	readonly mayNot: (permission: string, channel: string) => string;
	readonly grant: (permission: string, channel: string) => string;
	readonly roleGood: (setting: string, role: string) => string;
	readonly roleMissing: (setting: string, id: string) => string;
	readonly copyRole: (setting: string) => string;
	readonly roleEveryone: (setting: string) => string;
	readonly takeRole: (setting: string) => string;
	readonly roleCan: (role: string, channel: string) => string;
	readonly roleCannot: (role: string, channel: string, permissions: readonly string[]) => string;
	readonly grantRole: (role: string, channel: string) => string;
	readonly noCoordinators: string;
	readonly nameCoordinators: string;
	readonly commandsGood: (count: number) => string;
	readonly commandsOld: string;
	readonly commandsRefused: string;
	readonly register: string;
}

const en: FindingWords = {
	tokenGood: (bot) => `The token is good; the bot is ${bot}.`,
	tokenBad: "Discord does not accept the token.",
	makeToken:
		"Developer Portal → your application → Bot → Reset Token → Copy; put it in DISCORD_TOKEN. The old one stops working.",
	unreachable: (url) => `Discord cannot be reached at ${url}.`,
	checkLine: "Check the line and the firewall of this machine (https, port 443), and DISCORD_API_URL if it is set.",
	noIntents: "No privileged intent is on, and none is needed.",
	intentsOn: "A privileged intent is on; the bot needs none.",
	intentsOff: "You may turn it off: Developer Portal → your application → Bot → Privileged Gateway Intents.",
	interactionsHere: "Commands and buttons come to the bot.",
	interactionsElsewhere: "Commands and buttons go to another address, not to the bot.",
	clearEndpoint:
		"Developer Portal → your application → General Information: empty “Interactions Endpoint URL” and save.",
	needsCodeGrant: "The application wants a code grant, so the invite link does not work.",
	dropCodeGrant: "Developer Portal → your application → Bot: turn off “Requires OAuth2 Code Grant” and save.",
	inServer: (server) => `The bot is in the server ${server}.`,
	notInServer: (id) => `The bot is not in the server ${id} (DISCORD_SERVER).`,
	invite: (link) =>
		`If the id is right (right-click the server → Copy Server ID), open this link, choose the server and press Authorize: ${link}`,
	timedOut: (until) => `Somebody gave the bot a time-out until ${until}; it can post nothing.`,
	endTimeOut: "Right-click the bot in the list of members → Remove Timeout.",
	channelUse: { reports: "Reports", cases: "Cases", status: "Status" },
	channelGood: (use, channel) => `${use}: ${channel} is there.`,
	channelMissing: (use, id) => `${use}: there is no channel ${id} in the server.`,
	copyChannel: (setting) =>
		`Right-click the channel → Copy Channel ID (turn on User Settings → Advanced → Developer Mode first), and put it in ${setting}.`,
	channelWrongKind: (use, channel) => `${use}: ${channel} is of a kind that does not serve.`,
	chooseText: (setting) => `Choose a text channel, and put its id in ${setting}.`,
	chooseTextOrForum: (setting) => `Choose a text channel or a forum, and put its id in ${setting}.`,
	noPrivateThreads: (channel) => `${channel} is an announcement channel, which has no private threads.`,
	choosePublic: "Choose an ordinary text channel for DISCORD_CASES_CHANNEL, or set DISCORD_THREADS to public.",
	forumIsPublic: (channel) => `${channel} is a forum: whoever sees it sees every case, whatever DISCORD_THREADS says.`,
	hideForum: "Let only the volunteers see the forum, or choose a text channel for DISCORD_CASES_CHANNEL.",
	tagRequired: (channel) => `${channel} wants a tag on every post, and the bot gives none.`,
	dropTag: "Right-click the forum → Edit Channel: turn off “Require people to select tags when posting”.",
	may: (permission, channel) => `The bot has ${permission} in ${channel}.`,
	mayNot: (permission, channel) => `The bot lacks ${permission} in ${channel}.`,
	grant: (permission, channel) =>
		`Right-click ${channel} → Edit Channel → Permissions → the bot's role (add it with +) → set ${permission} to ✓.`,
	roleGood: (setting, role) => `${setting}: the role ${role} is there.`,
	roleMissing: (setting, id) => `${setting}: there is no role ${id} in the server.`,
	copyRole: (setting) => `Server Settings → Roles → right-click the role → Copy Role ID, and put it in ${setting}.`,
	roleEveryone: (setting) => `${setting}: this is @everyone, so everybody in the server could decide.`,
	takeRole: (setting) =>
		`Server Settings → Roles → Create Role, give it to the people it is for, and put its id in ${setting}.`,
	roleCan: (role, channel) => `People with the role ${role} can use the commands in ${channel}.`,
	roleCannot: (role, channel, permissions) =>
		`People with the role ${role} cannot work in ${channel}: they lack ${permissions.join(", ")}.`,
	grantRole: (role, channel) => `Right-click ${channel} → Edit Channel → Permissions → ${role} → set these to ✓.`,
	noCoordinators: "DISCORD_COORDINATOR_ROLES is empty: nobody can change the directory and the opt-outs.",
	nameCoordinators: "Put the id of the coordinators' role in DISCORD_COORDINATOR_ROLES.",
	commandsGood: (count) => `All ${count} commands are registered.`,
	commandsOld: "The commands in the server are not those of this version.",
	commandsRefused: "The bot may not have commands in the server.",
	register: "Run `meldkamer discord register`; a start of the bot does it too.",
	hostGood: (host) => `Attachments can be fetched from ${host}.`,
	hostBad: (host) => `${host}, where attachments lie, cannot be reached.`,
	checkHost: "Check the firewall of this machine (https, port 443), and DISCORD_FILE_HOSTS if it is set.",
	noHosts: "DISCORD_FILE_HOSTS is empty: no report can be fetched.",
	nameHosts: "Leave DISCORD_FILE_HOSTS out; it then holds Discord's own hosts.",
};

const nl: FindingWords = {
	tokenGood: (bot) => `Het token klopt; de bot is ${bot}.`,
	tokenBad: "Discord accepteert het token niet.",
	makeToken:
		"Developer Portal → je applicatie → Bot → Reset Token → Copy; zet het in DISCORD_TOKEN. Het oude werkt dan niet meer.",
	unreachable: (url) => `Discord is niet te bereiken op ${url}.`,
	checkLine:
		"Controleer de verbinding en de firewall van deze machine (https, poort 443), en DISCORD_API_URL als die is ingesteld.",
	noIntents: "Er staat geen privileged intent aan, en dat hoeft ook niet.",
	intentsOn: "Er staat een privileged intent aan; de bot heeft er geen nodig.",
	intentsOff: "Je kunt hem uitzetten: Developer Portal → je applicatie → Bot → Privileged Gateway Intents.",
	interactionsHere: "Commando's en knoppen komen bij de bot uit.",
	interactionsElsewhere: "Commando's en knoppen gaan naar een ander adres, niet naar de bot.",
	clearEndpoint:
		"Developer Portal → je applicatie → General Information: maak ‘Interactions Endpoint URL’ leeg en sla op.",
	needsCodeGrant: "De applicatie vraagt een code grant; zo werkt de uitnodigingslink niet.",
	dropCodeGrant: "Developer Portal → je applicatie → Bot: zet ‘Requires OAuth2 Code Grant’ uit en sla op.",
	inServer: (server) => `De bot zit in de server ${server}.`,
	notInServer: (id) => `De bot zit niet in de server ${id} (DISCORD_SERVER).`,
	invite: (link) =>
		`Klopt het id (rechtsklik op de server → Server-ID kopiëren)? Open dan deze link, kies de server en druk op Autoriseren: ${link}`,
	timedOut: (until) => `Iemand heeft de bot een time-out gegeven tot ${until}; hij kan niets plaatsen.`,
	endTimeOut: "Rechtsklik op de bot in de ledenlijst → Time-out verwijderen.",
	channelUse: { reports: "Meldingen", cases: "Zaken", status: "Status" },
	channelGood: (use, channel) => `${use}: ${channel} bestaat.`,
	channelMissing: (use, id) => `${use}: er is geen kanaal ${id} in de server.`,
	copyChannel: (setting) =>
		`Rechtsklik op het kanaal → Kanaal-ID kopiëren (zet eerst Gebruikersinstellingen → Geavanceerd → Ontwikkelaarsmodus aan), en zet het in ${setting}.`,
	channelWrongKind: (use, channel) => `${use}: ${channel} is van een soort waar dit niet kan.`,
	chooseText: (setting) => `Kies een tekstkanaal en zet het id in ${setting}.`,
	chooseTextOrForum: (setting) => `Kies een tekstkanaal of een forum en zet het id in ${setting}.`,
	noPrivateThreads: (channel) => `${channel} is een aankondigingskanaal, en dat heeft geen privéthreads.`,
	choosePublic: "Kies een gewoon tekstkanaal voor DISCORD_CASES_CHANNEL, of zet DISCORD_THREADS op public.",
	forumIsPublic: (channel) =>
		`${channel} is een forum: wie het ziet, ziet elke zaak, wat er ook in DISCORD_THREADS staat.`,
	hideForum: "Laat alleen de vrijwilligers het forum zien, of kies een tekstkanaal voor DISCORD_CASES_CHANNEL.",
	tagRequired: (channel) => `${channel} wil een tag bij elke post, en de bot geeft er geen.`,
	dropTag:
		"Rechtsklik op het forum → Kanaal bewerken: zet het verplichte kiezen van tags uit (Require people to select tags when posting).",
	may: (permission, channel) => `De bot heeft in ${channel}: ${permission}.`,
	mayNot: (permission, channel) => `De bot mist in ${channel}: ${permission}.`,
	grant: (permission, channel) =>
		`Rechtsklik op ${channel} → Kanaal bewerken → Rechten (Permissions) → de rol van de bot (voeg hem toe met +) → zet ${permission} op ✓.`,
	roleGood: (setting, role) => `${setting}: de rol ${role} bestaat.`,
	roleMissing: (setting, id) => `${setting}: er is geen rol ${id} in de server.`,
	copyRole: (setting) =>
		`Serverinstellingen → Rollen → rechtsklik op de rol → Rol-ID kopiëren, en zet het in ${setting}.`,
	roleEveryone: (setting) => `${setting}: dit is @everyone, dus iedereen in de server zou mogen beslissen.`,
	takeRole: (setting) =>
		`Serverinstellingen → Rollen → Rol maken, geef die aan de mensen voor wie hij is, en zet het id in ${setting}.`,
	roleCan: (role, channel) => `Wie de rol ${role} heeft, kan de commando's gebruiken in ${channel}.`,
	roleCannot: (role, channel, permissions) =>
		`Wie de rol ${role} heeft, kan in ${channel} niet werken; er ontbreekt: ${permissions.join(", ")}.`,
	grantRole: (role, channel) =>
		`Rechtsklik op ${channel} → Kanaal bewerken → Rechten (Permissions) → ${role} → zet deze op ✓.`,
	noCoordinators: "DISCORD_COORDINATOR_ROLES is leeg: niemand kan de contacten en de afmeldingen wijzigen.",
	nameCoordinators: "Zet het id van de coördinatorenrol in DISCORD_COORDINATOR_ROLES.",
	commandsGood: (count) => `Alle ${count} commando's zijn geregistreerd.`,
	commandsOld: "De commando's in de server zijn niet die van deze versie.",
	commandsRefused: "De bot mag in de server geen commando's hebben.",
	register: "Draai `meldkamer discord register`; een start van de bot doet het ook.",
	hostGood: (host) => `Bijlagen zijn op te halen bij ${host}.`,
	hostBad: (host) => `${host}, waar bijlagen staan, is niet te bereiken.`,
	checkHost: "Controleer de firewall van deze machine (https, poort 443), en DISCORD_FILE_HOSTS als die is ingesteld.",
	noHosts: "DISCORD_FILE_HOSTS is leeg: er kan geen melding worden opgehaald.",
	nameHosts: "Laat DISCORD_FILE_HOSTS weg; dan gelden de hosts van Discord zelf.",
};

export function findingWords(language: Language): FindingWords {
	return language === "nl" ? nl : en;
}
