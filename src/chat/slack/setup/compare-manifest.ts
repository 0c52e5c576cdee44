import type { webApi } from "@slack/bolt";
import { reportShortcut } from "../interactions/run-shortcut.ts";
import { slashCommand } from "../slash-command.ts";
import { type Manifest, requestPath } from "./manifest.ts";

/** An app's configuration as Slack gives it. */
export type ExportedManifest = NonNullable<webApi.AppsManifestExportResponse["manifest"]>;

/** Where an app's configuration is not that of the manifest, as far as the bot needs it; by the page of Slack's where it is put right. */
export type Difference =
	| "socket-mode-off"
	| "socket-mode-on"
	| "command-missing"
	| "command-elsewhere"
	| "command-escapes"
	| "shortcut-missing"
	| "interactivity-off"
	| "interactivity-elsewhere"
	| "suggestions-elsewhere"
	| "event-missing"
	| "events-elsewhere"
	| "home-off"
	| "messages-off"
	| "other-words";

/** `wanted` in each language: which of them the app speaks is for the team to choose. Names, colours and what else the bot doesn't need may differ. */
export function compareManifest(actual: ExportedManifest, wanted: readonly Manifest[]): readonly Difference[] {
	const { features = {}, settings = {} } = actual;
	const [first] = wanted;
	if (first === undefined) return [];
	const inSocketMode = first.settings.socket_mode_enabled;
	const command = features.slash_commands?.find((each) => each.command === slashCommand);
	const shortcut = features.shortcuts?.find((each) => each.callback_id === reportShortcut && each.type === "message");
	const events = settings.event_subscriptions;
	const interactivity = settings.interactivity;
	// In Socket Mode Slack does not look at addresses.
	const isElsewhere = (url: string | undefined) => !inSocketMode && !leadsToBot(url);
	const isOn = interactivity?.is_enabled === true;
	const is = (difference: Difference, isSo: boolean) => (isSo ? [difference] : []);
	const sameWords = wanted.some(({ features: { slash_commands, shortcuts } }) => {
		const [wantedCommand] = slash_commands;
		return (
			(command === undefined || command.usage_hint === wantedCommand?.usage_hint) &&
			(command === undefined || command.description === wantedCommand?.description) &&
			(shortcut === undefined || shortcut.name === shortcuts[0]?.name)
		);
	});
	return [
		...is("socket-mode-off", inSocketMode && settings.socket_mode_enabled !== true),
		...is("socket-mode-on", !inSocketMode && settings.socket_mode_enabled === true),
		...is("command-missing", command === undefined),
		...is("command-elsewhere", command !== undefined && isElsewhere(command.url)),
		...is("command-escapes", command?.should_escape === true),
		...is("shortcut-missing", shortcut === undefined),
		...is("interactivity-off", !isOn),
		...is("interactivity-elsewhere", isOn && isElsewhere(interactivity.request_url)),
		...is("suggestions-elsewhere", isOn && isElsewhere(interactivity.message_menu_options_url)),
		...first.settings.event_subscriptions.bot_events.flatMap((event) =>
			is("event-missing", !(events?.bot_events ?? []).includes(event)),
		),
		...is("events-elsewhere", isElsewhere(events?.request_url)),
		...is("home-off", features.app_home?.home_tab_enabled !== true),
		...is("messages-off", features.app_home?.messages_tab_enabled !== true),
		...is("other-words", !sameWords),
	];
}

/** Which host it is cannot be judged from here. */
function leadsToBot(url: string | undefined): boolean {
	return url !== undefined && URL.canParse(url) && new URL(url).protocol === "https:" && url.endsWith(requestPath);
}
