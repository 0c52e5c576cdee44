import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { parse } from "csv-parse";
import { createReportReader } from "../../src/intake/report-reader.ts";

/** What a reader came to; what it does not look at is null. */
export interface ReadOutcome {
	readonly rows: number;
	readonly findings: number | null;
	readonly broken: number | null;
	readonly ms: number;
	readonly peakRssMb: number;
}

type Counts = Pick<ReadOutcome, "rows" | "findings" | "broken">;

const maxRecord = 1 << 20;

/** The product's reader, with its worker thread, as a case gets it; nothing is stored. */
async function readAsWeDo(path: string): Promise<Counts> {
	let findings = 0;
	const result = await createReportReader().read(
		{
			fileName: "report.csv",
			bytes: createReadStream(path),
			totalBytes: (await stat(path)).size,
			column: null,
			allowedSpecialUse: [],
		},
		{
			async findings(batch) {
				findings += batch.length;
			},
			async merged() {},
			async problems() {},
			progress() {},
		},
		new AbortController().signal,
	);
	if (result.kind !== "read") throw new Error(`the report was not read: ${JSON.stringify(result)}`);
	const { summary } = result;
	return { rows: summary.rows, findings, broken: summary.problems.reduce((sum, { count }) => sum + count, 0) };
}

/** csv-parse splits the same bytes into cells and does nothing with them. */
async function readWithCsvParse(path: string): Promise<Counts> {
	let rows = -1;
	await new Promise<void>((resolve, reject) => {
		const parser = parse({ max_record_size: maxRecord });
		parser.on("data", () => rows++);
		parser.on("end", resolve);
		parser.on("error", reject);
		createReadStream(path).on("error", reject).pipe(parser);
	});
	return { rows, findings: null, broken: null };
}

const [, , reader = "", path = ""] = process.argv;
const start = performance.now();
const counts = await (reader === "csv-parse" ? readWithCsvParse(path) : readAsWeDo(path));
const outcome: ReadOutcome = {
	...counts,
	ms: performance.now() - start,
	peakRssMb: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(outcome));
