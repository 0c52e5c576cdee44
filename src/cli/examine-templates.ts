import { type Config, ConfigError } from "../config.ts";
import { bad, type Finding, good } from "../core/setup/finding.ts";
import { templatesAndOwn } from "../main/templates-of.ts";
import { templateTexts } from "../text/templates.ts";

/** Whether the templates of the mails can be used, and how many are the hotline's own. */
export async function examineTemplates(config: Config): Promise<readonly Finding[]> {
	const texts = templateTexts(config.HOTLINE_LANGUAGE);
	try {
		const { own } = await templatesAndOwn(config);
		return [good(texts.allWell(own))];
	} catch (fault) {
		if (!(fault instanceof ConfigError)) throw fault;
		return fault.message.split("\n").map((what) => bad(what, texts.changeIt));
	}
}
