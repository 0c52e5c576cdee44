import type { Language } from "../../src/core/language.ts";
import { type ParsedTemplates, parseTemplates } from "../../src/core/notice/template/parse-templates.ts";
import type { MailTemplates, TemplateFile, TemplateName } from "../../src/core/notice/template/template.ts";
import { readTemplateFiles } from "../../src/templates/template-files.ts";

const builtIn = await readTemplateFiles(null);

/** A change to the words of one file. */
export interface TemplateChange {
	readonly language?: Language;
	readonly name?: TemplateName;
	readonly change: (text: string) => string | Uint8Array;
}

/** What becomes of the built-in templates with these changes; a changed file's path is `own/<language>/<name>.txt`. Without names it is `nl/mail.txt`. */
export function parseChanged(...changes: readonly TemplateChange[]): ParsedTemplates {
	const files = builtIn.map((file): TemplateFile => {
		const own = changes.find(({ language = "nl", name = "mail" }) => language === file.language && name === file.name);
		if (own === undefined) return file;
		const changed = own.change(new TextDecoder().decode(file.bytes));
		const bytes = typeof changed === "string" ? new TextEncoder().encode(changed) : changed;
		return { ...file, bytes, isOwn: true, path: `own/${file.language}/${file.name}.txt` };
	});
	return parseTemplates(files);
}

/** The same where the changes are fine. */
export function changedTemplates(...changes: readonly TemplateChange[]): MailTemplates {
	const parsed = parseChanged(...changes);
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
	return parsed.templates;
}
