import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { type FileRead, readFileReport } from "../app/read-file.ts";
import type { Config } from "../config.ts";
import { createReportReader } from "../intake/report-reader.ts";
import { createTexts } from "../text/texts.ts";
import { CliRefusal } from "./outcome.ts";

/** A report that was read. */
export type ReadReport = Extract<FileRead, { kind: "read" }>;

/** Size of a file; a plain sentence when there is none. */
export async function fileSize(path: string): Promise<number> {
	const found = await stat(path).catch(() => null);
	if (found === null || !found.isFile()) throw new CliRefusal(`There is no file ${path}.`, 2);
	return found.size;
}

/** Reads a report from disk. `column` is 1-based, as the refusal names it. */
export async function readInput(path: string, column: number | null, config: Config): Promise<ReadReport> {
	const totalBytes = await fileSize(path);
	const input = {
		fileName: basename(path),
		bytes: createReadStream(path) as AsyncIterable<Uint8Array>,
		totalBytes,
		column: column === null ? null : column - 1,
		allowedSpecialUse: config.ALLOWED_SPECIAL_USE,
	};
	const result = await readFileReport(createReportReader(), input, AbortSignal.timeout(3_600_000));
	if (result.kind === "read") return result;
	if (result.kind === "column-needed") {
		const names = result.columns.map(({ index, header, sample }) => `${index + 1} ${header} (${sample})`);
		throw new CliRefusal(`No column with addresses was found. Name it with --column N: ${names.join(", ")}.`);
	}
	const { unreadable } = createTexts("en", config.TIME_ZONE).labels;
	const where = result.line === null ? "" : `Line ${result.line}: `;
	throw new CliRefusal(`${where}${unreadable[result.reason]}`);
}
