import { isDeepStrictEqual } from "node:util";
import { type REST, Routes } from "discord.js";
import type { CommandSpec } from "../../../core/command/command-spec.ts";
import { renderCommands } from "./render-commands.ts";

export interface Registration {
	readonly rest: REST;
	readonly applicationId: string;
	readonly guildId: string;
	readonly commands: readonly CommandSpec[];
}

/** Makes a server's commands what they should be; writes only when they are not. Throws what discord.js throws. */
export async function registerCommands(registration: Registration): Promise<"unchanged" | "registered"> {
	if (await areRegistered(registration)) return "unchanged";
	const { rest, applicationId, guildId, commands } = registration;
	await rest.put(Routes.applicationGuildCommands(applicationId, guildId), { body: renderCommands(commands) });
	return "registered";
}

/** True when the server has these commands and no others of this bot. Throws what discord.js throws. */
export async function areRegistered({ rest, applicationId, guildId, commands }: Registration): Promise<boolean> {
	const present = await rest.get(Routes.applicationGuildCommands(applicationId, guildId), {
		query: new URLSearchParams({ with_localizations: "true" }),
	});
	return isDeepStrictEqual(toComparable(present), toComparable(renderCommands(commands)));
}

/** What a declaration can say. Discord adds more (ids, versions, settings of its own), and gives commands in an order of its own. */
const compared: ReadonlySet<string> = new Set([
	...["type", "name", "name_localizations", "description", "description_localizations", "default_member_permissions"],
	...["nsfw", "options", "required", "choices", "value", "autocomplete", "min_length", "max_length"],
	...["min_value", "max_value", "file_types"],
]);

function toComparable(commands: unknown): unknown {
	if (!Array.isArray(commands)) return null;
	return Object.fromEntries(
		commands.map((command: { readonly name: string }) => [command.name, declaredPart(command)]),
	);
}

/** Absent, null, false and empty are the same to Discord. */
function declaredPart(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(declaredPart);
	if (typeof value !== "object" || value === null) return value;
	const isEmpty = (each: unknown) =>
		each === undefined || each === null || each === false || (Array.isArray(each) && each.length === 0);
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key, each]) => compared.has(key) && !isEmpty(each))
			.map(([key, each]) => [key, key.endsWith("_localizations") ? each : declaredPart(each)]),
	);
}
