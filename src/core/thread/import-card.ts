import type { Texts } from "../../text/texts.ts";
import type { Conflict } from "../contact/find-conflicts.ts";
import type { EntryField } from "../contact/plan-import.ts";
import type { RowProblem } from "../contact/read-directory-csv.ts";
import type { Instant } from "../instant.ts";
import { csvLine } from "../notice/render-csv.ts";
import type { Button, Card, CardFile } from "./card.ts";
import { conflictLines, type EntryList } from "./entries-card.ts";

const maxRows = 15;

/** What an import would do, by key. */
export interface ShownPlan {
	readonly list: EntryList;
	readonly added: readonly string[];
	readonly changed: readonly { readonly value: string; readonly fields: readonly EntryField[] }[];
	readonly same: number;
	readonly others: number;
	/** What would be odd about what is added or changed. */
	readonly conflicts: readonly Conflict[];
}

export interface ImportView {
	readonly title: string;
	/** What was done, or is asked. */
	readonly said: string;
	readonly plan: ShownPlan;
	/** The button that does it; null when it is done, or there is nothing to do. */
	readonly confirm: Button | null;
	readonly now: Instant;
}

function rowsOf({ added, changed }: ShownPlan, texts: Texts): string[][] {
	const t = texts.directory;
	return [
		...added.map((value) => [t.willAdd, value]),
		...changed.map(({ value, fields }) => [t.willChange(fields.join(", ")), value]),
	];
}

/** All of a table as a file, where the card shows a part of it only. */
function fileOf(fileName: string, head: readonly string[], rows: readonly (readonly string[])[]): CardFile[] {
	if (rows.length <= maxRows) return [];
	const text = [head, ...rows].map((cells) => `${csvLine(cells)}\r\n`).join("");
	return [{ fileName, mediaType: "text/csv", text }];
}

/** The table of what an import does, with the rest in a file. */
export function importTable(plan: ShownPlan, texts: Texts): Pick<Card, "table" | "files" | "note"> {
	const rows = rowsOf(plan, texts);
	if (rows.length === 0) return {};
	const head = [texts.directory.what, texts.replies.entryFor];
	const files = fileOf(`import-${plan.list}.csv`, head, rows);
	return {
		table: { head, numeric: [], rows: rows.slice(0, maxRows) },
		...(files.length > 0 ? { files, note: texts.directory.importMore(texts.number(rows.length - maxRows)) } : {}),
	};
}

/** What an import would do, or did. */
export function renderImport({ title, said, plan, confirm, now }: ImportView, texts: Texts): Card {
	const t = texts.directory;
	const { added, changed, same, others, conflicts } = plan;
	const counts = [
		[t.added, added.length],
		[t.changed, changed.length],
		[t.same, same],
		[t.others, others],
	] as const;
	const lines = conflictLines(conflicts, { now }, texts);
	return {
		...{ tone: confirm === null ? "good" : "neutral", title, body: [said] },
		fields: counts.map(([label, value]) => ({ label, value: texts.number(value) })),
		...importTable(plan, texts),
		...(lines.length > 0 ? { lines } : {}),
		...(confirm === null ? {} : { buttons: [[confirm]] }),
	};
}

/** Why nothing of a file can be taken: line, column and reason of each row. */
export function renderImportProblems(title: string, problems: readonly RowProblem[], texts: Texts): Card {
	const [t, r] = [texts.directory, texts.replies];
	const rows = problems.map(({ line, column, code }) => [texts.number(line), column ?? "", t.wrong[code]]);
	const head = [r.problemLine, r.problemColumn, r.problemReason];
	const files = fileOf("import-problems.csv", head, rows);
	return {
		...{ tone: "warn", title, body: [t.importRefused] },
		fields: [{ label: t.wrongRows, value: texts.number(new Set(problems.map(({ line }) => line)).size) }],
		table: { head, numeric: [0], rows: rows.slice(0, maxRows) },
		...(files.length > 0 ? { files, note: t.importMore(texts.number(rows.length - maxRows)) } : {}),
	};
}
