import { type Config, ConfigError } from "../config.ts";
import { parseTemplates } from "../core/notice/template/parse-templates.ts";
import type { MailTemplates } from "../core/notice/template/template.ts";
import { readTemplateFiles, TemplateFolderFault } from "../templates/template-files.ts";
import { templateTexts } from "../text/templates.ts";

type TemplateSettings = Pick<Config, "TEMPLATES_DIR" | "HOTLINE_LANGUAGE">;

/**
 * The words of mails as the settings have them: those of TEMPLATES_DIR, and the built-in ones for the rest. Throws `ConfigError` with a
 * sentence for each problem: the file, the line, and what to do.
 */
export async function templatesOf(config: TemplateSettings): Promise<MailTemplates> {
	return (await templatesAndOwn(config)).templates;
}

/** The same, and how many files are the hotline's own. */
export async function templatesAndOwn(
	config: TemplateSettings,
): Promise<{ readonly templates: MailTemplates; readonly own: number }> {
	const texts = templateTexts(config.HOTLINE_LANGUAGE);
	const files = await readTemplateFiles(config.TEMPLATES_DIR ?? null).catch((fault: unknown) => {
		if (!(fault instanceof TemplateFolderFault)) throw fault;
		throw new ConfigError([`TEMPLATES_DIR: ${fault.path} ${texts.folder[fault.code]}`]);
	});
	const parsed = parseTemplates(files);
	if (parsed.ok) return { templates: parsed.templates, own: files.filter(({ isOwn }) => isOwn).length };
	throw new ConfigError(
		parsed.problems.map(({ path, line, ...what }) => `${texts.at(path, line)}: ${texts.trouble(what)}`),
	);
}
