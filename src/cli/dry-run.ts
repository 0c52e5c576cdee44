import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { dryRun } from "../app/dry-run.ts";
import type { Config } from "../config.ts";
import { Category } from "../core/case/event.ts";
import { openMailWriter } from "../mail/mail-writer.ts";
import { identityOf } from "../main/mailing-of.ts";
import { templatesOf } from "../main/templates-of.ts";
import { type FinderFlags, openCliFinder } from "./open-cli-finder.ts";
import { CliRefusal, type ExitStatus, exitStatus, print } from "./outcome.ts";
import { readInput } from "./read-input.ts";

export interface DryRunFlags extends FinderFlags {
	readonly out: string;
	readonly json: boolean;
	readonly column: number | null;
	readonly title: string | null;
	readonly description: string | null;
	readonly category: string;
}

/** `dry-run FILE --out DIR`: the whole pipeline with no chat and no sending; one `.eml` per operator in DIR. */
export async function dryRunFile(file: string, flags: DryRunFlags, config: Config): Promise<ExitStatus> {
	const category = Category.safeParse(flags.category);
	if (!category.success) throw new CliRefusal(`--category must be one of ${Category.options.join(", ")}.`, 2);
	const { summary, findings } = await readInput(file, flags.column, config);
	const finder = await openCliFinder(flags, config);
	const hotline = { name: config.HOTLINE_NAME, website: config.HOTLINE_WEBSITE, from: config.MAIL_FROM };
	await mkdir(flags.out, { recursive: true });
	const now = new Date().toISOString();
	const number = `${config.CASE_PREFIX}-${now.slice(0, 4)}-0000`;
	const title = flags.title ?? basename(file);
	const description = flags.description ?? title;
	const { failed, ...result } = await dryRun(
		{
			...{ findings, finder, hotline, now, templates: await templatesOf(config) },
			case: { number, title, category: category.data, description, reference: null },
			writer: openMailWriter(await identityOf(config)),
			async save(noticeId, raw) {
				const path = join(flags.out, `${noticeId}.eml`);
				await writeFile(path, raw);
				return path;
			},
		},
		AbortSignal.timeout(6 * 3_600_000),
	);
	const report = { rows: summary.rows, findings: summary.findings, ...result };
	if (flags.json) print(JSON.stringify(report));
	else {
		print(`${report.rows} rows, ${report.findings} findings`);
		for (const { operator, mailboxes, findings: count, file: path } of report.notices)
			print(`mail    ${count} × ${operator} <${mailboxes.join(", ")}> → ${path}`);
		for (const [bucket, count] of Object.entries(report.buckets)) print(`no mail ${count} × ${bucket}`);
	}
	return failed > 0 ? exitStatus.refused : exitStatus.fine;
}
