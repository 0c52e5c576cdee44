import type { Call, Command } from "../src/app/command.ts";
import { openCase } from "../src/app/open-case.ts";
import { refuseCsam } from "../src/app/refuse-csam.ts";
import { Category } from "../src/core/case/event.ts";
import type { Reply } from "../src/ports/chat.ts";
import { fileOption, reportFiles, textOption } from "./options.ts";

const categoryLabel = {
	vulnerability: { en: "Vulnerability", nl: "Kwetsbaarheid" },
	infection: { en: "Infection", nl: "Besmetting" },
	phishing: { en: "Phishing", nl: "Phishing" },
	"fraud-shop": { en: "Fraudulent web shop", nl: "Malafide webwinkel" },
	malware: { en: "Malware distribution", nl: "Verspreiding van malware" },
	other: { en: "Other", nl: "Anders" },
} as const;

/** No category of a case: whoever picks it reads where to report that, and nothing is kept. */
const csam = {
	value: "csam",
	label: { en: "Child abuse material", nl: "Beelden van seksueel kindermisbruik" },
} as const;

/** `/report`: opens a case from an attachment. */
export const report: Command = {
	spec: {
		name: "report",
		description: { en: "Open a case from a report", nl: "Open een zaak met een rapport" },
		role: "volunteer",
		options: [
			{
				...{ name: "file", type: "file", required: true, accept: reportFiles },
				description: {
					en: "The report: CSV, a plain list or JSON, also in a zip or gzip",
					nl: "Het rapport: CSV, een gewone lijst of JSON, ook in een zip of gzip",
				},
			},
			{
				...{ name: "title", type: "text", required: true, maxLength: 120, holds: "free-text" },
				description: { en: "What was found, in one line", nl: "Wat er gevonden is, in één regel" },
			},
			{
				...{ name: "category", type: "choice", required: true },
				description: { en: "What kind of incident", nl: "Wat voor incident" },
				choices: [...Category.options.map((value) => ({ value, label: categoryLabel[value] })), csam],
			},
			{
				...{ name: "description", type: "paragraph", required: true, maxLength: 4000, holds: "free-text" },
				description: {
					en: "What was found, since when, what is at stake, what to do; this goes in the mail",
					nl: "Wat is er gevonden, sinds wanneer, wat staat er op het spel, wat te doen; dit komt in de mail",
				},
			},
			{
				...{ name: "reference", type: "text", required: false, maxLength: 500, holds: "public-link" },
				description: {
					en: "A link that is already public, e.g. an advisory",
					nl: "Een link die al openbaar is, bijvoorbeeld een advies",
				},
			},
			{
				...{ name: "reporter", type: "text", required: false, maxLength: 120, holds: "free-text" },
				description: { en: "Who found it, by name or alias", nl: "Wie het vond, met naam of schuilnaam" },
			},
			{
				...{ name: "credit", type: "boolean", required: false },
				description: { en: "The reporter wants to be named in the hall of fame", nl: "De melder wil in de eregalerij" },
			},
		],
	},
	run: (call) => open(call),
};

async function open(call: Call): Promise<Reply> {
	const { context, asker, options } = call;
	const file = fileOption(options);
	const title = textOption(options, "title") ?? "";
	const description = textOption(options, "description") ?? "";
	const chosen = options.category === csam.value;
	const refused = await refuseCsam(context.texts, { chosen, typed: [title, description], file });
	if (refused !== null) return refused;
	return openCase(context, {
		...{ file, title, description, by: asker.person, platform: asker.platform },
		category: Category.parse(options.category),
		reference: textOption(options, "reference"),
		reporter: textOption(options, "reporter"),
		credit: options.credit === true,
	});
}
