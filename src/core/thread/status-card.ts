import type { Texts } from "../../text/texts.ts";
import { type CaseStatus, caseStatuses } from "../case/state.ts";
import type { Card, Field } from "./card.ts";

/** What the status summary counts; totals only, never per operator. */
export interface StatusFigures {
	/** Cases per status; absent = 0. */
	readonly byStatus: Readonly<Partial<Record<CaseStatus, number>>>;
	readonly sentThisWeek: number;
	readonly unknownOutcomes: number;
	readonly oldestOpen: { readonly number: string; readonly openedAt: string } | null;
}

const ended: readonly CaseStatus[] = ["closed", "withdrawn"];

/** How the hotline stands, for the status channel and `/status`. */
export function renderStatus(figures: StatusFigures, texts: Texts): Card {
	const t = texts.panels;
	const n = texts.number;
	const count = (status: CaseStatus) => figures.byStatus[status] ?? 0;
	const open = caseStatuses.filter((status) => !ended.includes(status));
	const total = open.reduce((sum, status) => sum + count(status), 0);
	const oldest = figures.oldestOpen;
	const fields: Field[] = [
		{ label: t.statusOpen, value: n(total) },
		{ label: t.statusWaitingVote, value: n(count("voting")) },
		{ label: t.statusReady, value: n(count("ready")) },
		{ label: t.statusSentWeek, value: n(figures.sentThisWeek) },
		{ label: t.statusUnknown, value: n(figures.unknownOutcomes) },
		...(oldest === null
			? []
			: [{ label: t.statusOldest, value: t.statusOldestValue(oldest.number, texts.day(oldest.openedAt)) }]),
	];
	const rows = open
		.filter((status) => count(status) > 0)
		.map((status) => [texts.labels.status[status], n(count(status))]);
	return {
		tone: figures.unknownOutcomes > 0 ? "warn" : "neutral",
		title: t.statusTitle,
		...(total === 0 ? { body: [t.statusNoCases] } : {}),
		fields,
		...(rows.length > 0 ? { table: { head: [t.status, t.count], numeric: [1], rows } } : {}),
	};
}
