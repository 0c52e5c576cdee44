import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import type { Finding } from "../../src/core/report/finding.ts";
import { createReportReader } from "../../src/intake/report-reader.ts";
import type { ReadSink } from "../../src/ports/report-reader.ts";
import type { Bench } from "../bench.ts";
import { medianPair, type Pair } from "../figure.ts";
import type { IntakeRun } from "./bench-intake.ts";
import { type MeasuredStore, openEmbeddedStore, openPostgresStore, rawInsert } from "./measured-store.ts";

const caseNumber = "BENCH-2026-0001";

/** From bytes to stored findings, on the embedded database and, where `TEST_DATABASE_URL` is set, on PostgreSQL. */
export async function benchStoring(bench: Bench, run: IntakeRun): Promise<void> {
	const batches = join(bench.folder, "batches.ndjson");
	const findings = await writeBatches(run.report, batches);
	const server = process.env.TEST_DATABASE_URL ?? "";
	if (server === "") bench.note("TEST_DATABASE_URL is not set: no figures on PostgreSQL");
	for (const open of [openEmbeddedStore, ...(server === "" ? [] : [openPostgresStore])]) {
		const store = await open(bench, server);
		const pairs: Pair[] = [];
		for (let round = 0; bench.again(round, run.rounds); round++) {
			const ours = await storeReport(store, run.report, findings);
			const peer = await storeBatches(store, batches);
			pairs.push({ ours: (findings / ours) * 1000, peer: (findings / peer) * 1000 });
		}
		const pair = medianPair(pairs);
		const peer = "unnest of the same rows, not read from a file";
		const name = `intake.stored-${store.name}`;
		bench.add({ name, value: pair.ours, unit: "findings/s", peer, peerValue: pair.peer });
		await store.close();
	}
}

/** Milliseconds from the first byte to the last row stored. */
async function storeReport(store: MeasuredStore, report: string, findings: number): Promise<number> {
	const start = performance.now();
	await readInto(report, {
		findings: (batch) => store.findings.addFindings(caseNumber, batch),
		merged: (batch) => store.findings.mergeFindings(caseNumber, batch),
	});
	const ms = performance.now() - start;
	const [row] = await store.query("select count(*) as stored from findings", []);
	if (Number(row?.stored) !== findings) throw new Error(`${row?.stored} findings are stored; there are ${findings}`);
	await store.query("truncate findings", []);
	return ms;
}

/** Milliseconds in inserts alone. */
async function storeBatches(store: MeasuredStore, batches: string): Promise<number> {
	let ms = 0;
	for await (const line of createInterface({ input: createReadStream(batches) })) {
		const columns = JSON.parse(line) as unknown[][];
		const start = performance.now();
		await store.query(rawInsert, [caseNumber, ...columns]);
		ms += performance.now() - start;
	}
	await store.query("truncate findings", []);
	return ms;
}

interface Sink {
	findings(batch: readonly Finding[]): Promise<void>;
	merged: ReadSink["merged"];
}

async function readInto(report: string, sink: Sink): Promise<void> {
	const input = {
		fileName: "report.csv",
		bytes: createReadStream(report),
		totalBytes: (await stat(report)).size,
		column: null,
		allowedSpecialUse: [],
	};
	const rest = { problems: async () => {}, progress: () => {} };
	const result = await createReportReader().read(input, { ...sink, ...rest }, new AbortController().signal);
	if (result.kind !== "read") throw new Error(`the report was not read: ${JSON.stringify(result)}`);
}

/** The rows that are stored, in the batches in which they are stored, ready to be inserted; gives their number. */
async function writeBatches(report: string, path: string): Promise<number> {
	const file = createWriteStream(path);
	let findings = 0;
	await readInto(report, {
		async findings(batch) {
			findings += batch.length;
			const line = `${JSON.stringify(toColumns(batch))}\n`;
			if (!file.write(line)) await new Promise<void>((resolve) => file.once("drain", resolve));
		},
		async merged() {},
	});
	file.end();
	await finished(file);
	return findings;
}

/** In the order of `rawInsert`. */
function toColumns(batch: readonly Finding[]): unknown[][] {
	const hex = ({ target }: Finding, end: "first" | "last") =>
		target.kind === "host" || target.range === null
			? null
			: target.range[end].toString(16).padStart(target.range.version === 4 ? 8 : 32, "0");
	return [
		batch.map(({ id }) => id),
		batch.map(({ target }) => target.kind),
		batch.map(({ target }) => target.text),
		batch.map((finding) => hex(finding, "first")),
		batch.map((finding) => (hex(finding, "first") === hex(finding, "last") ? null : hex(finding, "last"))),
		batch.map(({ target }) => ("host" in target ? target.host : null)),
		batch.map(({ port }) => port),
		batch.map(({ protocol }) => protocol),
		batch.map(({ firstSeen }) => firstSeen),
		batch.map(({ lastSeen }) => lastSeen),
		batch.map(({ details }) => JSON.stringify(details)),
		batch.map(({ line }) => line),
		batch.map(({ count }) => count),
	];
}
