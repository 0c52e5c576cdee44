import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding, Problem } from "../../../src/core/report/finding.ts";
import { createReportReader } from "../../../src/intake/report-reader.ts";
import { findWorkerEntry } from "../../../src/intake/worker-entry.ts";
import type { ReadInput, ReadSink } from "../../../src/ports/report-reader.ts";
import { buildReportWorker } from "../../support/report-worker.ts";
import { applyMerges, documentation, piecesOf } from "./reading.ts";

let worker: Awaited<ReturnType<typeof buildReportWorker>>;
let folder: string;
beforeAll(async () => {
	worker = await buildReportWorker();
	folder = await mkdtemp(join(tmpdir(), "intake-"));
});
afterAll(async () => {
	await worker.remove();
	await rm(folder, { recursive: true, force: true });
});

function input(bytes: AsyncIterable<Uint8Array> | string): ReadInput {
	const content = typeof bytes === "string" ? new TextEncoder().encode(bytes) : null;
	return {
		fileName: "report.csv",
		bytes: content === null ? (bytes as AsyncIterable<Uint8Array>) : piecesOf(content, 10_000),
		totalBytes: content?.length ?? 0,
		column: null,
		allowedSpecialUse: documentation,
	};
}

interface Collected extends ReadSink {
	readonly taken: { readonly findings: Finding[]; readonly problems: Problem[]; readonly sizes: number[] };
	readonly seen: [number, number][];
}

function collect(change: Partial<ReadSink> = {}): Collected {
	const taken = { findings: [] as Finding[], problems: [] as Problem[], sizes: [] as number[] };
	const seen: [number, number][] = [];
	return {
		taken,
		seen,
		findings: async (batch) => {
			taken.sizes.push(batch.length);
			taken.findings.push(...batch);
		},
		merged: async (batch) => applyMerges(taken.findings, batch),
		problems: async (batch) => void taken.problems.push(...batch),
		progress: (bytesRead, rows) => void seen.push([bytesRead, rows]),
		...change,
	};
}

const never = new AbortController().signal;
const manyRows = (count: number) =>
	`ip,port\n${Array.from({ length: count }, (_, at) => `192.0.2.${at % 256},${Math.floor(at / 256)}`).join("\n")}\n`;

/** A worker that does what its source says, in place of the reader's own. */
async function badWorker(name: string, source: string): Promise<URL> {
	const file = join(folder, `${name}.mjs`);
	await writeFile(file, `import { parentPort } from "node:worker_threads";\n${source}`);
	return pathToFileURL(file);
}

