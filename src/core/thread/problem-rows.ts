import type { Texts } from "../../text/texts.ts";
import { withheldMark } from "../notice/own-details.ts";
import { plainLine } from "../notice/plain-text.ts";
import { csvLine } from "../notice/render-csv.ts";
import { replaceAddresses } from "../report/find-addresses.ts";
import type { Problem } from "../report/finding.ts";

/** A problem without what stood there. */
export type ProblemPlace = Pick<Problem, "reason" | "line" | "column">;

/** The head of a list of problems: line, column, reason. */
export function problemHead(texts: Texts): readonly string[] {
	const t = texts.replies;
	return [t.problemLine, t.problemColumn, t.problemReason];
}

/** A problem as cells under `problemHead`. A column's name that holds an IP address, as in a list without a head, shows none of it. */
export function problemCells({ line, column, reason }: ProblemPlace, texts: Texts): readonly string[] {
	const shown = column === null ? "" : replaceAddresses(plainLine(column), () => true, withheldMark);
	return [texts.number(line), shown, texts.labels.problem[reason]];
}

/** Problems as lines of a CSV file like those in the mails (`renderCsv`), the line's number in plain digits; each ends in CRLF. */
export function problemLines(problems: readonly ProblemPlace[], texts: Texts): readonly string[] {
	const known = new Map<string, string>();
	return problems.map((problem) => {
		const key = `${problem.reason} ${problem.column}`;
		const rest = known.get(key) ?? csvLine(problemCells(problem, texts).slice(1));
		known.set(key, rest);
		return `${problem.line},${rest}\r\n`;
	});
}
