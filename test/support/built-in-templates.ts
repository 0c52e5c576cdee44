import { parseTemplates } from "../../src/core/notice/template/parse-templates.ts";
import { readTemplateFiles } from "../../src/templates/template-files.ts";

const parsed = parseTemplates(await readTemplateFiles(null));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));

/** The words of mails as they come with the program. */
export const builtInTemplates = parsed.templates;
