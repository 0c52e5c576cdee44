import { sniffText } from "../csv/sniff-text.ts";
import { decodeText } from "../decode-text.ts";
import { beginsJson } from "../json/json-rows.ts";
import { Unreadable } from "../unreadable.ts";
import type { ZipEntry } from "./open-archive.ts";

const sniffChars = 16 * 1024;

/** Whether the beginning of a file in an archive reads as a report. A bomb or an encrypted file is still thrown. */
export async function holdsReport(entry: ZipEntry): Promise<boolean> {
	try {
		const decoded = await decodeText(entry.unpack());
		let sample = "";
		let complete = true;
		for await (const text of decoded.text) {
			sample += text;
			if (sample.length < sniffChars) continue;
			complete = false;
			break;
		}
		if (!beginsJson(sample)) sniffText(sample, complete);
		return true;
	} catch (error) {
		const grave = ["bomb", "encrypted-archive", "broken-archive"];
		if (error instanceof Unreadable && !grave.includes(error.reason)) return false;
		throw error;
	}
}
