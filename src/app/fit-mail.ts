import type { CaseState, Notice } from "../core/case/state.ts";
import type { GroupWithFindings } from "../ports/finding-store.ts";
import type { FinishedMail } from "../ports/mail.ts";
import type { NoticeRow } from "../ports/notice-store.ts";
import type { Context } from "./context.ts";
import type { MailRules } from "./mail-rules.ts";
import { writeNotice } from "./write-notice.ts";

/** What is to be done with a notice: hand over `mail`; make several of it; record that it can't go out, and why; or ask a person. */
export type Fitted =
	| { readonly kind: "mail"; readonly mail: FinishedMail }
	| { readonly kind: "split"; readonly findings: readonly number[] }
	| { readonly kind: "no"; readonly response: string }
	| { readonly kind: "changed" };

export interface ToFit {
	readonly state: CaseState;
	readonly notice: Notice;
	readonly row: NoticeRow;
	readonly content: GroupWithFindings | null;
	readonly rules: MailRules;
}

/** Room for what differs between parts: names, lengths of rows. */
const fill = 0.8;

/**
 * A notice's mail within what the mail server takes: as it is; with its list zipped where that is too large; and in parts where that is
 * still too large. Throws `LeakFound`.
 */
export async function fitMail(context: Context, { state, ...draft }: ToFit): Promise<Fitted> {
	const { notice } = draft;
	const maxBytes = Math.min(context.mailing.maxBytes, (await context.mail.maxBytes()) ?? Number.POSITIVE_INFINITY);
	const plain = await writeNotice(context, state, { ...draft, zipped: false });
	if (plain.kind !== "mail" || plain.mail.raw.byteLength <= maxBytes) return plain;
	const zipped = await writeNotice(context, state, { ...draft, zipped: true });
	if (zipped.kind !== "mail" || zipped.mail.raw.byteLength <= maxBytes) return zipped;
	const parts = Math.ceil(zipped.mail.raw.byteLength / (maxBytes * fill));
	if (notice.part !== undefined || notice.findings < 2 || parts > notice.findings)
		return { kind: "no", response: `the mail is larger than the mail server takes (${maxBytes} bytes)` };
	return { kind: "split", findings: inParts(notice.findings, parts) };
}

/** As equal as can be. */
function inParts(findings: number, parts: number): number[] {
	return Array.from(
		{ length: parts },
		(_, index) => Math.floor((findings * (index + 1)) / parts) - Math.floor((findings * index) / parts),
	);
}