describe("the report reader", () => {
	it("reads in a worker thread and hands over batches in order, with progress", async () => {
		const sink = collect();
		const text = `${manyRows(12_000)}192.0.2.0,0\nbroken,1\n`;
		const result = await createReportReader({ workerEntry: worker.entry }).read(input(text), sink, never);
		expect(result).toMatchObject({
			kind: "read",
			summary: { rows: 12_002, findings: 12_000, duplicates: 1, problemRows: 1 },
		});
		expect(sink.taken.findings.map(({ id }) => id)).toEqual(Array.from({ length: 12_000 }, (_, at) => at + 1));
		expect(Math.max(...sink.taken.sizes)).toBeLessThanOrEqual(5000);
		expect(sink.taken.findings[0]).toMatchObject({ count: 2, target: { range: { first: 0xc0000200n } } });
		expect(sink.taken.problems).toMatchObject([{ line: 12_003, reason: "single-label-host" }]);
		expect(sink.seen.at(-1)?.[0]).toBe(text.length);
		expect(sink.seen).toEqual([...sink.seen].sort((a, b) => a[0] - b[0]));
	});

	it("pulls no more bytes while the sink is busy", async () => {
		let pulled = 0;
		let open = () => {};
		const gate = new Promise<void>((resolve) => {
			open = resolve;
		});
		let reached = () => {};
		const busy = new Promise<void>((resolve) => {
			reached = resolve;
		});
		const bytes = new TextEncoder().encode(manyRows(60_000));
		async function* counted() {
			for await (const piece of piecesOf(bytes, 4096)) {
				pulled += piece.length;
				yield piece;
			}
		}
		const sink = collect({
			findings: async () => {
				reached();
				await gate;
			},
		});
		const reading = createReportReader({ workerEntry: worker.entry }).read(input(counted()), sink, never);
		await busy;
		const before = pulled;
		// A second thread's whole reading passes meanwhile, so that this one had every chance to go on.
		await createReportReader({ workerEntry: worker.entry }).read(input(manyRows(2000)), collect(), never);
		expect(pulled).toBe(before);
		expect(pulled).toBeLessThan(bytes.length / 2);
		open();
		expect(await reading).toMatchObject({ kind: "read", summary: { rows: 60_000 } });
	});

	it("gives what is unreadable as a result", async () => {
		const read = (text: string) =>
			createReportReader({ workerEntry: worker.entry }).read(input(text), collect(), never);
		expect(await read("")).toEqual({ kind: "unreadable", reason: "empty", line: null });
		expect(await read("naam;server\na;192.0.2.1\n")).toMatchObject({ kind: "column-needed" });
	});

	it("outlives a worker that runs out of memory", async () => {
		const entry = await badWorker(
			"greedy",
			"const kept = []; for (;;) kept.push(new Array(100000).fill(Math.random()));",
		);
		const reader = createReportReader({ workerEntry: entry, limits: { memoryMb: 16 } });
		expect(await reader.read(input("ip\n"), collect(), never)).toEqual({
			kind: "unreadable",
			reason: "reader-stopped",
			line: null,
		});
	});

	it.each([
		["throws", "throw new Error('192.0.2.1 is in here');"],
		["leaves", "process.exit(0);"],
		["hangs", "for (;;);"],
		["is silent", "setInterval(() => {}, 1000);"],
	])("outlives a worker that %s", async (name, source) => {
		const reader = createReportReader({ workerEntry: await badWorker(name, source), limits: { stallMs: 300 } });
		expect(await reader.read(input("ip\n"), collect(), never)).toMatchObject({ reason: "reader-stopped" });
	});

	it("does not take the time that the sink needs for a stall", async () => {
		const problem = { reason: "empty-target", line: 1, column: null, text: "" };
		const entry = await badWorker(
			"patient",
			`parentPort.once("message", () => parentPort.postMessage({type: "result", result: {kind: "column-needed", columns: []}}));
			parentPort.postMessage({type: "progress", bytesRead: 1, rows: 1});
			parentPort.postMessage({type: "problems", batch: [${JSON.stringify(problem)}]});
			parentPort.postMessage({type: "progress", bytesRead: 2, rows: 2});`,
		);
		const stallMs = 1500;
		const slow = collect({ problems: () => new Promise((resolve) => setTimeout(resolve, stallMs + 500)) });
		const reader = createReportReader({ workerEntry: entry, limits: { stallMs } });
		expect(await reader.read(input("ip\n"), slow, never)).toMatchObject({ kind: "column-needed" });
	});

	it("passes on what the sink or the source throws, as a fault", async () => {
		const reader = createReportReader({ workerEntry: worker.entry });
		const full = new Error("disk full");
		await expect(
			reader.read(input(manyRows(10)), collect({ findings: () => Promise.reject(full) }), never),
		).rejects.toBe(full);
		const gone = new Error("upload is gone");
		const source: AsyncIterable<Uint8Array> = {
			[Symbol.asyncIterator]: () => ({ next: () => Promise.reject(gone) }),
		};
		await expect(reader.read(input(source), collect(), never)).rejects.toBe(gone);
		await expect(reader.read({ ...input("ip\n"), allowedSpecialUse: ["x"] }, collect(), never)).rejects.toThrow(
			/ALLOWED_SPECIAL_USE/,
		);
	});

	it("stops when it is told to, and lets go of the source", async () => {
		const stop = new AbortController();
		let closed = false;
		async function* endless() {
			try {
				yield new TextEncoder().encode("ip\n");
				for (;;) yield new TextEncoder().encode("192.0.2.1\n");
			} finally {
				closed = true;
			}
		}
		const sink = collect({ progress: () => stop.abort(new Error("withdrawn")) });
		const reader = createReportReader({ workerEntry: worker.entry });
		await expect(reader.read(input(endless()), sink, stop.signal)).rejects.toThrow("withdrawn");
		await expect.poll(() => closed).toBe(true);
		await expect(reader.read(input("ip\n"), sink, stop.signal)).rejects.toThrow("withdrawn");
	});
});

describe("findWorkerEntry", () => {
	it("takes the file beside the module, else the compiled one of the package", async () => {
		const compiled = join(folder, "dist", "src", "intake");
		await mkdir(compiled, { recursive: true });
		await mkdir(join(folder, "src", "intake"), { recursive: true });
		await writeFile(join(compiled, "read-worker.js"), "");
		const entry = pathToFileURL(join(compiled, "read-worker.js")).href;
		expect(findWorkerEntry(pathToFileURL(join(compiled, "report-reader.js")).href).href).toBe(entry);
		expect(findWorkerEntry(pathToFileURL(join(folder, "src", "intake", "report-reader.ts")).href).href).toBe(entry);
	});

	it("says what to do when nothing was built", () => {
		expect(() => findWorkerEntry(pathToFileURL(join(tmpdir(), "nowhere", "report-reader.ts")).href)).toThrow(
			/npm run setup/,
		);
	});
});
