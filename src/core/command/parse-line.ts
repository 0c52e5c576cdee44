import type { Role } from "../case/people.ts";
import type { CommandSpec, Localized, OptionSpec } from "./command-spec.ts";

/** A command that can be run: a command of one word, or a sub-command. */
export interface Entry {
	/** `report`, `case show`. */
	readonly path: string;
	readonly description: Localized;
	readonly options: readonly OptionSpec[];
	readonly role: Role;
}

/** What is known of an option before its form is shown; files come by button or drop. */
export type TypedValues = Readonly<Record<string, string | number | boolean>>;

export type ParsedLine =
	| { readonly kind: "unknown"; readonly word: string }
	/** `complete`: everything required is there and all of the text was understood. */
	| { readonly kind: "command"; readonly entry: Entry; readonly values: TypedValues; readonly complete: boolean };

/** All that can be run, in the order of the declarations. */
export function entriesOf(commands: readonly CommandSpec[]): Entry[] {
	return commands.flatMap((command) =>
		command.subcommands === undefined
			? [{ path: command.name, description: command.description, options: command.options ?? [], role: command.role }]
			: command.subcommands.map((sub) => ({
					path: `${command.name} ${sub.name}`,
					description: sub.description,
					options: sub.options,
					role: sub.role,
				})),
	);
}

/** A coordinator may do all that a volunteer may. */
export function mayDo(roles: readonly Role[], role: Role): boolean {
	return roles.includes(role) || roles.includes("coordinator");
}

const words = (text: string): string[] => text.replace(/^\//, "").trimStart().split(/\s+/);

/** The entries that a line which begins with `/` may become; none once arguments are being typed. */
export function completions(text: string, entries: readonly Entry[]): Entry[] {
	if (!text.startsWith("/") || text.includes("\n")) return [];
	const typed = words(text).join(" ").toLowerCase();
	const rest = typed.trimEnd();
	return entries.filter((entry) => entry.path.startsWith(rest) && typed.length <= entry.path.length + 1);
}

function entryOf(text: string, entries: readonly Entry[]): { entry: Entry; rest: string } | null {
	const line = text.replace(/^\/\s*/, "");
	const sorted = [...entries].sort((a, b) => b.path.length - a.path.length);
	for (const entry of sorted) {
		const pattern = new RegExp(`^${entry.path.split(" ").join("\\s+")}(?:\\s+|$)`, "i");
		const match = pattern.exec(line);
		if (match !== null) return { entry, rest: line.slice(match[0].length).trim() };
	}
	return null;
}

const yes = new Set(["yes", "ja", "true", "on", "1"]);
const no = new Set(["no", "nee", "false", "off", "0"]);

/** The value of an option as typed; undefined when it is not one. */
export function optionValue(option: OptionSpec, text: string): string | number | boolean | undefined {
	if (option.type === "file" || text === "") return undefined;
	if (option.maxLength !== undefined && text.length > option.maxLength) return undefined;
	if (option.type === "integer") return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
	if (option.type === "boolean")
		return yes.has(text.toLowerCase()) ? true : no.has(text.toLowerCase()) ? false : undefined;
	if (option.choices === undefined) return text;
	const lower = text.toLowerCase();
	return option.choices.find(({ value, label }) =>
		[value, label.en, label.nl].some((name) => name.toLowerCase() === lower),
	)?.value;
}

/** Of giving a value: in quotes, in a phone's quotes, bare. */
const ways = 3;

interface Pairs {
	readonly pairs: readonly { readonly name: string; readonly text: string }[];
	readonly positional: string;
}

/** Splits off `name:value` and `name:"some words"` of known names; the rest is positional. Phones make “some words” of it. */
function splitPairs(rest: string, names: readonly string[]): Pairs {
	const pairs: { name: string; text: string }[] = [];
	const pattern = /(^|\s)([a-z][a-z0-9_-]*):(?:"([^"]*)"|[“„]([^”“]*)[”“]|(\S*))/gi;
	const positional = rest.replace(pattern, (whole, _space, name: string, ...given: string[]) => {
		const known = names.find((each) => each.toLowerCase() === name.toLowerCase());
		if (known === undefined) return whole;
		// One of the three ways matched, if only with nothing.
		pairs.push({ name: known, text: given.slice(0, ways).find((each) => each !== undefined) as string });
		return " ";
	});
	return { pairs, positional: positional.trim() };
}

/**
 * Reads a whole line: `/case show NSM-2026-0001`, `/contact set value:192.0.2.0/24 reason:"asked by mail"`. Text without a name
 * goes to the one required option that is still open, or else to the only option left; anything else makes it incomplete, and the
 * form is shown with what was understood.
 */
export function parseLine(text: string, entries: readonly Entry[]): ParsedLine {
	const found = entryOf(text, entries);
	if (found === null) return { kind: "unknown", word: words(text)[0] as string };
	const { entry, rest } = found;
	const { pairs, positional } = splitPairs(
		rest,
		entry.options.map((option) => option.name),
	);
	const values: Record<string, string | number | boolean> = {};
	let understood = true;
	const take = (option: OptionSpec, typed: string): void => {
		const value = optionValue(option, typed);
		if (value === undefined) understood = false;
		else values[option.name] = value;
	};
	for (const pair of pairs) {
		take(entry.options.find((each) => each.name === pair.name) as OptionSpec, pair.text);
	}
	if (positional !== "") {
		const open = entry.options.filter((option) => !(option.name in values) && option.type !== "file");
		const required = open.filter((option) => option.required);
		const only = required.length === 1 ? required[0] : open.length === 1 ? open[0] : undefined;
		if (only !== undefined) take(only, positional.replace(/^"([^"]*)"$|^[“„]([^”“]*)[”“]$/, "$1$2"));
		else {
			understood = false;
			const first = required[0] ?? open[0];
			const value = first === undefined ? undefined : optionValue(first, positional);
			if (first !== undefined && value !== undefined) values[first.name] = value;
		}
	}
	const missing = entry.options.some((option) => option.required && !(option.name in values));
	return { kind: "command", entry, values, complete: understood && !missing };
}
