import type { Email } from "postal-mime";
import { parseCells } from "./parse-cells.ts";
import { unzipFiles } from "./unzip-files.ts";
import { xarfTexts } from "./xarf-texts.ts";

/** More than any mail can hold packed, and little enough to look at. */
const caps = { maxFiles: 20_000, maxBytes: 512_000_000 };

/**
 * Every text of a mail's attachments, cell by cell and value by value, with their names: CSV, and zips of CSV and X-ARF. Null when
 * something is attached that cannot be judged, or that a reader might read otherwise than we do.
 */
export function attachedTexts(attachments: Email["attachments"]): Iterable<string> | null {
	const files: { readonly name: string; readonly content: Uint8Array }[] = [];
	for (const { filename, mimeType, content } of attachments) {
		const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
		if (mimeType === "text/csv") files.push({ name: filename ?? "", content: bytes });
		else if (mimeType === "application/zip") {
			const unzipped = unzipFiles(bytes, caps);
			if (unzipped === null) return null;
			files.push({ name: filename ?? "", content: new Uint8Array() }, ...unzipped);
		} else return null;
	}
	const texts: Iterable<string>[] = [];
	for (const { name, content } of files) {
		const own = name.toLowerCase().endsWith(".json") ? xarfTexts(content) : csvTexts(content);
		if (own === null) return null;
		texts.push([name], own);
	}
	return inTurn(texts);
}

function* inTurn(all: readonly Iterable<string>[]): Generator<string> {
	for (const texts of all) yield* texts;
}

function* csvTexts(content: Uint8Array): Generator<string> {
	for (const row of parseCells(new TextDecoder().decode(content))) yield* row;
}
