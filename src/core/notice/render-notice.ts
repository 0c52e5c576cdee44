import { mailWords } from "../../text/mail-words.ts";
import type { Category } from "../case/event.ts";
import type { Instant } from "../instant.ts";
import type { Language } from "../language.ts";
import { replaceAddresses } from "../report/find-addresses.ts";
import type { Finding } from "../report/finding.ts";
import { type OwnAddresses, ownAddresses } from "./own-addresses.ts";
import { plainLine, plainText, shortLine } from "./plain-text.ts";
import { renderCsv } from "./render-csv.ts";
import { renderTable } from "./render-table.ts";
import { sortFindings } from "./sort-findings.ts";
import { type Facts, renderLines, renderPieces } from "./template/render-tree.ts";
import type { LanguageTemplate, MailTemplates } from "./template/template.ts";
import { wrapText } from "./wrap-text.ts";

/** Everything that a mail to one operator says. Title, description and reference are as a person typed them. */
export interface NoticeInput {
	readonly case: {
		readonly number: string;
		readonly title: string;
		readonly category: Category;
		readonly description: string;
		readonly reference: string | null;
	};
	/** `from` is the addr-spec that mails come from and answers go to. */
	readonly hotline: { readonly name: string; readonly website: string; readonly from: string };
	/** 1 for the first mailing. */
	readonly round: number;
	/** From the second round on: when the operator got its first mail about this case; null or absent = not known. */
	readonly firstMailAt?: Instant | null;
	/** The one language that the operator asked for; null or absent = both. */
	readonly language?: Language | null;
	/** Where the list is spread over several mails: which of them this is, from 1. */
	readonly part?: MailPart | null;
	/** Goes to a volunteer to look at, and says so. */
	readonly test?: boolean;
	/** The attachment goes out in a zip file of the same name, which the text then names. */
	readonly zipped?: boolean;
	/** `dutch`: Dutch comes first. */
	readonly operator: { readonly name: string; readonly country: string | null; readonly dutch: boolean };
	/** The operator's own, at least one. */
	readonly findings: readonly Finding[];
	/** How many systems they are; needed only where masked targets can't be told apart (a preview). */
	readonly systems?: number;
}

/** One of several mails that hold one list together; `number` counts from 1. */
export interface MailPart {
	readonly number: number;
	readonly of: number;
}

/** A mail's words. `subject` is one line; `text` has LF line ends; neither holds control or bidirectional characters. */
export interface RenderedNotice {
	readonly subject: string;
	readonly text: string;
	readonly csv: { readonly fileName: string; readonly content: string };
}

/** Lines of the list that stand in the mail itself. */
export const maxInlineRows = 50;
const maxSubjectLength = 150;

/**
 * Words one notice by the templates, in both languages or the one that was asked for. All rows are
 * in the attachment, in the same order: networks and addresses by number, then hosts and URLs by name, then by port.
 * Holds no address but the findings' own, whatever was typed; IP addresses in title, description, reference or names are
 * replaced by `[…]`. What was typed is text: a placeholder in it stands as it was typed.
 */
export function renderNotice(input: NoticeInput, templates: MailTemplates): RenderedNotice {
	const findings = sortFindings(input.findings);
	const { language = null, operator } = input;
	const first = language ?? (operator.dutch ? "nl" : "en");
	const second = first === "nl" ? "en" : "nl";
	const notice: Notice = {
		input: withoutAddresses(input),
		findings,
		fileName: csvFileName(input),
		systems: input.systems ?? countSystems(findings),
		own: ownAddresses(findings),
		days: daysSeen(findings),
	};
	const top = partOf(notice, templates, first, true);
	const below = language === null ? partOf(notice, templates, second, false) : null;
	const texts = below === null ? [textOf(notice, top)] : [textOf(notice, top), textOf(notice, below)];
	return {
		subject: subjectOf(notice, top),
		text: `${texts.join("\n\n")}\n`,
		csv: { fileName: notice.fileName, content: renderCsv(findings, notice.own) },
	};
}

/** Distinct targets. */
export function countSystems(findings: readonly Finding[]): number {
	return new Set(findings.map((finding) => finding.target.text)).size;
}

/** `NSM-2026-0042.csv`, from the second round on `NSM-2026-0042-2.csv`; of the second part of three `NSM-2026-0042-p2-3.csv`. */
export function csvFileName(
	input: Pick<NoticeInput, "round" | "part"> & { readonly case: { readonly number: string } },
): string {
	const { round, part = null } = input;
	return `${input.case.number}${round > 1 ? `-${round}` : ""}${part === null ? "" : `-p${part.number}-${part.of}`}.csv`;
}

interface Notice {
	readonly input: NoticeInput;
	readonly findings: readonly Finding[];
	/** What the findings cover: such an address may stand in any detail. */
	readonly own: OwnAddresses;
	readonly fileName: string;
	/** Different targets. */
	readonly systems: number;
	/** First and last day on which something was seen, as `2026-11-20`; null when no time is known. */
	readonly days: readonly [string, string] | null;
}

