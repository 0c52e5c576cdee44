import { Category } from "../../case/event.ts";
import type { Language } from "../../language.ts";

/** What `{{name}}` puts into a line: one line of text, empty where it is not known. */
export const lineValues = [
	...["number", "title", "hotline", "website", "from", "operator", "reference"],
	...["count", "systems", "rows", "shown", "more", "file"],
	...["round", "first_mail", "part", "parts", "first_seen", "last_seen"],
] as const;

/** What `{{name}}` puts in the place of a whole line: any number of lines. */
export const blockValues = [
	...["at_stake", "what_to_do", "urgency", "description", "list", "answer", "opt_out"],
] as const;

/** What `{{if name}}` can ask. */
export const conditions = [
	...["first", "second", "other_below", "one", "test", "repeat", "first_mail", "part"],
	...["title", "description", "reference", "operator", "seen", "one_day", "cut", "urgency"],
] as const;

export type LineValue = (typeof lineValues)[number];
export type BlockValue = (typeof blockValues)[number];
export type Condition = (typeof conditions)[number];

/** `{{if condition}} met {{else}} otherwise {{end}}`. */
export interface Branch<T> {
	readonly kind: "if";
	readonly condition: Condition;
	readonly met: Tree<T>;
	readonly otherwise: Tree<T>;
}
export type Tree<T> = readonly (T | Branch<T>)[];

/** Within a line. */
export type Piece =
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "value"; readonly name: LineValue };

/**
 * A line of a section, or what stands in its place. A line without pieces is an empty one. `wrapped` is the finished line where
 * it is text alone, else null; `indent` stands before all but its first line when it is broken.
 */
export type Line =
	| {
			readonly kind: "line";
			readonly pieces: Tree<Piece>;
			readonly indent: string;
			readonly wrapped: string | null;
	  }
	| { readonly kind: "block"; readonly name: BlockValue };

/** What a mail says about one kind of abuse; `urgency` is empty where nothing has to happen at once. */
export interface CategoryTemplate {
	readonly systems: Tree<Piece>;
	readonly atStake: Tree<Line>;
	readonly whatToDo: Tree<Line>;
	readonly urgency: Tree<Line>;
}

/** The frame of a mail in one language, and what goes into it. */
export interface LanguageTemplate {
	readonly subject: Tree<Piece>;
	readonly text: Tree<Line>;
	readonly answer: Tree<Line>;
	readonly optOut: Tree<Line>;
	readonly categories: Readonly<Record<Category, CategoryTemplate>>;
}

/** All words of mails, read and checked. */
export interface MailTemplates extends Readonly<Record<Language, LanguageTemplate>> {
	/** Lines of the templates that name a host or a link. See `fixedTexts`. */
	readonly links: readonly Tree<Piece>[];
}

/** One file: the frame (`mail`) or a category, in one language. */
export type TemplateName = "mail" | Category;

/** The names of the files in a language's folder, without `.txt`. */
export const templateNames: readonly TemplateName[] = ["mail", ...Category.options];

/** A file as it was read. */
export interface TemplateFile {
	readonly language: Language;
	readonly name: TemplateName;
	/** As the person who edits it knows it, e.g. `/etc/meldkamer/templates/nl/mail.txt`. */
	readonly path: string;
	/** It is the hotline's own and not the built-in one. */
	readonly isOwn: boolean;
	readonly bytes: Uint8Array;
}

/** The largest template file, in bytes. */
export const maxTemplateBytes = 65_536;

/** What is wrong with a template, as a code; `name` is the section, placeholder or condition that it is about. */
export type TemplateTrouble =
	| { readonly code: "too-large" | "not-utf8" | "control-character" | "address" | "outside-section" }
	| { readonly code: "bad-braces" | "unclosed-if" | "stray-mark" | "subject-too-long" | "made-up-address" }
	| {
			readonly code: "unknown-section" | "repeated-section" | "missing-section" | "empty-section";
			readonly name: string;
	  }
	| { readonly code: "unknown-name" | "unknown-condition"; readonly name: string; readonly known: readonly string[] }
	| { readonly code: "not-here" | "own-line" | "one-line"; readonly name: string }
	| { readonly code: "missing-value" | "missing-condition"; readonly name: string; readonly section: string };

/** `line` counts from 1; null when the file as a whole is meant. */
export type TemplateProblem = { readonly path: string; readonly line: number | null } & TemplateTrouble;
