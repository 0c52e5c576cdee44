import type { FindingWords } from "./finding-words.ts";

const app = "api.slack.com/apps → je app";
const elsewhere = "zet er het adres neer waarop Slack de bot bereikt, met /slack/events erachter";
const pasted = { socket: "slack-manifest.json", http: "wat `meldkamer slack manifest --http https://…` geeft" };

/** De namen van pagina's en knoppen zijn die van Slack, die er alleen Engelse heeft. */
export const nl: FindingWords = {
	tokenGood: (bot, workspace) => `Het token van de bot klopt; de bot is ${bot} in de workspace ${workspace}.`,
	tokenBad:
		"Slack accepteert het token van de bot niet (SLACK_BOT_TOKEN): het is ingetrokken, of de app is verwijderd.",
	makeToken: `${app} → OAuth & Permissions → Install to Workspace (of Reinstall); zet het Bot User OAuth Token in SLACK_BOT_TOKEN.`,
	unreachable: (url) => `Slack is niet te bereiken op ${url}.`,
	checkLine:
		"Controleer de verbinding en de firewall van deze machine (https, poort 443), en SLACK_API_URL als die is ingesteld.",
	tooFast: "Slack heeft te veel verzoeken gehad en geeft nu even geen antwoord.",
	comeBack: "Draai dit over een minuut nog eens.",
	appTokenGood: "Het app-token klopt, en Socket Mode staat aan.",
	appTokenBad:
		"Slack accepteert het app-token niet (SLACK_APP_TOKEN): het is ingetrokken, of het is een ander soort token.",
	appTokenScope: "Het app-token (SLACK_APP_TOKEN) mist de scope connections:write.",
	appTokenRefused: (code) => `Slack geeft geen verbinding voor het app-token (SLACK_APP_TOKEN): ${code}.`,
	makeAppToken: `${app} → Basic Information → App-Level Tokens → Generate Token and Scopes, met connections:write; zet het in SLACK_APP_TOKEN.`,
	socketModeOff: "Socket Mode staat uit voor de app; wat mensen doen, bereikt de bot niet.",
	turnSocketModeOn: `${app} → Socket Mode → Enable Socket Mode. Staat het al aan, zet het dan uit en weer aan.`,
	otherApp: (appOfAppToken, appOfBot) =>
		`SLACK_APP_TOKEN is van de app ${appOfAppToken}, SLACK_BOT_TOKEN van ${appOfBot}.`,
	sameApp: "Neem beide tokens van de pagina's van één app.",
	portFree: (place) => `De bot kan luisteren op ${place}.`,
	portOurs: (place) => `Er luistert een bot op ${place}.`,
	portTaken: (place) => `Er luistert een ander programma op ${place}.`,
	choosePort: "Stop dat programma, of kies een andere poort in SLACK_HTTP_PORT en in de reverse proxy.",
	portImpossible: (place) =>
		`De bot kan niet luisteren op ${place}: deze machine heeft dat adres niet, of geeft de poort niet vrij.`,
	choosePlace: "Zet een adres van deze machine in SLACK_HTTP_HOST, en een poort vanaf 1024 in SLACK_HTTP_PORT.",
	deliveryUnseen: "Van hier niet te zien: of Slack de bot bereikt, en of het signing secret dat van de app is.",
	lookAtUrls: `Terwijl de bot draait: ${app} → Event Subscriptions; bij de Request URL moet Verified staan.`,
	scopesGood: (count) => `Het token heeft alle ${count} scopes die de bot nodig heeft.`,
	scopesUnseen: "Slack zegt niet welke scopes het token heeft.",
	scopeMissing: (scope, why) => `Het token mist de scope ${scope}, voor: ${why}.`,
	addScope: (scope) =>
		`${app} → OAuth & Permissions → Scopes → Bot Token Scopes → voeg ${scope} toe; daarna bovenaan die pagina Reinstall to Workspace.`,
	scopesIdle: (scopes) => `Het token heeft scopes die de bot niet nodig heeft: ${scopes.join(", ")}.`,
	dropScopes: `Je kunt ze weghalen: ${app} → OAuth & Permissions → Scopes, en daarna Reinstall to Workspace.`,
	channelUse: { cases: "Zaken", status: "Status" },
	channelGood: (use, channel) => `${use}: ${channel} bestaat, en de bot zit erin.`,
	channelMissing: (use, id) => `${use}: er is geen kanaal ${id}, of het is besloten en de bot zit er niet in.`,
	channelRefused: (use, id, code) => `${use}: Slack laat het kanaal ${id} niet zien: ${code}.`,
	copyChannel: (setting, bot) =>
		`Typ /invite ${bot} in het kanaal. Helpt dat niet: klik op de naam van het kanaal → Info (About) → kopieer onderaan de kanaal-ID, en zet die in ${setting}.`,
	channelUnseen: (use, scope) => `${use}: zonder de scope ${scope} is het kanaal niet te bekijken.`,
	channelArchived: (use, channel) => `${use}: ${channel} is gearchiveerd.`,
	unarchive: (setting) =>
		`Klik op de naam van het kanaal → Instellingen (Settings) → Unarchive channel, of zet het id van een ander kanaal in ${setting}.`,
	channelWithoutBot: (use, channel) => `${use}: de bot zit niet in ${channel}.`,
	inviteBot: (channel, bot) => `Typ /invite ${bot} in ${channel}.`,
	channelShared: (channel) => `${channel} wordt gedeeld met een andere organisatie, en daar leest men mee.`,
	unshare: (setting) => `Moet dat niet, zet dan het id van een eigen kanaal in ${setting}.`,
	groupGood: (setting, group, people) =>
		`${setting}: ${group} bestaat, met ${people === 1 ? "1 persoon" : `${people} mensen`}.`,
	groupMissing: (setting, id) => `${setting}: er is geen gebruikersgroep ${id} in de workspace.`,
	copyGroup: (setting) =>
		`Mappen (Directories) → Gebruikersgroepen (User groups) → de groep → ⋮ → Copy group ID, en zet het in ${setting}; het begint met S.`,
	groupDisabled: (setting, group) => `${setting}: ${group} is uitgeschakeld.`,
	enableGroup: (setting) =>
		`Mappen (Directories) → Gebruikersgroepen (User groups) → de groep → ⋮ → Enable group, of zet het id van een andere groep in ${setting}.`,
	groupEmpty: (setting, group) => `${setting}: er zit niemand in ${group}.`,
	fillGroup: "Mappen (Directories) → Gebruikersgroepen (User groups) → de groep → Edit members.",
	groupsUnseen: (scope) => `Zonder de scope ${scope} zijn de gebruikersgroepen niet te bekijken.`,
	groupsUnpaid: "Deze workspace heeft geen gebruikersgroepen: ze zitten niet in het abonnement.",
	groupsRefused: (code) => `Slack laat de gebruikersgroepen niet zien: ${code}.`,
	namePeople:
		"Maak SLACK_VOLUNTEER_GROUPS en SLACK_COORDINATOR_GROUPS leeg, en zet de lid-ID's van mensen in SLACK_VOLUNTEERS en SLACK_COORDINATORS.",
	personGood: (setting, name) => `${setting}: ${name} bestaat.`,
	personMissing: (setting, id) => `${setting}: er is niemand met het id ${id} in de workspace.`,
	copyPerson: (setting) =>
		`Klik op de naam van de persoon → ⋮ → Lid-ID kopiëren (Copy member ID), en zet die in ${setting}.`,
	personDeleted: (setting, name, id) => `${setting}: het account van ${name} (${id}) is gedeactiveerd.`,
	dropPerson: (setting) => `Haal het id uit ${setting}.`,
	peopleUnseen: (id, scope) => `Zonder de scope ${scope} is ${id} niet op te zoeken.`,
	noCoordinators: "Niemand is coördinator: niemand kan de contacten en de afmeldingen wijzigen.",
	nameCoordinators: "Zet een gebruikersgroep in SLACK_COORDINATOR_GROUPS, of mensen in SLACK_COORDINATORS.",
	nobody: "Niemand is vrijwilliger of coördinator: niemand kan de bot gebruiken.",
	nameSomebody: "Zet mensen in de groepen, of zet de lid-ID's van mensen in SLACK_VOLUNTEERS en SLACK_COORDINATORS.",
	hostGood: (host) => `Bestanden zijn op te halen bij ${host}.`,
	hostBad: (host) => `${host}, waar bestanden staan, is niet te bereiken.`,
	checkHost: "Controleer de firewall van deze machine (https, poort 443), en SLACK_FILE_HOSTS als die is ingesteld.",
	noHosts: "SLACK_FILE_HOSTS is leeg: er kan geen rapport worden opgehaald.",
	nameHosts: "Laat SLACK_FILE_HOSTS weg; dan geldt de host van Slack zelf.",
	manifestGood: "De app is ingesteld zoals het manifest van deze versie zegt.",
	manifestUnseen: "Van hier niet te zien: of de app is ingesteld zoals het manifest van deze versie zegt.",
	appUnknown: "Slack zegt niet van welke app het token is; hoe de app is ingesteld, is niet bekeken.",
	configTokenBad: "Slack accepteert het configuratietoken niet (SLACK_CONFIG_TOKEN); zo'n token werkt twaalf uur.",
	makeConfigToken:
		"Om ernaar te laten kijken: api.slack.com/apps → Your App Configuration Tokens → Generate Token; zet het Access Token in SLACK_CONFIG_TOKEN, en maak dat daarna weer leeg.",
	manifestRefused: (id, code) => `Slack laat niet zien hoe de app ${id} is ingesteld: ${code}.`,
	differences: {
		"socket-mode-off": {
			what: "Socket Mode staat uit voor de app.",
			todo: `${app} → Socket Mode → Enable Socket Mode`,
		},
		"socket-mode-on": {
			what: "Socket Mode staat aan voor de app, dus Slack stuurt niets naar het adres van de bot.",
			todo: `${app} → Socket Mode: zet het uit`,
		},
		"command-missing": {
			what: "De app heeft geen commando /meldkamer.",
			todo: `${app} → Slash Commands → Create New Command`,
		},
		"command-elsewhere": {
			what: "Het commando /meldkamer komt niet bij de bot uit.",
			todo: `${app} → Slash Commands → /meldkamer → Request URL: ${elsewhere}`,
		},
		"command-escapes": {
			what: "Slack vervangt namen en links die bij het commando /meldkamer worden getypt.",
			todo: `${app} → Slash Commands → /meldkamer: zet ‘Escape channels, users, and links’ uit`,
		},
		"shortcut-missing": {
			what: "De app heeft geen snelkoppeling bij berichten; met een geplaatst bestand is geen zaak te openen.",
			todo: `${app} → Interactivity & Shortcuts → Create New Shortcut → On messages, met als Callback ID report-from-file`,
		},
		"interactivity-off": {
			what: "Interactivity staat uit voor de app; geen knop en geen formulier werkt.",
			todo: `${app} → Interactivity & Shortcuts: zet Interactivity aan`,
		},
		"interactivity-elsewhere": {
			what: "Knoppen en formulieren komen niet bij de bot uit.",
			todo: `${app} → Interactivity & Shortcuts → Request URL: ${elsewhere}`,
		},
		"suggestions-elsewhere": {
			what: "Wat formulieren voorstellen terwijl iemand typt, komt niet van de bot.",
			todo: `${app} → Interactivity & Shortcuts → Select Menus → Options Load URL: ${elsewhere}`,
		},
		"event-missing": {
			what: "De app hoort niet dat iemand de Home-tab opent (app_home_opened).",
			todo: `${app} → Event Subscriptions → Subscribe to bot events → Add Bot User Event → app_home_opened`,
		},
		"events-elsewhere": {
			what: "Gebeurtenissen (events) komen niet bij de bot uit.",
			todo: `${app} → Event Subscriptions → Request URL: ${elsewhere}`,
		},
		"home-off": { what: "De Home-tab van de app staat uit.", todo: `${app} → App Home → Show Tabs: zet Home Tab aan` },
		"messages-off": {
			what: "De Messages-tab van de app staat uit; bestanden die één persoon mag zien, komen nergens aan.",
			todo: `${app} → App Home → Show Tabs: zet Messages Tab aan`,
		},
	},
	otherWords: "De app beschrijft het commando of de snelkoppeling met andere woorden dan deze versie.",
	paste: (mode) => `Je kunt ${pasted[mode]} plakken bij App Manifest.`,
	orPaste: (todo, mode) => `${todo}. Of plak ${pasted[mode]} bij App Manifest; dan klopt alles in één keer.`,
};
