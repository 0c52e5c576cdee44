import { Worker } from "node:worker_threads";
import type { ReadInput, ReadSink, ReportReader } from "../ports/report-reader.ts";
import type { AddressTaker } from "../ports/report-tally.ts";
import { parseAllowedSpecialUse } from "./allowed-special-use.ts";
import { defaultLimits, type IntakeLimits } from "./limits.ts";
import type { FromWorker, ToWorker, WorkerInput } from "./messages.ts";
import { findWorkerEntry } from "./worker-entry.ts";

export interface ReportReaderOptions {
	readonly limits?: Partial<IntakeLimits>;
	/** The worker's file, where it is not the compiled one (a test bundles its own). */
	readonly workerEntry?: URL;
}

type Ended = Omit<Extract<FromWorker, { type: "result" }>, "type">;

const stopped: Ended = {
	result: { kind: "unreadable", reason: "reader-stopped", line: null },
	counted: null,
};

/**
 * A reader that gives each report its own worker thread, so that a hostile file costs a thread and never the program:
 * its heap is capped, and it must show signs of life. Results for rows handed over before an "unreadable" are void.
 */
export function createReportReader(options: ReportReaderOptions = {}): ReportReader {
	const limits = { ...defaultLimits, ...options.limits };
	const run = async (
		input: ReadInput,
		sink: WorkerSink,
		how: { readonly tally: boolean; readonly signal: AbortSignal },
	) => {
		const { tally, signal } = how;
		signal.throwIfAborted();
		// A setting that is wrong must fail here, as the program's fault, and not as a file that can't be read.
		parseAllowedSpecialUse(input.allowedSpecialUse);
		const { column, allowedSpecialUse } = input;
		const workerData: WorkerInput = { column, allowedSpecialUse, limits, tally };
		const worker = new Worker(options.workerEntry ?? findWorkerEntry(import.meta.url), {
			workerData,
			// A tally keeps little: a small young generation is emptied often and costs no time that shows.
			resourceLimits: {
				maxOldGenerationSizeMb: limits.memoryMb,
				...(tally ? { maxYoungGenerationSizeMb: 3 } : {}),
			},
			stdout: true,
			stderr: true,
			env: {},
			execArgv: [],
		});
		try {
			return await converse(worker, { input, sink, signal, stallMs: limits.stallMs });
		} finally {
			await worker.terminate();
		}
	};
	return {
		async read(input, sink, signal) {
			return (await run(input, sink, { tally: false, signal })).result;
		},
		async tally(input, take, signal) {
			const { result, counted } = await run(input, { ...noSink, addresses: take }, { tally: true, signal });
			if (result.kind !== "read") return result;
			if (counted === null) throw new Error("the worker counted nothing");
			return { kind: "read", tally: { summary: result.summary, ...counted } };
		},
	};
}

const nothing = async () => {};
const noSink: WorkerSink = { findings: nothing, merged: nothing, problems: nothing, progress() {} };

/** Where what the worker says goes; only a tally speaks of addresses alone. */
interface WorkerSink extends ReadSink {
	readonly addresses?: AddressTaker;
}

interface Talk {
	readonly input: ReadInput;
	readonly sink: WorkerSink;
	readonly signal: AbortSignal;
	readonly stallMs: number;
}

/** Answers the worker's questions until it has a result, dies, stalls, or the signal says stop. */
function converse(worker: Worker, talk: Talk): Promise<Ended> {
	const source = talk.input.bytes[Symbol.asyncIterator]();
	const watchdog = createWatchdog(talk.stallMs);
	let onAbort = () => {};
	return new Promise<Ended>((resolve, reject) => {
		onAbort = () => reject(talk.signal.reason);
		talk.signal.addEventListener("abort", onAbort, { once: true });
		watchdog.onStall = () => resolve(stopped);
		worker.on("message", (message: FromWorker) => {
			if (message.type === "result") {
				resolve({ result: message.result, counted: message.counted });
				return;
			}
			watchdog.pause();
			handle(message, { source, sink: talk.sink }).then((reply) => {
				if (reply !== null) worker.postMessage(reply);
				watchdog.resume();
			}, reject);
		});
		// Out of memory, or a fault in the reader: its message may quote the file, so it is not passed on.
		worker.on("error", () => resolve(stopped));
		worker.on("exit", () => resolve(stopped));
	}).finally(() => {
		watchdog.stop();
		talk.signal.removeEventListener("abort", onAbort);
		// Not awaited: a source that hangs in its last answer would hold the result back. What it says now matters to nobody.
		source.return?.()?.catch(() => {});
	});
}

/** Calls `onStall` when nothing is paused for `ms` on end: the worker computes and gives no sign of life. */
function createWatchdog(ms: number) {
	const watchdog = {
		onStall: () => {},
		pause: () => {
			paused++;
			clearTimeout(timer);
		},
		resume: () => {
			paused--;
			arm();
		},
		stop: () => {
			paused = Number.NaN;
			clearTimeout(timer);
		},
	};
	let paused = 0;
	let timer: NodeJS.Timeout | undefined;
	const arm = () => {
		clearTimeout(timer);
		if (paused === 0) timer = setTimeout(() => watchdog.onStall(), ms);
	};
	arm();
	return watchdog;
}

async function handle(
	message: Exclude<FromWorker, { type: "result" }>,
	ends: { readonly source: AsyncIterator<Uint8Array>; readonly sink: WorkerSink },
): Promise<ToWorker | null> {
	if (message.type === "pull") {
		const next = await ends.source.next();
		return next.done === true ? { type: "end" } : { type: "bytes", bytes: next.value };
	}
	if (message.type === "addresses") {
		ends.sink.addresses?.(message.batch);
		return null;
	}
	if (message.type === "progress") {
		ends.sink.progress(message.bytesRead, message.rows);
		return null;
	}
	if (message.type === "findings") await ends.sink.findings(message.batch);
	else if (message.type === "merged") await ends.sink.merged(message.batch);
	else await ends.sink.problems(message.batch);
	return { type: "taken" };
}
