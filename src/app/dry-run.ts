import type { Group } from "../core/case/group.ts";
import type { MailTemplates } from "../core/notice/template/template.ts";
import type { Finding } from "../core/report/finding.ts";
import type { MailWriter } from "../ports/mail-writer.ts";
import type { Hotline } from "./context.ts";
import type { ContactFinder } from "./find-contact.ts";
import { GroupCollector } from "./group-collector.ts";
import { fixedFor, type MailedCase, renderFor } from "./render-for.ts";
import { LeakFound } from "./write-notice.ts";

export interface DryRunInput {
	readonly findings: readonly Finding[];
	readonly case: MailedCase;
	readonly finder: ContactFinder;
	readonly writer: MailWriter;
	readonly hotline: Pick<Hotline, "name" | "website" | "from">;
	readonly templates: MailTemplates;
	/** Keeps one finished mail and gives its file name. */
	readonly save: (noticeId: string, raw: Uint8Array) => Promise<string>;
	readonly now: string;
}

/** What would be mailed and what not; the counts of notices and buckets add up to the findings. */
export interface DryRun {
	readonly notices: readonly {
		readonly operator: string;
		readonly mailboxes: readonly string[];
		readonly findings: number;
		readonly file: string;
	}[];
	readonly buckets: Readonly<Record<string, number>>;
	/** Findings whose lookup was tried and failed; what was not looked up because live sources are off does not count. */
	readonly failed: number;
}

/** The whole pipeline after reading, with no case, no chat and no sending. Throws `LeakFound` rather than keep a mail that leaks. */
export async function dryRun(input: DryRunInput, signal: AbortSignal): Promise<DryRun> {
	const groups = new GroupCollector();
	const byGroup = new Map<number, Finding[]>();
	const resolutions = await Promise.all(input.findings.map(({ target }) => input.finder.resolve(target, signal)));
	for (const [index, finding] of input.findings.entries()) {
		const resolution = resolutions[index];
		if (resolution === undefined) throw new Error("a finding has no resolution");
		const id = groups.add(resolution);
		const own = byGroup.get(id);
		if (own === undefined) byGroup.set(id, [finding]);
		else own.push(finding);
	}
	const notices: DryRun["notices"][number][] = [];
	const buckets: Record<string, number> = {};
	for (const group of groups.groups()) {
		if (group.bucket !== null) {
			buckets[group.bucket] = (buckets[group.bucket] ?? 0) + group.findings;
			continue;
		}
		const file = await writeOne(input, group, byGroup.get(group.id) ?? []);
		notices.push({ operator: group.operator, mailboxes: group.mailboxes, findings: group.findings, file });
	}
	const failed = resolutions.filter(({ bucket, reason }) => bucket === "lookup-failed" && reason !== "offline").length;
	return { notices, buckets, failed };
}

async function writeOne(input: DryRunInput, group: Group, findings: readonly Finding[]): Promise<string> {
	const { writer, now } = input;
	const noticeId = `${input.case.number}-1-${group.id}`;
	const rendered = renderFor(input, input.case, { group, findings, round: 1 });
	const to = group.mailboxes;
	const messageId = `<${noticeId.toLowerCase()}@dry-run.invalid>`;
	const { subject, text, csv } = rendered;
	const files = [{ ...csv, type: "text/csv" as const }];
	const links = input.case.reference === null ? [] : [input.case.reference];
	const typed = [input.case.title, input.case.description, group.operator];
	const fixed = fixedFor(input, input.case);
	const letter = { subject, text, files, noticeId, messageId, to, date: now };
	const { mail, foreign } = await writer.write(letter, { findings, to, links, typed, fixed });
	if (foreign > 0) throw new LeakFound(noticeId, foreign);
	return input.save(noticeId, mail.raw);
}
