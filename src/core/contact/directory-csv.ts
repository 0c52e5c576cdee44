import type { Instant } from "../instant.ts";
import { csvLine } from "../notice/render-csv.ts";
import type { DirectoryEntry, OptOut } from "./entry.ts";
import { lastDay } from "./expiry.ts";
import { keyCell } from "./pgp-armour.ts";

/** Columns of the directory as a file, in this order; docs/directory-csv.md says what stands in them. */
export const contactColumns = [
	...["for", "kind", "operator", "mailboxes", "forwarder", "reason", "until", "author", "created"],
	...["xarf", "language", "pgp_key"],
] as const;
/** The same of the opt-outs. */
export const optOutColumns = ["who", "kind", "reason", "until", "author", "created"] as const;

/** The mark that `safeCell` sets before a formula's sign, behind those that stood there. */
const guarded = /(^'*|;["' ]*)'(?=[=+\-@＝＋－＠])/gu;

/** The reverse of the marks that `csvLine` sets before a formula's sign. */
export function unguard(cell: string): string {
	return cell.replace(guarded, "$1");
}

const line = (cells: readonly string[]) => `${csvLine(cells)}\r\n`;

/** Ends at midnight (UTC) are written as the last day, any other as it is. */
function untilCell(expiresAt: Instant | null): string {
	if (expiresAt === null) return "";
	return expiresAt.endsWith("T00:00:00.000Z") ? lastDay(expiresAt) : expiresAt;
}

/** The directory as CSV (RFC 4180: comma, CRLF, header line), in the order given; safe to open in a spreadsheet. */
export function renderContactsCsv(entries: readonly DirectoryEntry[]): string {
	const rows = entries.map(({ value, kind, operator, mailboxes, forwarder, reason, ...entry }) =>
		line([
			...[value, kind, operator, mailboxes.join(" "), forwarder ? "yes" : "no", reason],
			...[untilCell(entry.expiresAt), entry.author, entry.createdAt],
			...[entry.xarf ? "yes" : "no", entry.language ?? "", entry.pgpKey === null ? "" : keyCell(entry.pgpKey)],
		]),
	);
	return [line(contactColumns), ...rows].join("");
}

/** The opt-outs as CSV, the same way. */
export function renderOptOutsCsv(entries: readonly OptOut[]): string {
	const rows = entries.map(({ value, kind, reason, expiresAt, author, createdAt }) =>
		line([value, kind, reason, untilCell(expiresAt), author, createdAt]),
	);
	return [line(optOutColumns), ...rows].join("");
}
