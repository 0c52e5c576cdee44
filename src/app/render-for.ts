import type { CaseState } from "../core/case/state.ts";
import { type RenderedNotice, renderNotice } from "../core/notice/render-notice.ts";
import type { Finding } from "../core/report/finding.ts";
import { mailTexts } from "../text/mail-texts.ts";
import type { Hotline } from "./context.ts";

/** What a case says of itself in a mail. */
export type MailedCase = Pick<CaseState, "number" | "title" | "category" | "description" | "reference">;

export interface Recipient {
	readonly group: { readonly operator: string; readonly country: string | null };
	/** The operator's own, at least one. */
	readonly findings: readonly Finding[];
	readonly round: number;
	/** Distinct systems, where the findings are masked and can't be counted. */
	readonly systems?: number;
}

/** Subject, text and attachment for one operator. A Dutch operator, or one whose country nobody knows, reads Dutch first. */
export function renderFor(
	hotline: Pick<Hotline, "name" | "website" | "from">,
	mailed: MailedCase,
	recipient: Recipient,
): RenderedNotice {
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
	return renderNotice(input, mailTexts);
}
