import {
	type APIApplicationCommandBasicOption,
	type APIApplicationCommandSubcommandOption,
	ApplicationCommandOptionType,
	ApplicationCommandType,
	type FileUploadType,
	Locale,
	PermissionFlagsBits,
	type RESTPutAPIApplicationGuildCommandsJSONBody,
} from "discord.js";
import type { CommandSpec, Localized, OptionSpec } from "../../../core/command/command-spec.ts";
import { commandLimits } from "./command-limits.ts";

/**
 * Who sees the commands until the server's administrators say otherwise (Server Settings, Integrations; registering again leaves what they
 * set): whoever may write in threads, where the work is done; not guests who may only read. No bot can let a role in by itself, so that a
 * stricter default would hide the commands from the volunteers too. It is what is shown and no more: the bot itself checks the role each time.
 */
const shownTo = PermissionFlagsBits.SendMessagesInThreads.toString();

/** The commands as a server's slash commands, in English with Dutch beside it. Commands of a server are never in direct messages. */
export function renderCommands(specs: readonly CommandSpec[]): RESTPutAPIApplicationGuildCommandsJSONBody {
	return specs.map((spec) => ({
		type: ApplicationCommandType.ChatInput,
		name: spec.name,
		...described(spec.description),
		default_member_permissions: shownTo,
		options: spec.subcommands === undefined ? toOptions(spec.options ?? []) : spec.subcommands.map(toSubcommand),
	}));
}

function toSubcommand({
	name,
	description,
	options,
}: {
	readonly name: string;
	readonly description: Localized;
	readonly options: readonly OptionSpec[];
}): APIApplicationCommandSubcommandOption {
	return {
		type: ApplicationCommandOptionType.Subcommand,
		name,
		...described(description),
		options: toOptions(options),
	};
}

/** Required ones first, as Discord demands; else in the order of the declaration. */
function toOptions(specs: readonly OptionSpec[]): APIApplicationCommandBasicOption[] {
	return specs.toSorted((a, b) => Number(b.required) - Number(a.required)).map(toOption);
}

function toOption(spec: OptionSpec): APIApplicationCommandBasicOption {
	const base = { name: spec.name, ...described(spec.description), required: spec.required };
	switch (spec.type) {
		case "text":
		case "paragraph":
		case "case":
			return {
				...{ type: ApplicationCommandOptionType.String, ...base },
				...(spec.maxLength === undefined ? {} : { max_length: Math.min(spec.maxLength, commandLimits.textLength) }),
				...(spec.type === "case" || spec.suggest !== undefined ? { autocomplete: true } : {}),
			};
		case "integer":
			return { type: ApplicationCommandOptionType.Integer, ...base };
		case "boolean":
			return { type: ApplicationCommandOptionType.Boolean, ...base };
		case "choice":
			return { type: ApplicationCommandOptionType.String, ...base, choices: (spec.choices ?? []).map(toChoice) };
		case "file":
			return {
				...{ type: ApplicationCommandOptionType.Attachment, ...base },
				...(spec.accept === undefined ? {} : { file_types: spec.accept.filter(isExtension) }),
			};
	}
}

function toChoice({ value, label }: { readonly value: string; readonly label: Localized }) {
	return { name: label.en, name_localizations: { [Locale.Dutch]: label.nl }, value };
}

function described({ en, nl }: Localized) {
	return { description: en, description_localizations: { [Locale.Dutch]: nl } };
}

function isExtension(text: string): text is Extract<FileUploadType, `.${string}`> {
	return text.startsWith(".");
}
