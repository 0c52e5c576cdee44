import type { Entry } from "../../../core/command/parse-line.ts";
import type { Language } from "../../../core/language.ts";
import type { Card } from "../../../core/thread/card.ts";
import { slackWords } from "../words.ts";

/** `/meldkamer help`: every command with what it does and what belongs to it. */
export function helpCard(entries: readonly Entry[], language: Language): Card {
	const words = slackWords(language);
	const lines = entries.map(({ path, description, options, role }) => {
		const given = options
			.map(({ name, type, required }) => (required || type === "case" ? name : `[${name}]`))
			.join(" ");
		const who = role === "coordinator" ? ` (${words.helpRoles.coordinator})` : "";
		return {
			tone: "neutral",
			text: `/meldkamer ${path} ${given}`.trimEnd(),
			detail: `${description[language]}${who}`,
		} as const;
	});
	return { tone: "neutral", title: words.helpTitle, body: [words.helpIntro], lines };
}
