import { addressesIn } from "../../report/find-addresses.ts";
import { maxTemplateBytes, type TemplateTrouble } from "./template.ts";

/** A line of a file; `number` counts from 1. */
export interface SourceLine {
	readonly number: number;
	readonly text: string;
}

/** Takes a problem down; `line` null = the file as a whole. */
export type Report = (line: number | null, trouble: TemplateTrouble) => void;

/** Controls, and format characters that show nothing or turn the reading direction. A tab is white space. */
const unseen = /(?!\t)[\p{Cc}\p{Cf}]/u;

/**
 * A template's bytes as lines, without spaces at their ends; a byte order mark and the CR of Windows are dropped. Reports a file
 * that is too large, lines that are not UTF-8, hidden characters and IP addresses, which no mail but its recipient's may hold. Gives
 * no lines of a file that is too large.
 */
export function decodeTemplate(bytes: Uint8Array, report: Report): SourceLine[] {
	if (bytes.byteLength > maxTemplateBytes) {
		report(null, { code: "too-large" });
		return [];
	}
	return byteLines(bytes).map((line, index) => {
		const number = index + 1;
		const text = decodeLine(line);
		if (text === null) {
			report(number, { code: "not-utf8" });
			return { number, text: "" };
		}
		const plain = (number === 1 ? text.replace(/^\ufeff/, "") : text).replace(/\r$/, "");
		if (unseen.test(plain)) report(number, { code: "control-character" });
		else if (addressesIn(plain).length > 0) report(number, { code: "address" });
		return { number, text: plain.replaceAll("\t", " ").trim() };
	});
}

function byteLines(bytes: Uint8Array): Uint8Array[] {
	const lines: Uint8Array[] = [];
	let start = 0;
	for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
		lines.push(bytes.subarray(start, end));
		start = end + 1;
	}
	return [...lines, bytes.subarray(start)];
}

function decodeLine(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return null;
	}
}
