import type { Role } from "../case/people.ts";

/** A slash command as data, for an adapter to show or register. */
export interface CommandSpec {
	/** Lower case, at most 32 characters. */
	readonly name: string;
	readonly description: Localized;
	/** Commands of one word have `options`; those with sub-commands have `subcommands`. Exactly one is set. */
	readonly options?: readonly OptionSpec[];
	readonly subcommands?: readonly SubcommandSpec[];
	/** Who may run it; a sub-command's own role goes first. */
	readonly role: Role;
}

export interface SubcommandSpec {
	readonly name: string;
	readonly description: Localized;
	readonly options: readonly OptionSpec[];
	readonly role: Role;
}

export interface OptionSpec {
	readonly name: string;
	readonly description: Localized;
	readonly type: "text" | "paragraph" | "integer" | "boolean" | "choice" | "file" | "case";
	readonly required: boolean;
	readonly maxLength?: number;
	/** What may stand in a text, whatever the case: a form that can say so does while it is open. */
	readonly holds?: "free-text" | "public-link";
	/** Suggestions while typing, beyond the cases of type `case`: what the directory or the opt-outs hold. */
	readonly suggest?: "operators" | "contacts" | "opt-outs";
	/** For a file: extensions that are read, with the dot and in small letters. */
	readonly accept?: readonly string[];
	readonly choices?: readonly { readonly value: string; readonly label: Localized }[];
}

export interface Localized {
	readonly en: string;
	readonly nl: string;
}
