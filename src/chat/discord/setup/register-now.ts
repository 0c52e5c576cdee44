import { type APIApplication, Routes } from "discord.js";
import { registerCommands } from "../commands/register-commands.ts";
import type { DiscordOptions } from "../options.ts";
import { toStartFault } from "../start-fault.ts";
import { openRest } from "./open-rest.ts";

/** Registers the commands without connecting, as a start of the bot does. Throws `ChatFault`. */
export async function registerNow(
	options: Pick<DiscordOptions, "token" | "apiUrl" | "language" | "guildId" | "commands">,
): Promise<"registered" | "unchanged"> {
	const rest = openRest(options);
	try {
		const { id } = (await rest.get(Routes.currentApplication())) as APIApplication;
		return await registerCommands({ rest, applicationId: id, guildId: options.guildId, commands: options.commands });
	} catch (cause) {
		throw toStartFault(options.language, cause);
	}
}
