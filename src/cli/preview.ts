import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config.ts";
import { Category } from "../core/case/event.ts";
import type { Language } from "../core/language.ts";
import { type MailPart, type NoticeInput, type RenderedNotice, renderNotice } from "../core/notice/render-notice.ts";
import { fixedTexts } from "../core/notice/template/fixed-texts.ts";
import { sampleNotice } from "../core/notice/template/sample-notice.ts";
import type { MailTemplates } from "../core/notice/template/template.ts";
import { openMailWriter } from "../mail/mail-writer.ts";
import { templatesOf } from "../main/templates-of.ts";
import { CliRefusal, type ExitStatus, exitStatus, print } from "./outcome.ts";

/** In which languages, and which of them comes first. */
export type PreviewOrder = "nl,en" | "en,nl" | Language;

export interface PreviewFlags {
	readonly category: Category;
	/** Every category in both orders. */
	readonly all: boolean;
	/** Only look whether the templates can be used. */
	readonly check: boolean;
	/** Null with `all`: both orders; else Dutch first. */
	readonly order: PreviewOrder | null;
	readonly rows: number;
	readonly round: number;
	readonly part: MailPart | null;
	readonly test: boolean;
	/** Folder for the mails as files; null = stdout. */
	readonly out: string | null;
}

const firstMailAt = "2026-11-21T09:00:00.000Z";
const writtenAt = "2026-11-28T09:00:00.000Z";
const mailbox = "abuse@hosting.example";

/** `preview [CATEGORY]`: a mail about made-up systems, as the templates make it; nothing is sent. Throws `ConfigError` for templates that can't be used. */
export async function preview(flags: PreviewFlags, config: Config): Promise<ExitStatus> {
	const templates = await templatesOf(config);
	if (flags.check) {
		print("The templates are in order.");
		return exitStatus.fine;
	}
	if (flags.out !== null) await mkdir(flags.out, { recursive: true });
	for (const category of flags.all ? Category.options : [flags.category])
		for (const order of ordersOf(flags)) {
			const input = inputOf({ ...flags, category, order }, config);
			const notice = renderNotice(input, templates);
			const name = `${category}-${order.replace(",", "-")}`;
			if (flags.out === null) printMail(notice, flags.all ? name : null);
			else await writeFiles({ notice, input, templates, path: join(flags.out, name) });
		}
	return exitStatus.fine;
}

function ordersOf({ all, order }: PreviewFlags): readonly PreviewOrder[] {
	if (order !== null) return [order];
	return all ? ["nl,en", "en,nl"] : ["nl,en"];
}

function inputOf(flags: PreviewFlags & { readonly order: PreviewOrder }, config: Config): NoticeInput {
	const { category, order, rows, round, part, test } = flags;
	const [first, second] = order.split(",") as [Language, Language?];
	return sampleNotice({
		...{ category, rows, round, part, test, dutch: first === "nl" },
		language: second === undefined ? first : null,
		firstMailAt: round > 1 ? firstMailAt : null,
		number: `${config.CASE_PREFIX}-2026-0042`,
		hotline: { name: config.HOTLINE_NAME, website: config.HOTLINE_WEBSITE, from: config.MAIL_FROM },
	});
}

function printMail({ subject, text }: RenderedNotice, name: string | null): void {
	if (name !== null) print(`===== ${name} =====`);
	print(`Subject: ${subject}\n\n${text}`);
}

interface PreviewFile {
	readonly notice: RenderedNotice;
	readonly input: NoticeInput;
	readonly templates: MailTemplates;
	/** Without an ending. */
	readonly path: string;
}

async function writeFiles({ notice, input, templates, path }: PreviewFile): Promise<void> {
	const { subject, text, csv } = notice;
	const { number, title, description, reference } = input.case;
	const noticeId = `${number}-${input.round}-1`;
	const to = [mailbox];
	const writer = openMailWriter({ ...input.hotline, bounces: null, dkim: null, pgp: null });
	const { mail, foreign } = await writer.write(
		{
			...{ noticeId, to, subject, text, date: writtenAt, files: [{ ...csv, type: "text/csv" }] },
			messageId: `<${noticeId.toLowerCase()}@preview.invalid>`,
		},
		{
			...{ findings: input.findings, to, links: reference === null ? [] : [reference] },
			typed: [title, description, input.operator.name],
			fixed: fixedTexts(templates, { number, ...input.hotline }),
		},
	);
	if (foreign > 0)
		throw new CliRefusal(`${path}: the leak guard would stop this mail; it names what is not its recipient's.`);
	await writeFile(`${path}.eml`, mail.raw);
	await writeFile(`${path}.txt`, `Subject: ${subject}\n\n${text}`);
	print(`${path}.eml`);
}
