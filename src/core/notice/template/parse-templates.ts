import { Category } from "../../case/event.ts";
import type { Language } from "../../language.ts";
import { decodeTemplate, type Report } from "./decode-template.ts";
import { linksIn } from "./fixed-texts.ts";
import { asksFor, asksWithin, isAlwaysThere, type Place } from "./needs.ts";
import { type Allowed, parseLines, parseOneLine } from "./parse-lines.ts";
import { type Section, type SectionNames, splitSections } from "./split-sections.ts";
import {
	blockValues,
	type CategoryTemplate,
	type LanguageTemplate,
	type Line,
	lineValues,
	type MailTemplates,
	type Piece,
	type TemplateFile,
	type TemplateName,
	type TemplateProblem,
	type Tree,
} from "./template.ts";
import { tryTemplates } from "./try-templates.ts";

/** `problems` has at least one, in the order of files and lines. */
export type ParsedTemplates =
	| { readonly ok: true; readonly templates: MailTemplates }
	| { readonly ok: false; readonly problems: readonly TemplateProblem[] };

const frameSections: SectionNames = { needed: ["subject", "text", "answer", "opt_out"], optional: [] };
const categorySections: SectionNames = { needed: ["systems", "at_stake", "what_to_do"], optional: ["urgency"] };
/** What a mail says whatever its conditions. */
const neededBlocks: readonly { readonly name: "list" | "answer" | "opt_out"; readonly places: readonly Place[] }[] = [
	{ name: "list", places: ["first"] },
	{ name: "answer", places: ["first", "second"] },
	{ name: "opt_out", places: ["first", "second"] },
];

const everywhere: Allowed = { values: lineValues, blocks: blockValues };
const wordsOnly: Allowed = { values: lineValues, blocks: [] };
/** The words for a number of systems are part of all that is said about them. */
const countOnly: Allowed = { values: ["count"], blocks: [] };

/**
 * All templates from their files, one for each language and name. Besides what a file by itself lacks, problems are mails that would
 * name something which is no recipient's, found by writing mails about made-up systems.
 */
export function parseTemplates(files: readonly TemplateFile[]): ParsedTemplates {
	const problems: TemplateProblem[] = [];
	const nl = parseLanguage("nl", files, problems);
	const en = parseLanguage("en", files, problems);
	const templates: MailTemplates = { nl, en, links: [...linksOf(nl), ...linksOf(en)] };
	if (problems.length === 0) problems.push(...tryTemplates(templates, files));
	return problems.length === 0 ? { ok: true, templates } : { ok: false, problems };
}

function parseLanguage(
	language: Language,
	files: readonly TemplateFile[],
	problems: TemplateProblem[],
): LanguageTemplate {
	const read = (name: TemplateName) => {
		const file = files.find((one) => one.language === language && one.name === name);
		if (file === undefined) throw new Error(`there is no template ${name} in ${language}`);
		const own: TemplateProblem[] = [];
		const report: Report = (line, trouble) => own.push({ path: file.path, line, ...trouble });
		const template = name === "mail" ? parseFrame(file, report) : parseCategory(file, report);
		problems.push(...own.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
		return template;
	};
	const frame = read("mail") as ReturnType<typeof parseFrame>;
	const categories = Object.fromEntries(Category.options.map((name) => [name, read(name)]));
	return { ...frame, categories: categories as Record<Category, CategoryTemplate> };
}

function parseFrame(file: TemplateFile, report: Report): Omit<LanguageTemplate, "categories"> {
	const sections = splitSections(decodeTemplate(file.bytes, report), frameSections, report);
	const subject = oneLine(sections, "subject", { allowed: wordsOnly, report });
	const text = lines(sections, "text", { allowed: everywhere, report });
	checkSubject(sections.get("subject"), subject, report);
	checkText(sections.get("text"), text, report);
	const answer = lines(sections, "answer", { allowed: wordsOnly, report });
	return { subject, text, answer, optOut: lines(sections, "opt_out", { allowed: wordsOnly, report }) };
}

function parseCategory(file: TemplateFile, report: Report): CategoryTemplate {
	const sections = splitSections(decodeTemplate(file.bytes, report), categorySections, report);
	const words = (name: string) => lines(sections, name, { allowed: wordsOnly, report });
	return {
		systems: oneLine(sections, "systems", { allowed: countOnly, report }),
		atStake: words("at_stake"),
		whatToDo: words("what_to_do"),
		urgency: words("urgency"),
	};
}

type Sections = ReadonlyMap<string, Section>;
interface Reading {
	readonly allowed: Allowed;
	readonly report: Report;
}

function lines(sections: Sections, name: string, { allowed, report }: Reading): Tree<Line> {
	return parseLines(sections.get(name)?.lines ?? [], allowed, report);
}

function oneLine(sections: Sections, name: string, { allowed, report }: Reading): Tree<Piece> {
	return parseOneLine({ name, lines: sections.get(name)?.lines ?? [] }, allowed, report);
}

/** Only where there is one: that it is missing or empty has been reported. */
function checkSubject(section: Section | undefined, subject: Tree<Piece>, report: Report): void {
	if (section === undefined || subject.length === 0) return;
	const isNumber = (piece: Piece) => piece.kind === "value" && piece.name === "number";
	if (!isAlwaysThere(subject, isNumber, "first"))
		report(section.line, { code: "missing-value", name: "number", section: "subject" });
	if (!asksWithin(subject, "test"))
		report(section.line, { code: "missing-condition", name: "test", section: "subject" });
}

function checkText(section: Section | undefined, text: Tree<Line>, report: Report): void {
	if (section === undefined || text.length === 0) return;
	for (const { name, places } of neededBlocks) {
		const isIt = (line: Line) => line.kind === "block" && line.name === name;
		if (!places.every((place) => isAlwaysThere(text, isIt, place)))
			report(section.line, { code: "missing-value", name, section: "text" });
	}
	if (!asksFor(text, "test")) report(section.line, { code: "missing-condition", name: "test", section: "text" });
}

function linksOf({ subject, text, answer, optOut, categories }: LanguageTemplate): Tree<Piece>[] {
	const line = (pieces: Tree<Piece>): Line => ({ kind: "line", pieces, indent: "", wrapped: null });
	const ofCategories = Object.values(categories).flatMap(({ systems, atStake, whatToDo, urgency }) => [
		...linksIn([line(systems)]),
		...[atStake, whatToDo, urgency].flatMap(linksIn),
	]);
	return [...linksIn([line(subject)]), ...[text, answer, optOut].flatMap(linksIn), ...ofCategories];
}
