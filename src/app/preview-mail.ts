import { dueGroups } from "../core/case/due-groups.ts";
import type { CaseState } from "../core/case/state.ts";
import { countSystems } from "../core/notice/render-notice.ts";
import type { Finding } from "../core/report/finding.ts";
import { maskShape, maskTarget } from "../core/report/mask.ts";
import { buttonId } from "../core/thread/buttons.ts";
import type { Card } from "../core/thread/card.ts";
import type { Context } from "./context.ts";
import { renderFor } from "./render-for.ts";

/** The mail at `position` (from 0) of those that Send would send now, addresses masked; null when there is none there. */
export async function previewMail(context: Context, state: CaseState, position: number): Promise<Card | null> {
	const due = dueGroups(state);
	const shown = due[position];
	const group = shown === undefined ? null : await context.findings.group(state.number, shown.id);
	if (shown === undefined || group === null) return null;
	const findings = await context.findings.findingsOfGroup(state.number, shown.id, state.round);
	const recipient = { group, findings: findings.map(masked), round: state.round, systems: countSystems(findings) };
	const mail = renderFor(context, state, recipient);
	const { texts } = context;
	const t = texts.replies;
	const at = (position: number, label: string) => ({
		id: buttonId(state, "preview", String(position)),
		label,
		style: "plain" as const,
	});
	const pages = [
		...(position > 0 ? [at(position - 1, texts.actions.previous)] : []),
		...(position < due.length - 1 ? [at(position + 1, texts.actions.next)] : []),
	];
	return {
		tone: "neutral",
		title: t.previewTitle(texts.number(position + 1), texts.number(due.length), shown.operator),
		fields: [
			{ label: t.previewTo, value: group.mailboxes.join(", ") },
			{ label: t.previewSubject, value: mail.subject },
			{ label: t.previewFindings, value: texts.number(findings.length) },
		],
		document: mail.text,
		...(pages.length > 0 ? { buttons: [pages] } : {}),
		note: t.previewNote,
	};
}

/** A finding whose mail shows how it looks and not what it says. */
function masked(finding: Finding): Finding {
	const details = Object.fromEntries(Object.entries(finding.details).map(([name, value]) => [name, maskShape(value)]));
	return { ...finding, target: { ...finding.target, text: maskTarget(finding.target.text) }, details };
}
