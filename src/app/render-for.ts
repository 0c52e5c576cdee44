import type { CaseState } from "../core/case/state.ts";
import { type NoticeInput, type RenderedNotice, renderNotice } from "../core/notice/render-notice.ts";
import { fixedTexts } from "../core/notice/template/fixed-texts.ts";
import type { MailTemplates } from "../core/notice/template/template.ts";
import type { Finding } from "../core/report/finding.ts";
import type { Hotline } from "./context.ts";

/** What a case says of itself in a mail. */
export type MailedCase = Pick<CaseState, "number" | "title" | "category" | "description" | "reference">;

/** What one mail differs by. See `NoticeInput` for what may be left out. */
export interface Recipient extends Pick<NoticeInput, "firstMailAt" | "language" | "part" | "test" | "zipped"> {
	readonly group: { readonly operator: string; readonly country: string | null };
	/** The operator's own, at least one. */
	readonly findings: readonly Finding[];
	readonly round: number;
	/** Distinct systems, where the findings are masked and can't be counted. */
	readonly systems?: number;
}

/** Who writes, and with which words. The use cases' own `Context` is one. */
export interface Sender {
	readonly hotline: Pick<Hotline, "name" | "website" | "from">;
	readonly templates: MailTemplates;
}

/** Subject, text and attachment for one operator. A Dutch operator, or one whose country nobody knows, reads Dutch first. */
export function renderFor({ hotline, templates }: Sender, mailed: MailedCase, recipient: Recipient): RenderedNotice {
	const { group, ...rest } = recipient;
	const { number, title, category, description, reference } = mailed;
	const { name, website, from } = hotline;
	const dutch = group.country === null || group.country === "NL";
	const operator = { name: group.operator, country: group.country, dutch };
	const input = {
		case: { number, title, category, description, reference },
		hotline: { name, website, from },
		operator,
		...rest,
	};
	return renderNotice(input, templates);
}

/** Hosts and links that the templates name in the mails of a case: what the leak guard lets stand beside the recipient's own. */
export function fixedFor({ hotline, templates }: Sender, { number }: Pick<MailedCase, "number">): string[] {
	return fixedTexts(templates, { number, website: hotline.website, from: hotline.from });
}
