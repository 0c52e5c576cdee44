import { parentPort, workerData } from "node:worker_threads";
import type { FromWorker, ToWorker, WorkerInput } from "./messages.ts";
import { readReport } from "./read-report.ts";

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

const result = await readReport(bytes(), workerData as WorkerInput, {
	findings: async (batch) => void (await ask({ type: "findings", batch })),
	merged: async (batch) => void (await ask({ type: "merged", batch })),
	problems: async (batch) => void (await ask({ type: "problems", batch })),
	progress: (bytesRead, rows) => port.postMessage({ type: "progress", bytesRead, rows } satisfies FromWorker),
});
port.postMessage({ type: "result", result } satisfies FromWorker);
port.close();
