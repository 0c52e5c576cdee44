import { REST } from "discord.js";
import type { DiscordOptions } from "../options.ts";

/** Requests with the bot's token, without connecting. */
export function openRest({ apiUrl, token }: Pick<DiscordOptions, "apiUrl" | "token">): REST {
	return new REST({ api: apiUrl, version: "10", timeout: 10_000, retries: 2 }).setToken(token);
}
