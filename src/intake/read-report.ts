import type { AddressRange } from "../core/report/target.ts";
import type { ReadResult } from "../ports/report-reader.ts";
import { parseAllowedSpecialUse } from "./allowed-special-use.ts";
import { decodeText, takeHead } from "./decode-text.ts";
import { gunzip, isGzip } from "./gzip/gunzip.ts";
import type { WorkerInput } from "./messages.ts";
import { readText, type TextContext } from "./read-text.ts";
import { type BatchOut, RowCollector, type RowSink } from "./row-collector.ts";
import { Unreadable } from "./unreadable.ts";
import { readZip } from "./zip/read-zip.ts";

export interface ReportOut extends BatchOut {
	progress(bytesRead: number, rows: number): void;
}

/**
 * Reads a report from its bytes; the format is told by content, never by name. Runs in the worker thread.
 * What it cannot read is a result; what it throws is a fault of the program or of the source of the bytes.
 */
export async function readReport(
	bytes: AsyncIterable<Uint8Array>,
	input: WorkerInput,
	out: ReportOut,
	sink?: (allowedSpecialUse: readonly AddressRange[]) => RowSink,
): Promise<ReadResult> {
	let bytesRead = 0;
	const allowedSpecialUse = parseAllowedSpecialUse(input.allowedSpecialUse);
	const collector =
		sink === undefined
			? new RowCollector(out, { allowedSpecialUse, maxProblems: input.limits.maxProblems })
			: sink(allowedSpecialUse);
	const context: TextContext = {
		column: input.column,
		limits: input.limits,
		collector,
		pause: async () => {
			await collector.flush(false);
			out.progress(bytesRead, collector.rows);
		},
	};
	async function* counted() {
		for await (const chunk of bytes) {
			bytesRead += chunk.length;
			yield* pieces(chunk);
		}
	}
	try {
		const result = await readAny(counted(), context, "");
		out.progress(bytesRead, collector.rows);
		return result;
	} catch (error) {
		if (error instanceof Unreadable) return { kind: "unreadable", reason: error.reason, line: error.line };
		throw error;
	}
}

/** Packed files are unpacked, one in the other, as far as anybody does that. */
const maxPacked = 2;

async function readAny(bytes: AsyncIterable<Uint8Array>, context: TextContext, prefix: string): Promise<ReadResult> {
	const { head, rest } = await takeHead(bytes, 4);
	const all = joined(head, rest);
	if (isZip(head)) return readZip(head, rest, context, prefix);
	if (!isGzip(head)) return readText(await decodeText(all), context, prefix);
	if (prefix.length >= "gz+".length * maxPacked) throw new Unreadable("bomb");
	return readAny(gunzip(all, context.limits), context, `${prefix}gz+`);
}

/** A local file header, or the end record of an empty archive (APPNOTE.TXT 4.3.7, 4.3.16). */
function isZip(head: Uint8Array): boolean {
	return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

const pieceBytes = 256 * 1024;

/** A store may hand over a file in one piece; text is made of it bit by bit, to keep memory low. */
function* pieces(chunk: Uint8Array): Generator<Uint8Array> {
	for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes);
}

async function* joined(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	if (head.length > 0) yield head;
	yield* rest;
}
