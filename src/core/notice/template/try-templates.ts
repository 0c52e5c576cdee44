import { Category } from "../../case/event.ts";
import type { Language } from "../../language.ts";
import { groupCheck } from "../group-check.ts";
import { maxInlineRows, renderNotice } from "../render-notice.ts";
import { fixedTexts } from "./fixed-texts.ts";
import { type SampleChange, sampleNotice } from "./sample-notice.ts";
import type { MailTemplates, TemplateFile, TemplateName, TemplateProblem } from "./template.ts";

const number = "NSM-2026-0042";
const hotline = { name: "Meldpunt", website: "https://meldpunt.example", from: "meldpunt@meldpunt.example" };
/** Between them they ask every condition both ways. */
const tries: readonly Omit<SampleChange, "category" | "language" | "dutch">[] = [
	{ number, hotline, rows: 1, round: 1 },
	{
		...{ number, hotline, rows: maxInlineRows + 1, round: 2, test: true, part: { number: 2, of: 3 } },
		firstMailAt: "2026-11-21T09:00:00.000Z",
	},
];

/**
 * Writes mails about made-up systems and reads them as the leak guard does: problems are a mail that names something which is neither
 * its recipient's nor in the templates as it stands (`{{title}}.example`), and a subject that leaves no room for a title.
 */
export function tryTemplates(templates: MailTemplates, files: readonly TemplateFile[]): TemplateProblem[] {
	const pathOf = (language: Language, name: TemplateName) =>
		(files.filter((file) => file.language === language && file.name === name)[0] as TemplateFile).path;
	const problems: TemplateProblem[] = [];
	for (const language of ["nl", "en"] as const) {
		const leaking = Category.options.filter((category) => namesOthers(templates, language, category));
		// What is wrong with every category is wrong with what they share.
		const names: readonly TemplateName[] = leaking.length === Category.options.length ? ["mail"] : leaking;
		for (const name of names) problems.push({ path: pathOf(language, name), line: null, code: "made-up-address" });
		if (Category.options.some((category) => isSubjectCut(templates, language, category)))
			problems.push({ path: pathOf(language, "mail"), line: null, code: "subject-too-long" });
	}
	return problems;
}

function namesOthers(templates: MailTemplates, language: Language, category: Category): boolean {
	return tries.some((change) => {
		const input = sampleNotice({ ...change, category, language, dutch: language === "nl" });
		const { subject, text, csv } = renderNotice(input, templates);
		const { title, description, reference } = input.case;
		const foreignIn = groupCheck({
			findings: input.findings,
			typed: [title, description, String(reference), input.operator.name, hotline.name],
			fixed: [hotline.website, hotline.from, number, ...fixedTexts(templates, { number, ...hotline })],
		});
		return [subject, ...text.split("\n")].some((line) => foreignIn(line.replaceAll(csv.fileName, " ")).length > 0);
	});
}

function isSubjectCut(templates: MailTemplates, language: Language, category: Category): boolean {
	return tries.some((change) => {
		const input = sampleNotice({ ...change, rows: 2, category, language, dutch: language === "nl" });
		return renderNotice({ ...input, case: { ...input.case, title: "" } }, templates).subject.endsWith("…");
	});
}
