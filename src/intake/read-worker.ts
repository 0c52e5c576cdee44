import { parentPort, workerData } from "node:worker_threads";
import type { AddressRange } from "../core/report/target.ts";
import type { FromWorker, ToWorker, WorkerInput } from "./messages.ts";
import { type ReportOut, readReport } from "./read-report.ts";
import { TargetTally } from "./target-tally.ts";

/** Entry of the worker thread: asks the main thread for bytes, reads the report, hands over batches, one question at a time. */
const port = parentPort;
if (port === null) throw new Error("read-worker runs as a worker thread only");

let answer: ((message: ToWorker) => void) | null = null;
port.on("message", (message: ToWorker) => {
	const resolve = answer;
	answer = null;
	resolve?.(message);
});

function ask(question: FromWorker): Promise<ToWorker> {
	return new Promise((resolve) => {
		answer = resolve;
		port?.postMessage(question);
	});
}

async function* bytes(): AsyncGenerator<Uint8Array> {
	for (;;) {
		const message = await ask({ type: "pull" });
		if (message.type !== "bytes") return;
		yield message.bytes;
	}
}

const input = workerData as WorkerInput;
let tally: TargetTally | null = null;
const startTally = (allowed: readonly AddressRange[]): TargetTally => {
	tally = new TargetTally(allowed, (batch) =>
		port.postMessage({ type: "addresses", batch } satisfies FromWorker, [
			batch.v4.buffer as ArrayBuffer,
			batch.v6.buffer as ArrayBuffer,
		]),
	);
	return tally;
};
const out: ReportOut = {
	findings: async (batch) => void (await ask({ type: "findings", batch })),
	merged: async (batch) => void (await ask({ type: "merged", batch })),
	problems: async (batch) => void (await ask({ type: "problems", batch })),
	progress: (bytesRead, rows) => port.postMessage({ type: "progress", bytesRead, rows } satisfies FromWorker),
};
const result = await readReport(bytes(), input, out, input.tally ? startTally : undefined);
const counted = result.kind === "read" ? ((tally as TargetTally | null)?.counted() ?? null) : null;
const { findings4, findings6, networks4, networks6 } = counted ?? {};
const columns = [findings4, findings6, networks4?.words, networks4?.findings, networks6?.words, networks6?.findings];
const moved = columns.flatMap((column) => (column === undefined ? [] : [column.buffer]));
port.postMessage({ type: "result", result, counted } satisfies FromWorker, moved as ArrayBuffer[]);
port.close();
