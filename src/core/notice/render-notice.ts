import type { Category } from "../case/event.ts";
import { replaceAddresses } from "../report/find-addresses.ts";
import type { Finding } from "../report/finding.ts";
import type { MailTexts } from "./mail-texts.ts";
import { plainLine, plainText, shortLine } from "./plain-text.ts";
import { renderCsv } from "./render-csv.ts";
import { renderTable } from "./render-table.ts";
import { sortFindings } from "./sort-findings.ts";
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
	/** `dutch`: Dutch comes first. */
	readonly operator: { readonly name: string; readonly country: string | null; readonly dutch: boolean };
	/** The operator's own, at least one. */
	readonly findings: readonly Finding[];
	/** How many systems they are; needed only where masked targets can't be told apart (a preview). */
	readonly systems?: number;
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
 * Words one notice. Both languages are complete but for description and list, which stand once, in the first part. All rows are
 * in the attachment, in the same order: networks and addresses by number, then hosts and URLs by name, then by port.
 * Holds no address but the findings' own, whatever was typed; IP addresses in title, description, reference or names are
 * replaced by `[…]`.
 */
export function renderNotice(
	input: NoticeInput,
	texts: { readonly nl: MailTexts; readonly en: MailTexts },
): RenderedNotice {
	const findings = sortFindings(input.findings);
	const fileName = csvFileName(input);
	const [first, second] = input.operator.dutch ? [texts.nl, texts.en] : [texts.en, texts.nl];
	const facts: Facts = {
		input: withoutAddresses(input),
		findings,
		fileName,
		systems: input.systems ?? countSystems(findings),
	};
	return {
		subject: subject(facts, first),
		text: [...firstPart(facts, first, second), ...secondPart(facts, second)].join("\n\n").concat("\n"),
		csv: { fileName, content: renderCsv(findings) },
	};
}

/** Distinct targets. */
export function countSystems(findings: readonly Finding[]): number {
	return new Set(findings.map((finding) => finding.target.text)).size;
}

/** `NSM-2026-0042.csv`, from the second round on `NSM-2026-0042-2.csv`. */
export function csvFileName(input: { readonly case: { readonly number: string }; readonly round: number }): string {
	return `${input.case.number}${input.round > 1 ? `-${input.round}` : ""}.csv`;
}

interface Facts {
	readonly input: NoticeInput;
	readonly findings: readonly Finding[];
	readonly fileName: string;
	/** Different targets. */
	readonly systems: number;
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

function subject({ input, systems }: Facts, texts: MailTexts): string {
	const category = texts.categories[input.case.category];
	const start = texts.subject({
		number: input.case.number,
		systems: category.systems(systems),
		repeat: input.round > 1,
	});
	const title = shortLine(input.case.title, maxSubjectLength - start.length - 2);
	return title === "" || title === "…" ? start : `${start}: ${title}`;
}

function firstPart(facts: Facts, texts: MailTexts, other: MailTexts): string[] {
	const { description } = facts.input.case;
	return [
		texts.salutation,
		other.thisLanguageBelow,
		...prose(facts, texts),
		...(description === "" ? [] : [section(texts.descriptionHeading, wrapText(description))]),
		...list(facts, texts),
		...closing(facts, texts),
	];
}

function secondPart(facts: Facts, texts: MailTexts): string[] {
	const description = facts.input.case.description !== "";
	return [
		`${"-".repeat(72)}\n${texts.heading}`,
		texts.salutation,
		...prose(facts, texts),
		wrapText(texts.factsAbove({ description, fileName: facts.fileName })),
		...closing(facts, texts),
	];
}

function prose({ input, findings, systems }: Facts, texts: MailTexts): string[] {
	const category = texts.categories[input.case.category];
	const operator = input.operator.name === "" ? null : input.operator.name;
	const found = texts.whatWasFound({ count: systems, systems: category.systems(systems), title: input.case.title });
	const seen = seenBetween(findings, texts);
	const toDo = category.whatToDo.map((thing) => wrapText(`- ${thing}`, "  "));
	return [
		wrapText(texts.whoWeAre({ name: input.hotline.name, operator })),
		...(input.round > 1 ? [wrapText(texts.repeat(input.round))] : []),
		wrapText(found),
		...(seen === null ? [] : [wrapText(seen)]),
		section(texts.atStakeHeading, wrapText(category.atStake)),
		section(texts.whatToDoHeading, toDo.join("\n")),
		...(category.urgency === null ? [] : [wrapText(category.urgency)]),
	];
}

function section(heading: string, body: string): string {
	return `${heading}\n${"-".repeat(heading.length)}\n${body}`;
}

function seenBetween(findings: readonly Finding[], texts: MailTexts): string | null {
	const days = findings
		.flatMap((finding) => [finding.firstSeen, finding.lastSeen])
		.filter((seen) => seen !== null)
		.map((seen) => seen.slice(0, 10))
		.sort();
	const [first, last] = [days[0], days.at(-1) as string];
	if (first === undefined) return null;
	return texts.seen(texts.day(first), texts.day(last));
}

function list({ findings, fileName }: Facts, texts: MailTexts): string[] {
	const shown = findings.slice(0, maxInlineRows);
	const more = findings.length - shown.length;
	const intro = texts.listIntro({ shown: shown.length, total: findings.length, fileName });
	return [
		section(texts.listHeading, wrapText(intro)),
		renderTable(shown, findings, texts.columns),
		...(more > 0 ? [texts.moreInAttachment(more, fileName)] : []),
	];
}

function closing({ input }: Facts, texts: MailTexts): string[] {
	const { reference, number } = input.case;
	return [
		...(reference === null || reference === "" ? [] : [texts.moreInformation(reference)]),
		wrapText(texts.questions(number)),
		wrapText(texts.optOut),
		wrapText(texts.privacy),
		texts.regards,
		[input.hotline.name, input.hotline.website, input.hotline.from].join("\n"),
	];
}
