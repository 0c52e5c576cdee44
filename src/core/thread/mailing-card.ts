import type { Texts } from "../../text/texts.ts";
import { dueGroups, noticesOfRound } from "../case/due-groups.ts";
import type { Group } from "../case/group.ts";
import type { CaseState } from "../case/state.ts";
import { Doubt } from "../contact/resolution.ts";
import { cameBack } from "./bounce-words.ts";
import { buttonsFor } from "./buttons.ts";
import type { Card, Line } from "./card.ts";

/** Operators named one by one on the card; the rest is counted. */
const maxRows = 15;

/** Who would be mailed, and what would not and why; the counts add up to the findings. Holds no affected address. */
export function renderMailing(state: CaseState, texts: Texts): Card {
	const t = texts.panels;
	const n = texts.number;
	const mailed = state.groups.filter((group) => group.bucket === null && group.findings > 0);
	const count = mailed.reduce((sum, group) => sum + group.findings, 0);
	const back = new Set(
		noticesOfRound(state).flatMap((notice) => (!notice.replaced && cameBack(notice) ? [notice.group] : [])),
	);
	const sorted = [...mailed].sort((a, b) => b.findings - a.findings || a.id - b.id);
	const rows = sorted.slice(0, maxRows).map((group) => {
		const words = group.doubts.map((doubt) => texts.labels.doubt[doubt]);
		if (back.has(group.id)) words.push(texts.inbound.cameBack);
		const source = [...(group.source === null ? [] : [texts.labels.source[group.source]]), ...words].join(", ");
		return [group.operator, group.mailboxes.join(", "), source, n(group.findings)];
	});
	if (sorted.length > maxRows) rows.push([t.mailingMore(n(sorted.length - maxRows)), "", "", ""]);
	const kept = bucketLines(state, texts);
	const keptCount = kept.reduce((sum, bucket) => sum + bucket.findings, 0);
	const open = state.status === "ready" && dueGroups(state).length > 0;
	const done = noticesOfRound(state).length > 0;
	const doubted = doubtsOf(mailed, texts);
	const body = [
		...(state.round > 1 ? [t.mailingRound(n(state.round))] : []),
		open ? t.mailingIntro : done ? t.mailingDone : t.mailingNothing,
		...(doubted.length > 0 ? [t.doubtsIntro, ...doubted] : []),
		...(kept.length > 0 ? [t.notMailedTitle] : []),
	];
	return {
		tone: open ? "busy" : "neutral",
		title: t.mailingTitle(n(mailed.length), n(count)),
		body,
		lines: kept.map(({ line }) => line),
		...(rows.length > 0
			? { table: { head: [t.operator, t.mailboxes, t.source, t.findings], numeric: [3], rows } }
			: {}),
		...(state.status === "ready" ? { buttons: buttonsFor(state, texts) } : {}),
		note: t.addsUp(n(count), n(keptCount), n(count + keptCount)),
	};
}

/** What is doubted of the contacts that would be mailed, with the number of mails. */
function doubtsOf(mailed: readonly Group[], texts: Texts): string[] {
	return Doubt.options.flatMap((doubt) => {
		const mails = mailed.filter(({ doubts }) => doubts.includes(doubt)).length;
		if (mails === 0) return [];
		return [`${texts.panels.doubtLines[doubt]}: ${texts.panels.mails(texts.number(mails))}`];
	});
}

/** Findings per bucket, most first. */
function bucketLines(state: CaseState, texts: Texts): readonly { readonly findings: number; readonly line: Line }[] {
	const counts = new Map<NonNullable<CaseState["groups"][number]["bucket"]>, number>();
	for (const { bucket, findings } of state.groups) {
		if (bucket !== null && findings > 0) counts.set(bucket, (counts.get(bucket) ?? 0) + findings);
	}
	return [...counts]
		.sort(([, a], [, b]) => b - a)
		.map(([bucket, findings]) => ({
			findings,
			line: { tone: "warn", text: texts.labels.bucket[bucket], detail: texts.number(findings) },
		}));
}
