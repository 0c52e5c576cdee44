import type { DiscordOptions } from "../chat/discord/options.ts";
import { type Config, ConfigError } from "../config.ts";
import type { CommandSpec } from "../ports/chat.ts";

/** The part of the adapter's options that the settings give. */
export type DiscordSettings = Omit<DiscordOptions, "caseOfThread" | "log" | "onEnded">;

const bytesPerMb = 1_048_576;

/** The Discord server of the settings, or null when none is set. Throws `ConfigError` when a setting that it needs is missing. */
export function discordSettings(config: Config, commands: readonly CommandSpec[]): DiscordSettings | null {
	const { DISCORD_TOKEN: token, DISCORD_SERVER: guildId } = config;
	const { DISCORD_CASES_CHANNEL: cases, DISCORD_STATUS_CHANNEL: status } = config;
	if (token === undefined) return null;
	const needed = { DISCORD_SERVER: guildId, DISCORD_CASES_CHANNEL: cases, DISCORD_STATUS_CHANNEL: status };
	const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
	if (config.DISCORD_VOLUNTEER_ROLES.length === 0) missing.push("DISCORD_VOLUNTEER_ROLES");
	if (missing.length > 0 || guildId === undefined || cases === undefined || status === undefined)
		throw new ConfigError(
			missing.map((name) => `${name}: is needed beside DISCORD_TOKEN; the README says where to find it`),
		);
	return {
		...{ token, guildId, commands },
		roles: { volunteer: config.DISCORD_VOLUNTEER_ROLES, coordinator: config.DISCORD_COORDINATOR_ROLES },
		channels: { cases, status, reports: config.DISCORD_REPORTS_CHANNEL ?? cases },
		threads: config.DISCORD_THREADS,
		fileHosts: config.DISCORD_FILE_HOSTS,
		apiUrl: config.DISCORD_API_URL,
		language: config.HOTLINE_LANGUAGE,
		maxUploadBytes: config.MAX_UPLOAD_MB * bytesPerMb,
	};
}
