import type { FindingWords } from "./finding-words.ts";

const app = "api.slack.com/apps → your app";
const elsewhere = "set it to the address that Slack reaches the bot at, with /slack/events at the end";
const pasted = { socket: "slack-manifest.json", http: "what `meldkamer slack manifest --http https://…` prints" };

export const en: FindingWords = {
	tokenGood: (bot, workspace) => `The bot's token is good; the bot is ${bot} in the workspace ${workspace}.`,
	tokenBad: "Slack does not accept the bot's token (SLACK_BOT_TOKEN): it was revoked, or the app was removed.",
	makeToken: `${app} → OAuth & Permissions → Install to Workspace (or Reinstall); put the Bot User OAuth Token in SLACK_BOT_TOKEN.`,
	unreachable: (url) => `Slack cannot be reached at ${url}.`,
	checkLine: "Check the line and the firewall of this machine (https, port 443), and SLACK_API_URL if it is set.",
	tooFast: "Slack has had too many requests and answers no more for now.",
	comeBack: "Run this again in a minute.",
	appTokenGood: "The app-level token is good, and Socket Mode is on.",
	appTokenBad:
		"Slack does not accept the app-level token (SLACK_APP_TOKEN): it was revoked, or it is another kind of token.",
	appTokenScope: "The app-level token (SLACK_APP_TOKEN) lacks the scope connections:write.",
	appTokenRefused: (code) => `Slack gives no connection for the app-level token (SLACK_APP_TOKEN): ${code}.`,
	makeAppToken: `${app} → Basic Information → App-Level Tokens → Generate Token and Scopes, with connections:write; put it in SLACK_APP_TOKEN.`,
	socketModeOff: "Socket Mode is off for the app, so nothing that people do reaches the bot.",
	turnSocketModeOn: `${app} → Socket Mode → Enable Socket Mode. If it shows as on, switch it off and on again.`,
	otherApp: (appOfAppToken, appOfBot) =>
		`SLACK_APP_TOKEN is of the app ${appOfAppToken}, SLACK_BOT_TOKEN of ${appOfBot}.`,
	sameApp: "Take both tokens from the pages of one app.",
	portFree: (place) => `The bot can listen at ${place}.`,
	portOurs: (place) => `A running bot listens at ${place}.`,
	portTaken: (place) => `Another program listens at ${place}.`,
	choosePort: "End that program, or choose another port in SLACK_HTTP_PORT and in the reverse proxy.",
	portImpossible: (place) => `The bot cannot listen at ${place}: this machine has no such address, or keeps the port.`,
	choosePlace: "Put an address of this machine in SLACK_HTTP_HOST, and a port from 1024 in SLACK_HTTP_PORT.",
	deliveryUnseen: "Not seen from here: whether Slack reaches the bot, and whether the signing secret is the app's.",
	lookAtUrls: `While the bot runs: ${app} → Event Subscriptions; the Request URL must show Verified.`,
	scopesGood: (count) => `The token has all ${count} scopes that the bot needs.`,
	scopesUnseen: "Slack does not say which scopes the token has.",
	scopeMissing: (scope, why) => `The token lacks the scope ${scope}, for ${why}.`,
	addScope: (scope) =>
		`${app} → OAuth & Permissions → Scopes → Bot Token Scopes → Add ${scope}; then Reinstall to Workspace at the top of that page.`,
	scopesIdle: (scopes) => `The token has scopes that the bot does not need: ${scopes.join(", ")}.`,
	dropScopes: `You may remove them: ${app} → OAuth & Permissions → Scopes, then Reinstall to Workspace.`,
	channelUse: { cases: "Cases", status: "Status" },
	channelGood: (use, channel) => `${use}: ${channel} is there, and the bot is in it.`,
	channelMissing: (use, id) => `${use}: there is no channel ${id}, or it is private and the bot is not in it.`,
	channelRefused: (use, id, code) => `${use}: Slack does not show the channel ${id}: ${code}.`,
	copyChannel: (setting, bot) =>
		`Type /invite ${bot} in the channel. If that is not it: click the channel's name → About → copy the Channel ID at the bottom, and put it in ${setting}.`,
	channelUnseen: (use, scope) => `${use}: the channel cannot be looked at without the scope ${scope}.`,
	channelArchived: (use, channel) => `${use}: ${channel} is archived.`,
	unarchive: (setting) =>
		`Click the channel's name → Settings → Unarchive channel, or put another channel's id in ${setting}.`,
	channelWithoutBot: (use, channel) => `${use}: the bot is not in ${channel}.`,
	inviteBot: (channel, bot) => `Type /invite ${bot} in ${channel}.`,
	channelShared: (channel) => `${channel} is shared with another organisation, whose people read along.`,
	unshare: (setting) => `If they should not, put the id of a channel of your own in ${setting}.`,
	groupGood: (setting, group, people) =>
		`${setting}: ${group} is there, with ${people === 1 ? "1 person" : `${people} people`}.`,
	groupMissing: (setting, id) => `${setting}: there is no user group ${id} in the workspace.`,
	copyGroup: (setting) =>
		`Directories → User groups → the group → ⋮ → Copy group ID, and put it in ${setting}; it begins with S.`,
	groupDisabled: (setting, group) => `${setting}: ${group} is switched off.`,
	enableGroup: (setting) =>
		`Directories → User groups → the group → ⋮ → Enable group, or put another group's id in ${setting}.`,
	groupEmpty: (setting, group) => `${setting}: nobody is in ${group}.`,
	fillGroup: "Directories → User groups → the group → Edit members.",
	groupsUnseen: (scope) => `The user groups cannot be looked at without the scope ${scope}.`,
	groupsUnpaid: "This workspace has no user groups: its plan does not include them.",
	groupsRefused: (code) => `Slack does not show the user groups: ${code}.`,
	namePeople:
		"Empty SLACK_VOLUNTEER_GROUPS and SLACK_COORDINATOR_GROUPS, and put people's member ids in SLACK_VOLUNTEERS and SLACK_COORDINATORS.",
	personGood: (setting, name) => `${setting}: ${name} is there.`,
	personMissing: (setting, id) => `${setting}: there is nobody with the id ${id} in the workspace.`,
	copyPerson: (setting) => `Click the person's name → ⋮ → Copy member ID, and put it in ${setting}.`,
	personDeleted: (setting, name, id) => `${setting}: the account of ${name} (${id}) is deactivated.`,
	dropPerson: (setting) => `Take the id out of ${setting}.`,
	peopleUnseen: (id, scope) => `${id} cannot be looked up without the scope ${scope}.`,
	noCoordinators: "Nobody is a coordinator, so nobody can change the directory and the opt-outs.",
	nameCoordinators: "Put a user group in SLACK_COORDINATOR_GROUPS, or people in SLACK_COORDINATORS.",
	nobody: "Nobody is a volunteer or a coordinator, so nobody can use the bot.",
	nameSomebody: "Put people in the groups, or put people's member ids in SLACK_VOLUNTEERS and SLACK_COORDINATORS.",
	hostGood: (host) => `Files can be fetched from ${host}.`,
	hostBad: (host) => `${host}, where files lie, cannot be reached.`,
	checkHost: "Check the firewall of this machine (https, port 443), and SLACK_FILE_HOSTS if it is set.",
	noHosts: "SLACK_FILE_HOSTS is empty: no report can be fetched.",
	nameHosts: "Leave SLACK_FILE_HOSTS out; it then holds Slack's own host.",
	manifestGood: "The app is configured as the manifest of this version says.",
	manifestUnseen: "Not seen from here: whether the app is configured as the manifest of this version says.",
	appUnknown: "Slack does not say which app the token is of, so the app's configuration was not looked at.",
	configTokenBad:
		"Slack does not accept the app configuration token (SLACK_CONFIG_TOKEN); such a token works for 12 hours.",
	makeConfigToken:
		"To have it looked at: api.slack.com/apps → Your App Configuration Tokens → Generate Token; put the Access Token in SLACK_CONFIG_TOKEN, and empty it afterwards.",
	manifestRefused: (id, code) => `Slack does not show the configuration of the app ${id}: ${code}.`,
	differences: {
		"socket-mode-off": { what: "Socket Mode is off for the app.", todo: `${app} → Socket Mode → Enable Socket Mode` },
		"socket-mode-on": {
			what: "Socket Mode is on for the app, so Slack sends nothing to the bot's address.",
			todo: `${app} → Socket Mode: switch it off`,
		},
		"command-missing": {
			what: "The app has no command /meldkamer.",
			todo: `${app} → Slash Commands → Create New Command`,
		},
		"command-elsewhere": {
			what: "The command /meldkamer does not lead to the bot.",
			todo: `${app} → Slash Commands → /meldkamer → Request URL: ${elsewhere}`,
		},
		"command-escapes": {
			what: "Slack replaces names and links that are typed with the command /meldkamer.",
			todo: `${app} → Slash Commands → /meldkamer: switch “Escape channels, users, and links” off`,
		},
		"shortcut-missing": {
			what: "The app has no shortcut at messages, so no case can be opened from a file that was posted.",
			todo: `${app} → Interactivity & Shortcuts → Create New Shortcut → On messages, with the Callback ID report-from-file`,
		},
		"interactivity-off": {
			what: "Interactivity is off for the app, so no button and no form works.",
			todo: `${app} → Interactivity & Shortcuts: switch Interactivity on`,
		},
		"interactivity-elsewhere": {
			what: "Buttons and forms do not lead to the bot.",
			todo: `${app} → Interactivity & Shortcuts → Request URL: ${elsewhere}`,
		},
		"suggestions-elsewhere": {
			what: "What forms suggest while somebody types does not lead to the bot.",
			todo: `${app} → Interactivity & Shortcuts → Select Menus → Options Load URL: ${elsewhere}`,
		},
		"event-missing": {
			what: "The app is not told when somebody opens its Home tab (app_home_opened).",
			todo: `${app} → Event Subscriptions → Subscribe to bot events → Add Bot User Event → app_home_opened`,
		},
		"events-elsewhere": {
			what: "Events do not lead to the bot.",
			todo: `${app} → Event Subscriptions → Request URL: ${elsewhere}`,
		},
		"home-off": { what: "The app's Home tab is off.", todo: `${app} → App Home → Show Tabs: switch Home Tab on` },
		"messages-off": {
			what: "The app's Messages tab is off, so files that only one person may see arrive nowhere.",
			todo: `${app} → App Home → Show Tabs: switch Messages Tab on`,
		},
	},
	otherWords: "The app describes its command or its shortcut in other words than this version.",
	paste: (mode) => `You may paste ${pasted[mode]} at App Manifest.`,
	orPaste: (todo, mode) => `${todo}. Or paste ${pasted[mode]} at App Manifest, which puts all of it right.`,
};
