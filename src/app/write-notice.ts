import type { CaseState, Notice } from "../core/case/state.ts";
import { deliveryFor } from "../core/contact/delivery-for.ts";
import { sortFindings } from "../core/notice/sort-findings.ts";
import { renderXarf } from "../core/notice/xarf/render-xarf.ts";
import type { Finding } from "../core/report/finding.ts";
import type { GroupWithFindings } from "../ports/finding-store.ts";
import type { FinishedMail } from "../ports/mail.ts";
import { type LeakAllowance, type MailFile, type NoticeMail, Unwritable } from "../ports/mail-writer.ts";
import type { NoticeRow } from "../ports/notice-store.ts";
import type { Context } from "./context.ts";
import type { MailRules } from "./mail-rules.ts";
import { optedOut } from "./opted-out-now.ts";
import { fixedFor, renderFor } from "./render-for.ts";
import { xarfReportId } from "./xarf-report-id.ts";

/** A finished mail held something that does not belong to its recipient. It was not handed over. */
export class LeakFound extends Error {
	/** How many such things; what they are is not said. */
	readonly foreign: number;
	constructor(noticeId: string, foreign: number) {
		super(`mail of ${noticeId} holds ${foreign} things that are not its recipient's`);
		this.name = "LeakFound";
		this.foreign = foreign;
	}
}

export interface NoticeDraft {
	readonly notice: Notice;
	readonly row: NoticeRow;
	/** Attachments go into a zip file. */
	readonly zipped: boolean;
	readonly rules: MailRules;
	/** The group as it is now; null when it is gone. */
	readonly content: GroupWithFindings | null;
}

/** `changed`: the group or the counts are not as they were when the notice was queued. `no`: it must not go out, and why. */
export type Written =
	| { readonly kind: "mail"; readonly mail: FinishedMail }
	| { readonly kind: "no"; readonly response: string }
	| { readonly kind: "changed" };

/**
 * The mail of one notice, finished and checked: written from the findings that are in its group now, then read again by the leak guard.
 * Throws `LeakFound`.
 */
export async function writeNotice(context: Context, state: CaseState, draft: NoticeDraft): Promise<Written> {
	const { notice, row, zipped, rules, content } = draft;
	if (content === null || content.group.operatorKey !== notice.operatorKey) return { kind: "changed" };
	const { group } = content;
	const findings = ofPart(notice, content.findings);
	if (findings === null) return { kind: "changed" };
	if (optedOut(rules.optOuts, group, findings))
		return { kind: "no", response: "the operator opted out after the lookup" };
	const first =
		notice.round > 1 ? await context.notices.firstMailTo(state.number, notice.operatorKey, notice.round) : null;
	const { language, pgpKeys, xarf } = deliveryFor(rules.entries, group.mailboxes);
	const recipient = { group, findings, round: notice.round, part: notice.part ?? null, language, zipped };
	const rendered = renderFor(context, state, { ...recipient, firstMailAt: first?.acceptedAt ?? null });
	const { id: noticeId, messageId } = row;
	const to = group.mailboxes;
	const inReplyTo = first?.messageId ?? null;
	const allowed: LeakAllowance = {
		...{ findings, to, inReplyTo, encrypted: pgpKeys.length > 0 },
		links: state.reference === null ? [] : [state.reference],
		typed: [state.title, state.description, group.operator],
		fixed: fixedFor(context, state),
	};
	const reports = xarf ? xarfFiles({ context, state, noticeId, findings }) : [];
	const letter: NoticeMail = {
		...{ noticeId, messageId, to, inReplyTo, zipped, pgpKeys, date: context.clock() },
		...{ subject: rendered.subject, text: rendered.text, files: [{ ...rendered.csv, type: "text/csv" }, ...reports] },
	};
	try {
		const { mail, foreign } = await context.mailWriter.write(letter, allowed);
		if (foreign > 0) throw new LeakFound(notice.id, foreign);
		return { kind: "mail", mail };
	} catch (fault) {
		if (fault instanceof Unwritable) return { kind: "no", response: fault.reason };
		throw fault;
	}
}

interface Reported {
	readonly context: Context;
	readonly state: CaseState;
	readonly noticeId: string;
	readonly findings: readonly Finding[];
}

/** An X-ARF report for each finding that has one; named for the case, as our other files are. */
export function xarfFiles({ context, state, noticeId, findings }: Reported): MailFile[] {
	const { category, title, number } = state;
	const reportId = (finding: number) => xarfReportId(noticeId, finding);
	const { files } = renderXarf(findings, { category, title, hotline: context.hotline, reportId });
	return files.map(({ name, content }) => ({ fileName: `${number}-${name}`, type: "application/json", content }));
}

/** The findings of one part, in the order of a mail's list; null when they are not those that were counted. */
function ofPart({ part, findings: count }: Notice, all: readonly Finding[]): readonly Finding[] | null {
	if (part === undefined) return all.length === count ? all : null;
	const own = sortFindings(all).slice(part.skip, part.skip + count);
	return own.length === count ? own : null;
}
