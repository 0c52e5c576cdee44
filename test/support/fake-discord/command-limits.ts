import type { FormProblem } from "./api-error.ts";
import type { Json } from "./check-message.ts";

type Path = readonly (string | number)[];

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const validName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
/** https://discord.com/developers/docs/reference#locales */
const locales = new Set(
	"id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko".split(
		" ",
	),
);
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);

/** What Discord refuses in a command and its schemas let through. */
export function commandProblems(command: Json, path: Path): FormProblem[] {
	const problems = [...namesOf(command, path), ...optionsOf(list(command.options), [...path, "options"])];
	if ((command.type ?? 1) === 1 && !command.description) {
		problems.push({ path: [...path, "description"], code: "BASE_TYPE_REQUIRED", message: "This field is required" });
	}
	if (sizeOf(command) > 8000) {
		const message = "Combined length of the command's names, descriptions and values must be at most 8000";
		problems.push({ path, code: "APPLICATION_COMMAND_TOO_LARGE", message });
	}
	return problems;
}

function optionsOf(options: readonly Json[], path: Path): FormProblem[] {
	const problems = options.flatMap((option, index) => optionProblems(option, [...path, index]));
	const names = options.map((option) => option.name);
	const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
	if (twice >= 0) {
		const message = "Option names must be unique";
		problems.push({ path: [...path, twice, "name"], code: "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message });
	}
	const firstOptional = options.findIndex((option) => option.required !== true);
	const late = options.findIndex(
		(option, index) => option.required === true && firstOptional >= 0 && index > firstOptional,
	);
	if (late >= 0) {
		const message = "Required options must be placed before non-required options";
		problems.push({ path: [...path, late], code: "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message });
	}
	const subs = options.filter((option) => option.type === 1 || option.type === 2).length;
	if (subs > 0 && subs < options.length) {
		const message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
		problems.push({ path, code: "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message });
	}
	return problems;
}

function optionProblems(option: Json, path: Path): FormProblem[] {
	const problems = [...namesOf(option, path), ...optionsOf(list(option.options), [...path, "options"])];
	const choices = list(option.choices);
	if (option.autocomplete === true && choices.length > 0) {
		const message = "Choices and autocomplete exclude each other";
		problems.push({ path: [...path, "choices"], code: "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", message });
	}
	const names = choices.map((choice) => choice.name);
	const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
	if (twice >= 0) {
		const message = "Choice names must be unique";
		problems.push({
			path: [...path, "choices", twice, "name"],
			code: "APPLICATION_COMMAND_OPTION_CHOICES_NAME_INVALID",
			message,
		});
	}
	const localized = choices.flatMap((choice, index) => unknownLocales(choice, "name", [...path, "choices", index]));
	return [...problems, ...localized];
}

function namesOf(named: Json, path: Path): FormProblem[] {
	const all = { "": named.name, ...(named.name_localizations as Json | null | undefined) };
	const bad = Object.entries(all).filter(([, name]) => typeof name === "string" && !isValidName(name));
	return [
		...bad.map(([locale]) => ({
			path: locale === "" ? [...path, "name"] : [...path, "name_localizations", locale],
			code: "APPLICATION_COMMAND_INVALID_NAME",
			message: "Command name is invalid",
		})),
		...unknownLocales(named, "name", path),
		...unknownLocales(named, "description", path),
	];
}

function isValidName(name: string): boolean {
	return validName.test(name) && name === name.toLowerCase();
}

function unknownLocales(named: Json, what: string, path: Path): FormProblem[] {
	return Object.keys((named[`${what}_localizations`] as Json | null | undefined) ?? {})
		.filter((locale) => !locales.has(locale))
		.map((locale) => ({
			path: [...path, `${what}_localizations`, locale],
			code: "BASE_TYPE_CHOICES",
			message: "Value must be one of Discord's locales.",
		}));
}

/** Names, descriptions and values; of localisations the longest counts. */
function sizeOf(part: Json): number {
	const longest = (key: string): number => {
		const all = [part[key], ...Object.values((part[`${key}_localizations`] as Json | null | undefined) ?? {})];
		return Math.max(...all.map((text) => (typeof text === "string" ? text.length : 0)));
	};
	const value = typeof part.value === "string" ? part.value.length : 0;
	const inner = [...list(part.options), ...list(part.choices)].reduce((sum, one) => sum + sizeOf(one), 0);
	return longest("name") + longest("description") + value + inner;
}
