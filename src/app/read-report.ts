import type { CaseState } from "../core/case/state.ts";
import type { ReadInput, ReadResult, ReadSink } from "../ports/report-reader.ts";
import type { Context } from "./context.ts";
import { executeOwn } from "./execute.ts";

/**
 * Reads the file of the case's current round into findings and problems, and records the summary; or asks for the column, or records why
 * it could not be read. Started again after a crash it begins the file anew: the bytes are kept until the outcome is recorded.
 */
export async function readReport(context: Context, caseNumber: string, signal: AbortSignal): Promise<void> {
	const first = await context.cases.load(caseNumber);
	if (first === null || (first.status !== "received" && first.status !== "reading")) return;
	const { state } = await executeOwn(context, caseNumber, { type: "StartReading", round: first.round });
	if (state.status !== "reading") return;
	const bytes = await context.uploads.open(state.upload.id);
	if (bytes === null) {
		await executeOwn(context, caseNumber, {
			type: "RecordUnreadable",
			round: state.round,
			reason: "empty",
			line: null,
		});
		return;
	}
	const input: ReadInput = {
		fileName: state.upload.fileName,
		bytes,
		totalBytes: state.upload.bytes,
		column: state.chosenColumn?.index ?? null,
		allowedSpecialUse: context.allowedSpecialUse,
	};
	const progress = (bytesRead: number, rows: number) => {
		const label = context.texts.panels.readingProgress(context.texts.number(rows));
		context.poster.progress(caseNumber, {
			done: Math.min(bytesRead, input.totalBytes),
			total: input.totalBytes,
			label,
		});
	};
	try {
		if (state.round === 1) await readFirst(context, state, { input, progress, signal });
		else await readRoundList(context, state, { input, progress, signal });
	} finally {
		context.poster.progress(caseNumber, null);
	}
}

interface Reading {
	readonly input: ReadInput;
	readonly progress: ReadSink["progress"];
	readonly signal: AbortSignal;
}

async function readFirst(context: Context, state: CaseState, reading: Reading): Promise<void> {
	const { findings } = context;
	const { number, round } = state;
	await findings.clear(number);
	const sink: ReadSink = {
		findings: (batch) => findings.addFindings(number, batch),
		merged: (batch) => findings.mergeFindings(number, batch),
		problems: (batch) => findings.addProblems(number, batch),
		progress: reading.progress,
	};
	const result = await context.reader.read(reading.input, sink, reading.signal);
	if (result.kind !== "read") return recordOther(context, state, result);
	await findings.takeStatistics();
	await executeOwn(context, number, { type: "RecordReport", round, summary: result.summary });
}

/** A list for a later round adds no findings: it names again those that are still affected. */
async function readRoundList(context: Context, state: CaseState, reading: Reading): Promise<void> {
	const { findings } = context;
	const { number, round } = state;
	await findings.clearDue(number, round);
	let matched = 0;
	let listed = 0;
	const sink: ReadSink = {
		findings: async (batch) => {
			const targets = [...new Set(batch.map((finding) => finding.target.text))];
			listed += batch.length;
			matched += batch.length - targets.length + (await findings.markDue(number, round, targets));
		},
		merged: async () => {},
		problems: async () => {},
		progress: reading.progress,
	};
	const result = await context.reader.read(reading.input, sink, reading.signal);
	if (result.kind !== "read") return recordOther(context, state, result);
	const stillAffected = await findings.countDue(number, round);
	const unmatched = Math.max(0, listed - matched);
	await executeOwn(context, number, {
		type: "RecordRoundList",
		round,
		summary: result.summary,
		stillAffected,
		unmatched,
	});
}

async function recordOther(
	context: Context,
	state: CaseState,
	result: Exclude<ReadResult, { kind: "read" }>,
): Promise<void> {
	const { number, round } = state;
	// Rows may have been handed over before the file turned out unusable; they are void.
	if (round === 1) await context.findings.clear(number);
	if (result.kind === "column-needed") {
		await executeOwn(context, number, { type: "AskColumn", round, columns: result.columns });
		return;
	}
	const { reason, line } = result;
	await executeOwn(context, number, { type: "RecordUnreadable", round, reason, line });
}
