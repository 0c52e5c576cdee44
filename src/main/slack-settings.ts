import type { SlackDelivery, SlackOptions } from "../chat/slack/options.ts";
import type { Config } from "../config.ts";
import type { CommandSpec } from "../core/command/command-spec.ts";
import { neededSettings } from "./needed-settings.ts";

/** The part of the adapter's options that the settings give. */
export type SlackSettings = Omit<SlackOptions, "download" | "log" | "onEnded">;

const bytesPerMb = 1_048_576;
const beside = "SLACK_BOT_TOKEN";

/** The Slack workspace of the settings, or null when none is set. Throws `ConfigError` when a setting that it needs is missing. */
export function slackSettings(config: Config, commands: readonly CommandSpec[]): SlackSettings | null {
	const { SLACK_BOT_TOKEN: token, SLACK_VOLUNTEER_GROUPS: groups, SLACK_VOLUNTEERS: people } = config;
	if (token === undefined) return null;
	const { SLACK_CASES_CHANNEL: cases, SLACK_STATUS_CHANNEL: status } = neededSettings(beside, {
		...(config.SLACK_MODE === "socket" && { SLACK_APP_TOKEN: config.SLACK_APP_TOKEN }),
		...(config.SLACK_MODE === "http" && { SLACK_SIGNING_SECRET: config.SLACK_SIGNING_SECRET }),
		SLACK_CASES_CHANNEL: config.SLACK_CASES_CHANNEL,
		SLACK_STATUS_CHANNEL: config.SLACK_STATUS_CHANNEL,
		"SLACK_VOLUNTEER_GROUPS or SLACK_VOLUNTEERS": [...groups, ...people],
	});
	return {
		...{ token, commands, delivery: deliveryOf(config) },
		roles: {
			volunteer: { groups, people },
			coordinator: { groups: config.SLACK_COORDINATOR_GROUPS, people: config.SLACK_COORDINATORS },
		},
		// A report comes in by a modal or from any channel; what would be posted there goes to the cases.
		channels: { cases, status, reports: cases },
		fileHosts: config.SLACK_FILE_HOSTS,
		deleteUploads: config.SLACK_DELETE_UPLOADS,
		apiUrl: config.SLACK_API_URL,
		language: config.HOTLINE_LANGUAGE,
		maxUploadBytes: config.MAX_UPLOAD_MB * bytesPerMb,
	};
}

/** Its secret has been asked for with the others; here it is for the type. */
function deliveryOf(config: Config): SlackDelivery {
	if (config.SLACK_MODE === "socket") {
		const { SLACK_APP_TOKEN: appToken } = neededSettings(beside, { SLACK_APP_TOKEN: config.SLACK_APP_TOKEN });
		return { mode: "socket", appToken };
	}
	const { SLACK_SIGNING_SECRET: signingSecret } = neededSettings(beside, {
		SLACK_SIGNING_SECRET: config.SLACK_SIGNING_SECRET,
	});
	return { mode: "http", signingSecret, port: config.SLACK_HTTP_PORT, host: config.SLACK_HTTP_HOST };
}
