import type { Texts } from "../../text/texts.ts";
import type { ReadSummary } from "../report/summary.ts";
import type { Card, Field } from "./card.ts";

/** What reading a report came to: rows, findings, duplicates and problems, which add up. */
export function renderSummary(summary: ReadSummary, texts: Texts): Card {
	const t = texts.panels;
	const n = texts.number;
	const fields: Field[] = [
		{ label: t.rows, value: n(summary.rows) },
		{ label: t.findings, value: n(summary.findings) },
		{ label: t.duplicates, value: n(summary.duplicates) },
		{ label: t.problems, value: n(summary.problemRows) },
		{ label: t.uniqueTargets, value: n(summary.uniqueTargets) },
		{ label: t.file, value: t.readFormat(summary.format, summary.encoding) },
	];
	const rows = summary.problems.map(({ reason, count }) => [texts.labels.problem[reason], n(count)]);
	const roles: Readonly<Record<string, string>> = texts.labels.column;
	const columns = Object.entries(summary.columns).map(([role, header]) => `${roles[role] ?? role}: ${header}`);
	return {
		tone: summary.problemRows > 0 ? "warn" : "good",
		title: t.readTitle,
		fields,
		...(rows.length > 0 ? { table: { head: [t.problems, t.count], numeric: [1], rows } } : {}),
		...(columns.length > 0 ? { note: `${t.columns}: ${columns.join(" · ")}` } : {}),
	};
}
