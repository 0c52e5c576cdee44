import type { CommandSpec } from "../../../core/command/command-spec.ts";
import type { Language } from "../../../core/language.ts";
import { reportShortcut } from "../interactions/run-shortcut.ts";
import { slashCommand } from "../slash-command.ts";
import { botScopes } from "./scopes.ts";

/** Where Slack sends everything in HTTP mode. */
export const requestPath = "/slack/events";

export interface ManifestOptions {
	readonly commands: readonly CommandSpec[];
	readonly language: Language;
	/** Where Slack reaches the bot's HTTP server, without the path (`https://bot.example`); null for Socket Mode. */
	readonly url: string | null;
}

/** A Slack app's configuration (docs.slack.dev/reference/app-manifest), as far as this bot needs it. */
export type Manifest = ReturnType<typeof renderManifest>;

interface ManifestWords {
	/** At most 140 characters. */
	readonly description: string;
	/** 175 to 4,000 characters. */
	readonly longDescription: string;
	/** Slack takes 24 characters. */
	readonly shortcutName: string;
	/** At most 150 characters. */
	readonly shortcutDescription: string;
}

const words: Readonly<Record<Language, ManifestWords>> = {
	en: {
		description: "From a report to one mail per network operator, with every step in the thread.",
		longDescription:
			"Meldkamer works for a volunteer security hotline. A volunteer hands in a report with a list of vulnerable or infected addresses. The bot opens a case with a thread, reads the file, has the team vote on it, finds the network operator behind every address, and mails each operator its own addresses once a volunteer presses Send.",
		shortcutName: "Open case from this file",
		shortcutDescription: "Opens a case from the report in this message, of any size that the hotline takes",
	},
	nl: {
		description: "Van rapport naar één mail per netwerkbeheerder, met elke stap in de thread.",
		longDescription:
			"Meldkamer werkt voor een meldpunt van vrijwilligers. Een vrijwilliger levert een rapport in met een lijst kwetsbare of besmette adressen. De bot opent een zaak met een thread, leest het bestand, laat het team erover stemmen, zoekt bij elk adres de netwerkbeheerder, en mailt elke beheerder de eigen adressen zodra een vrijwilliger op Versturen drukt.",
		shortcutName: "Zaak openen met bestand",
		shortcutDescription: "Opent een zaak met het rapport in dit bericht, zo groot als het meldpunt aanneemt",
	},
};

/** The app's manifest: what Slack shows of it, what it may do, and what it is told of. */
export function renderManifest({ commands, language, url }: ManifestOptions) {
	const { description, longDescription, shortcutName, shortcutDescription } = words[language];
	const requestUrl = url === null ? null : `${url}${requestPath}`;
	return {
		_metadata: { major_version: 2, minor_version: 1 },
		display_information: {
			name: "Meldkamer",
			description,
			long_description: longDescription,
			background_color: "#2f55c7",
		},
		features: {
			app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
			// Otherwise it would be shown as online also while it does not run.
			bot_user: { display_name: "Meldkamer", always_online: false },
			shortcuts: [
				{ name: shortcutName, type: "message", callback_id: reportShortcut, description: shortcutDescription },
			],
			slash_commands: [
				{
					command: slashCommand,
					description: commands.map((spec) => spec.description[language]).join(" · "),
					usage_hint: usageHint(commands),
					should_escape: false,
					...(requestUrl !== null && { url: requestUrl }),
				},
			],
		},
		oauth_config: { scopes: { bot: Object.keys(botScopes) } },
		settings: {
			event_subscriptions: {
				...(requestUrl !== null && { request_url: requestUrl }),
				bot_events: ["app_home_opened"],
			},
			interactivity: {
				is_enabled: true,
				...(requestUrl !== null && { request_url: requestUrl, message_menu_options_url: requestUrl }),
			},
			org_deploy_enabled: false,
			socket_mode_enabled: url === null,
			token_rotation_enabled: false,
		},
	};
}

/** `report | case show, list | lookup | help`. */
function usageHint(commands: readonly CommandSpec[]): string {
	const shown = commands.map(
		({ name, subcommands = [] }) => `${name} ${subcommands.map((sub) => sub.name).join(", ")}`,
	);
	return [...shown.map((each) => each.trim()), "help"].join(" | ");
}
