import type { DiscordOptions } from "../chat/discord/options.ts";
import type { Config } from "../config.ts";
import type { CommandSpec } from "../core/command/command-spec.ts";
import { neededSettings } from "./needed-settings.ts";

/** The part of the adapter's options that the settings give. */
export type DiscordSettings = Omit<DiscordOptions, "caseOfThread" | "download" | "log" | "onEnded">;

const bytesPerMb = 1_048_576;

/** The Discord server of the settings, or null when none is set. Throws `ConfigError` when a setting that it needs is missing. */
export function discordSettings(config: Config, commands: readonly CommandSpec[]): DiscordSettings | null {
	const { DISCORD_TOKEN: token } = config;
	if (token === undefined) return null;
	const needed = neededSettings("DISCORD_TOKEN", {
		DISCORD_SERVER: config.DISCORD_SERVER,
		DISCORD_CASES_CHANNEL: config.DISCORD_CASES_CHANNEL,
		DISCORD_STATUS_CHANNEL: config.DISCORD_STATUS_CHANNEL,
		DISCORD_VOLUNTEER_ROLES: config.DISCORD_VOLUNTEER_ROLES,
	});
	const { DISCORD_CASES_CHANNEL: cases, DISCORD_STATUS_CHANNEL: status } = needed;
	return {
		...{ token, guildId: needed.DISCORD_SERVER, commands },
		roles: { volunteer: needed.DISCORD_VOLUNTEER_ROLES, coordinator: config.DISCORD_COORDINATOR_ROLES },
		channels: { cases, status, reports: config.DISCORD_REPORTS_CHANNEL ?? cases },
		threads: config.DISCORD_THREADS,
		fileHosts: config.DISCORD_FILE_HOSTS,
		apiUrl: config.DISCORD_API_URL,
		language: config.HOTLINE_LANGUAGE,
		maxUploadBytes: config.MAX_UPLOAD_MB * bytesPerMb,
	};
}
