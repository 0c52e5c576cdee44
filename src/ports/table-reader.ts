import type { TableRow } from "../core/contact/table-row.ts";

export type Table =
	/** All rows in order, the header first; blank lines are left out. */
	| { readonly kind: "table"; readonly rows: readonly TableRow[] }
	/** `line` is 1-based, null where none is known. */
	| { readonly kind: "unreadable"; readonly reason: TableUnreadable; readonly line: number | null };

export type TableUnreadable = "empty" | "binary" | "too-large" | "record-too-long";

/** Reads a small table that people keep in a spreadsheet. */
export interface TableReader {
	/**
	 * Reads CSV as spreadsheets write it: comma, semicolon or tab, whichever gives most of `columns`; UTF-8 with or without a byte
	 * order mark, UTF-16 or windows-1252; `sep=;` in the first line. Throws only what `bytes` throws.
	 */
	read(bytes: AsyncIterable<Uint8Array>, columns: readonly string[]): Promise<Table>;
}