/** One language of a notice. */
interface Part {
	readonly language: Language;
	readonly template: LanguageTemplate;
	readonly facts: Facts;
}

function withoutAddresses(input: NoticeInput): NoticeInput {
	const line = (text: string) => plainLine(replaceAddresses(plainLine(text), () => true, "[…]"));
	return {
		...input,
		case: {
			...input.case,
			title: line(input.case.title),
			description: plainText(replaceAddresses(plainText(input.case.description), () => true, "[…]")),
			reference: input.case.reference === null ? null : line(input.case.reference),
		},
		hotline: { ...input.hotline, name: plainLine(input.hotline.name), website: plainLine(input.hotline.website) },
		operator: { ...input.operator, name: line(input.operator.name) },
	};
}

/** The title is shortened to what room there is; a first word that is longer is left out. */
function subjectOf({ input }: Notice, { template, facts }: Part): string {
	const withTitle = (title: string) => {
		const own = { values: { ...facts.values, title }, is: { ...facts.is, title: title !== "" } };
		return plainLine(renderPieces(template.subject, own));
	};
	const room = maxSubjectLength - withTitle("…").length + 1;
	const title = shortLine(input.case.title, room);
	return shortLine(withTitle(title === "…" ? "" : title), maxSubjectLength);
}

function textOf(notice: Notice, { language, template, facts }: Part): string {
	const { input, findings, own } = notice;
	const category = template.categories[input.case.category];
	return renderLines(template.text, facts, {
		at_stake: renderLines(category.atStake, facts),
		what_to_do: renderLines(category.whatToDo, facts),
		urgency: renderLines(category.urgency, facts),
		answer: renderLines(template.answer, facts),
		opt_out: renderLines(template.optOut, facts),
		description: wrapText(input.case.description),
		// Only the language on top has the list: it is the same in both.
		list: facts.is.first ? renderTable(findings.slice(0, maxInlineRows), own, mailWords[language].columns) : "",
	});
}

function partOf(notice: Notice, templates: MailTemplates, language: Language, isFirst: boolean): Part {
	const template = templates[language];
	const is = conditionsOf(notice, template, isFirst);
	const values = valuesOf(notice, language);
	const category = template.categories[notice.input.case.category];
	return {
		language,
		template,
		facts: { values: { ...values, systems: renderPieces(category.systems, { values, is }) }, is },
	};
}

function conditionsOf(
	{ input, findings, systems, days }: Notice,
	template: LanguageTemplate,
	isFirst: boolean,
): Facts["is"] {
	const { case: mailed, operator, language = null, firstMailAt = null, part = null } = input;
	return {
		first: isFirst,
		second: !isFirst,
		other_below: isFirst && language === null,
		one: systems === 1,
		test: input.test === true,
		repeat: input.round > 1,
		first_mail: firstMailAt !== null,
		part: part !== null,
		title: mailed.title !== "",
		description: mailed.description !== "",
		reference: mailed.reference !== null && mailed.reference !== "",
		operator: operator.name !== "",
		seen: days !== null,
		one_day: days !== null && days[0] === days[1],
		cut: findings.length > maxInlineRows,
		urgency: template.categories[mailed.category].urgency.length > 0,
	};
}

/** All but the words for the number of systems, which may hold others. */
function valuesOf({ input, findings, fileName, systems, days }: Notice, language: Language): Facts["values"] {
	const { case: mailed, hotline, operator, firstMailAt = null, part = null } = input;
	const { day } = mailWords[language];
	const shown = Math.min(findings.length, maxInlineRows);
	return {
		number: mailed.number,
		title: mailed.title,
		reference: mailed.reference ?? "",
		operator: operator.name,
		hotline: hotline.name,
		website: hotline.website,
		from: hotline.from,
		count: String(systems),
		systems: "",
		rows: String(findings.length),
		shown: String(shown),
		more: String(findings.length - shown),
		file: input.zipped === true ? fileName.replace(/\.csv$/, ".zip") : fileName,
		round: String(input.round),
		first_mail: firstMailAt === null ? "" : day(firstMailAt),
		part: part === null ? "" : String(part.number),
		parts: part === null ? "" : String(part.of),
		first_seen: days === null ? "" : day(days[0]),
		last_seen: days === null ? "" : day(days[1]),
	};
}

function daysSeen(findings: readonly Finding[]): readonly [string, string] | null {
	let days: readonly [string, string] | null = null;
	for (const { firstSeen, lastSeen } of findings)
		for (const seen of [firstSeen, lastSeen]) {
			if (seen === null) continue;
			const date = seen.slice(0, 10);
			if (days === null) days = [date, date];
			else if (date < days[0]) days = [date, days[1]];
			else if (date > days[1]) days = [days[0], date];
		}
	return days;
}
