import type { Language } from "../core/language.ts";
import type { TemplateTrouble } from "../core/notice/template/template.ts";
import { enTemplates as en } from "./en/templates.ts";
import { nlTemplates as nl } from "./nl/templates.ts";

/** What people read about the files with the mails' words. */
export interface TemplateTexts {
	/** What is wrong and what to do; comes after `at` and a colon. */
	trouble(what: TemplateTrouble): string;
	at(path: string, line: number | null): string;
	/** After the path of a folder or file that can't be used. */
	readonly folder: Readonly<Record<"no-folder" | "no-language" | "not-a-template" | "unreadable", string>>;
	/** `own`: how many files of the hotline's own there are. */
	allWell(own: number): string;
	readonly changeIt: string;
}

const texts: Readonly<Record<Language, TemplateTexts>> = { nl, en };

/** The words about templates in a language. */
export function templateTexts(language: Language): TemplateTexts {
	return texts[language];
}
