import { setImmediate } from "node:timers/promises";
import { csvLine } from "../core/notice/render-csv.ts";
import type { CardFile } from "../core/thread/card.ts";
import { problemHead, problemLines } from "../core/thread/problem-rows.ts";
import type { Context } from "./context.ts";
import { maxFileBytes } from "./file-limit.ts";

const problemsAtOnce = 2_000;

export interface ProblemsFile {
	readonly file: CardFile;
	readonly problems: number;
	/** False when the file would have become too large and holds the first problems only. */
	readonly whole: boolean;
}

/** All problems of a case as a CSV file: line, column and reason, without what stood there; at most `maxBytes` of UTF-8. */
export async function problemsFile(
	{ findings, texts }: Pick<Context, "findings" | "texts">,
	caseNumber: string,
	maxBytes = maxFileBytes,
): Promise<ProblemsFile> {
	const parts = [`${csvLine(problemHead(texts))}\r\n`];
	let left = maxBytes - Buffer.byteLength(parts.join(""));
	const done = (whole: boolean): ProblemsFile => {
		const file = { fileName: `${caseNumber}-problems.csv`, mediaType: "text/csv", text: parts.join("") } as const;
		return { file, problems: parts.length - 1, whole };
	};
	for await (const batch of findings.problemPlaces(caseNumber, problemsAtOnce)) {
		for (const line of problemLines(batch, texts)) {
			left -= Buffer.byteLength(line);
			if (left < 0) return done(false);
			parts.push(line);
		}
		await setImmediate();
	}
	return done(true);
}
