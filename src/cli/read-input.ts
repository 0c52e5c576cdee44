import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { type FileRead, readFileReport } from "../app/read-file.ts";
import type { Config } from "../config.ts";
import { createReportReader } from "../intake/report-reader.ts";
import type { ReadInput, ReadResult } from "../ports/report-reader.ts";
import type { AddressTaker, ReportTally } from "../ports/report-tally.ts";
import { createTexts } from "../text/texts.ts";
import { filePieces } from "./file-pieces.ts";
import { CliRefusal } from "./outcome.ts";

/** A report that was read. */
export type ReadReport = Extract<FileRead, { kind: "read" }>;

const maxMs = 3_600_000;

/** Size of a file; a plain sentence when there is none. */
export async function fileSize(path: string): Promise<number> {
	const found = await stat(path).catch(() => null);
	if (found === null || !found.isFile()) throw new CliRefusal(`There is no file ${path}.`, 2);
	return found.size;
}

async function inputOf(path: string, column: number | null, config: Config): Promise<ReadInput> {
	return {
		fileName: basename(path),
		totalBytes: await fileSize(path),
		bytes: filePieces(path),
		column: column === null ? null : column - 1,
		allowedSpecialUse: config.ALLOWED_SPECIAL_USE,
	};
}

/** Reads a report from disk. `column` is 1-based, as the refusal names it. */
export async function readInput(path: string, column: number | null, config: Config): Promise<ReadReport> {
	const input = await inputOf(path, column, config);
	const result = await readFileReport(createReportReader(), input, AbortSignal.timeout(maxMs));
	return result.kind === "read" ? result : refuse(result, config);
}

/** Counts a report from disk by target, in little memory; refuses as `readInput` does. `take` gets its addresses meanwhile. */
export async function tallyInput(
	path: string,
	column: number | null,
	{ config, take }: { readonly config: Config; readonly take: AddressTaker },
): Promise<ReportTally> {
	const input = await inputOf(path, column, config);
	const result = await createReportReader().tally(input, take, AbortSignal.timeout(maxMs));
	return result.kind === "read" ? result.tally : refuse(result, config);
}

function refuse(result: Exclude<ReadResult, { kind: "read" }>, config: Config): never {
	if (result.kind === "column-needed") {
		const names = result.columns.map(({ index, header, sample }) => `${index + 1} ${header} (${sample})`);
		throw new CliRefusal(`No column with addresses was found. Name it with --column N: ${names.join(", ")}.`);
	}
	const { unreadable } = createTexts("en", config.TIME_ZONE).labels;
	const where = result.line === null ? "" : `Line ${result.line}: `;
	throw new CliRefusal(`${where}${unreadable[result.reason]}`);
}
