import type { ReadResult } from "../../ports/report-reader.ts";
import { decodeText } from "../decode-text.ts";
import { readText, type TextContext } from "../read-text.ts";
import { Unreadable } from "../unreadable.ts";
import { holdsReport } from "./holds-report.ts";
import { openArchive, type ZipEntry } from "./open-archive.ts";

/**
 * Reads the one report in a zip archive. The archive is held in memory (its directory stands at its end), what is in it
 * is unpacked as a stream. No name in it is ever used as a path. Beside the report there may be files that are none
 * (a read-me, a picture); two reports are a refusal, because two lists may need two validations.
 */
export async function readZip(
	head: Uint8Array,
	rest: AsyncIterable<Uint8Array>,
	context: TextContext,
	prefix: string,
): Promise<ReadResult> {
	const archive = await collect(head, rest, context.limits.maxArchiveBytes);
	const entries = await openArchive(archive, context.limits);
	const report = await onlyReport(entries);
	return readText(await decodeText(report.unpack()), context, `${prefix}zip+`);
}

async function onlyReport(entries: readonly ZipEntry[]): Promise<ZipEntry> {
	const [only] = entries;
	if (entries.length === 1 && only !== undefined) return only;
	const reports: ZipEntry[] = [];
	for (const entry of entries) if (await holdsReport(entry)) reports.push(entry);
	const [report] = reports;
	if (report === undefined) throw new Unreadable("archive-without-report");
	if (reports.length > 1) throw new Unreadable("several-reports");
	return report;
}

async function collect(head: Uint8Array, rest: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
	const parts = [head];
	let length = head.length;
	if (length > maxBytes) throw new Unreadable("too-large");
	for await (const part of rest) {
		length += part.length;
		if (length > maxBytes) throw new Unreadable("too-large");
		parts.push(part);
	}
	return Buffer.concat(parts);
}
