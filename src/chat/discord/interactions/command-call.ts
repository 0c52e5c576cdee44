import {
	type APIApplicationCommandAutocompleteInteraction,
	type APIApplicationCommandInteraction,
	type APIApplicationCommandInteractionDataBasicOption,
	type APIApplicationCommandInteractionDataOption,
	type APIAttachment,
	type APIAutocompleteApplicationCommandInteractionData,
	ApplicationCommandOptionType,
	ApplicationCommandType,
	type InteractionType,
} from "discord.js";
import type { Attachment, OptionValue, OptionValues } from "../../../ports/chat.ts";

type BasicOption = APIApplicationCommandInteractionDataBasicOption<
	InteractionType.ApplicationCommand | InteractionType.ApplicationCommandAutocomplete
>;
type AnyOption = APIApplicationCommandInteractionDataOption<
	InteractionType.ApplicationCommand | InteractionType.ApplicationCommandAutocomplete
>;

/** A slash command as typed. */
export interface CommandCall {
	/** With the sub-command: `case show`. */
	readonly line: string;
	readonly values: OptionValues;
}

/** A command of another kind (in a menu on a message or a person) is none of ours: it has a line and no values. */
export function toCommandCall(
	{ data }: APIApplicationCommandInteraction,
	attachment: (announced: APIAttachment) => Attachment,
): CommandCall {
	if (data.type !== ApplicationCommandType.ChatInput) return { line: data.name, values: {} };
	const { line, options } = unfold(data.name, data.options ?? []);
	const values = options.flatMap((option): readonly (readonly [string, OptionValue])[] => {
		switch (option.type) {
			case ApplicationCommandOptionType.String:
			case ApplicationCommandOptionType.Integer:
			case ApplicationCommandOptionType.Number:
			case ApplicationCommandOptionType.Boolean:
				return [[option.name, option.value]];
			case ApplicationCommandOptionType.Attachment: {
				const announced = data.resolved?.attachments?.[option.value];
				return announced === undefined ? [] : [[option.name, attachment(announced)]];
			}
			default:
				return [];
		}
	});
	return { line, values: Object.fromEntries(values) };
}

/** What is being typed, and in which option; null when Discord names none. */
export interface Typing {
	readonly line: string;
	readonly option: string;
	readonly typed: string;
}

export function toTyping({ data }: APIApplicationCommandAutocompleteInteraction): Typing | null {
	const { line, options } = unfold(data.name, optionsOf(data));
	const focused = options.find((option) => "focused" in option && option.focused === true);
	return focused === undefined ? null : { line, option: focused.name, typed: String(focused.value) };
}

function optionsOf(data: APIAutocompleteApplicationCommandInteractionData): readonly AnyOption[] {
	return "options" in data ? (data.options ?? []) : [];
}

function unfold(name: string, options: readonly AnyOption[]): { line: string; options: readonly BasicOption[] } {
	const [first] = options;
	if (first?.type === ApplicationCommandOptionType.Subcommand)
		return { line: `${name} ${first.name}`, options: first.options ?? [] };
	const basic = options.filter(
		(option): option is BasicOption =>
			option.type !== ApplicationCommandOptionType.Subcommand &&
			option.type !== ApplicationCommandOptionType.SubcommandGroup,
	);
	return { line: name, options: basic };
}
