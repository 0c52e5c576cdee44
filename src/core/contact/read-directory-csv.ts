import type { Instant } from "../instant.ts";
import { plainLine } from "../notice/plain-text.ts";
import { addressesIn } from "../report/find-addresses.ts";
import { contactColumns, optOutColumns, unguard } from "./directory-csv.ts";
import { type DeliveryWishes, maxOperator, maxReason, type NewDirectoryEntry, type NewOptOut } from "./entry.ts";
import { entryMailboxes, type MailboxesProblem } from "./entry-mailboxes.ts";
import { endOfDay } from "./expiry.ts";
import type { KeyProblem } from "./key-problem.ts";
import { type EntryKey, parseEntryKey } from "./parse-entry-key.ts";
import type { TableRow } from "./table-row.ts";

/** Why something in a file can't be taken. */
export type RowProblemCode =
	| MailboxesProblem
	| "no-header"
	| "column-missing"
	| "column-twice"
	| "column-unknown"
	| "broken-quote"
	| "too-many-cells"
	| "not-a-key"
	| "kind-differs"
	| "too-long"
	| "address-in-text"
	| "not-yes-or-no"
	| "not-a-language"
	| `pgp-${KeyProblem}`
	| "not-a-day"
	| "day-past"
	| "key-twice";

/** A place in the file, without what stands there. */
export interface RowProblem {
	/** 1-based. */
	readonly line: number;
	/** Name of the column; null for the row as a whole. */
	readonly column: string | null;
	readonly code: RowProblemCode;
}

/** An entry as a file has it; `author` is what the file says, empty when it says nothing. */
export type ContactDraft = Omit<NewDirectoryEntry, "createdAt">;
/** The same as its row has it: how mail is wanted only as far as the file has columns for it, and the keys as they were given. */
export interface ContactRow extends Omit<ContactDraft, keyof DeliveryWishes>, Partial<DeliveryWishes> {
	/** 1-based. */
	readonly line: number;
}
export type OptOutDraft = Omit<NewOptOut, "createdAt">;

/** Either drafts without a problem, or problems: of a file with a problem nothing is taken. */
export interface ReadEntries<D> {
	readonly drafts: readonly D[];
	readonly problems: readonly RowProblem[];
}

/** Gives the cell of a column, one line, without the mark of a formula; notes what is wrong with it. */
interface Row {
	readonly line: number;
	has(column: string): boolean;
	cell(column: string): string;
	/** The cell as it stands. */
	raw(column: string): string;
	/** Notes the problem and gives null. */
	wrong(column: string, code: RowProblemCode): null;
}

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");
const named = (cell: string) => plainLine(cell).toLowerCase();

function headerProblems(header: TableRow, columns: readonly string[], required: readonly string[]): RowProblem[] {
	const { line } = header;
	const found = header.cells.map(named);
	const known = new Set(columns);
	const twice = found.filter((name, at) => known.has(name) && found.indexOf(name) !== at);
	const unknown = header.cells.map(plainLine).filter((name) => name !== "" && !known.has(name.toLowerCase()));
	return [
		...required
			.filter((name) => !found.includes(name))
			.map((column) => ({ line, column, code: "column-missing" }) as const),
		...twice.map((column) => ({ line, column, code: "column-twice" }) as const),
		...unknown.map((column) => ({ line, column: column.slice(0, 40), code: "column-unknown" }) as const),
	];
}

interface Sheet<D> {
	readonly columns: readonly string[];
	readonly required: readonly string[];
	/** Null when the row has a problem, which it noted. */
	read(row: Row): D | null;
}

function readSheet<D extends EntryKey>(
	rows: readonly TableRow[],
	{ columns, required, read }: Sheet<D>,
): ReadEntries<D> {
	const [header, ...body] = rows.filter(({ cells }) => !isBlank(cells));
	if (header === undefined) return { drafts: [], problems: [{ line: 1, column: null, code: "no-header" }] };
	const problems = headerProblems(header, columns, required);
	if (problems.length > 0) return { drafts: [], problems };
	const places = new Map(header.cells.map((cell, at) => [named(cell), at]));
	const drafts = new Map<string, D>();
	for (const { cells, line, broken } of body) {
		const wrong = (column: string | null, code: RowProblemCode) => {
			problems.push({ line, column, code });
			return null;
		};
		if (broken) wrong(null, "broken-quote");
		else if (!isBlank(cells.slice(header.cells.length))) wrong(null, "too-many-cells");
		else {
			const raw = (column: string) => cells[places.get(column) ?? -1] ?? "";
			const cell = (column: string) => unguard(plainLine(raw(column)));
			const has = (column: string) => places.has(column);
			const draft = read({ line, has, raw, cell, wrong });
			const key = `${draft?.kind} ${draft?.value}`;
			if (draft !== null && drafts.has(key)) wrong(columns[0] as string, "key-twice");
			if (draft !== null) drafts.set(key, draft);
		}
	}
	return { drafts: problems.length === 0 ? [...drafts.values()] : [], problems };
}

const yes = new Set(["yes", "y", "ja", "j", "true", "waar", "1", "x"]);
const no = new Set(["", "no", "n", "nee", "false", "onwaar", "0"]);

function readKey({ cell, wrong }: Row, column: string): EntryKey | null {
	const key = parseEntryKey(cell(column));
	if (key === null) return wrong(column, "not-a-key");
	const kind = cell("kind").toLowerCase();
	return kind === "" || kind === key.kind ? key : wrong("kind", "kind-differs");
}

function readText({ cell, wrong }: Row, column: string, maxLength: number): string | null {
	const text = cell(column);
	if (text === "") return wrong(column, "missing");
	return text.length > maxLength ? wrong(column, "too-long") : text;
}

/** `2027-01-31`, as Dutch spreadsheets make of it `31-1-2027`, or a moment. */
function readMoment(text: string): Instant | null {
	const dutch = /^(\d{1,2})-(\d{1,2})-(\d{4})$/.exec(text);
	if (dutch !== null) {
		const [, day = "", month = "", year = ""] = dutch;
		return endOfDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
	}
	const moment = /^\d{4}-\d{2}-\d{2}T.*Z$/.test(text) ? new Date(text) : null;
	if (moment === null || Number.isNaN(moment.getTime())) return endOfDay(text);
	return moment.toISOString() === text ? text : null;
}

/** Null = no end; undefined = a problem, which is noted. */
function readUntil({ cell, wrong }: Row, now: Instant): Instant | null | undefined {
	const text = cell("until");
	if (text === "") return null;
	const moment = readMoment(text);
	if (moment !== null && moment > now) return moment;
	wrong("until", moment === null ? "not-a-day" : "day-past");
	return undefined;
}

const maxAuthor = 200;
const authorOf = ({ cell }: Row) => cell("author").slice(0, maxAuthor);

/** Null when the row has a problem, which it noted. */
function readYesNo({ cell, wrong }: Row, column: string): boolean | null {
	const answer = cell(column).toLowerCase();
	return yes.has(answer) ? true : no.has(answer) ? false : wrong(column, "not-yes-or-no");
}

/** The columns that the file has; null when the row has a problem, which it noted. */
function readWishes(row: Row): Partial<DeliveryWishes> | null {
	const { has, cell, raw, wrong } = row;
	const xarf = readYesNo(row, "xarf");
	const named = cell("language").toLowerCase();
	const language = named === "nl" || named === "en" ? named : null;
	const known = language !== null || named === "";
	if (!known) wrong("language", "not-a-language");
	if (xarf === null || !known) return null;
	const pgpKey = raw("pgp_key").trim();
	return {
		...(has("xarf") ? { xarf } : {}),
		...(has("language") ? { language } : {}),
		...(has("pgp_key") ? { pgpKey: pgpKey === "" ? null : pgpKey } : {}),
	};
}

function readContact(row: Row, now: Instant): ContactRow | null {
	const { cell, wrong, line } = row;
	const key = readKey(row, "for");
	const kind = key?.kind === "mailbox" ? wrong("for", "not-a-key") : (key?.kind ?? null);
	const named = readText(row, "operator", maxOperator);
	const operator = named !== null && addressesIn(named).length > 0 ? wrong("operator", "address-in-text") : named;
	const typed = entryMailboxes(cell("mailboxes"));
	const mailboxes = typeof typed === "string" ? wrong("mailboxes", typed) : typed;
	const forwarder = readYesNo(row, "forwarder");
	const reason = readText(row, "reason", maxReason);
	const expiresAt = readUntil(row, now);
	const wishes = readWishes(row);
	if (wishes === null || key === null || kind === null || operator === null || mailboxes === null) return null;
	if (forwarder === null || reason === null || expiresAt === undefined) return null;
	const { value } = key;
	return { kind, value, operator, mailboxes, forwarder, reason, expiresAt, author: authorOf(row), ...wishes, line };
}

function readOptOut(row: Row, now: Instant): OptOutDraft | null {
	const key = readKey(row, "who");
	const reason = readText(row, "reason", maxReason);
	const expiresAt = readUntil(row, now);
	if (key === null || reason === null || expiresAt === undefined) return null;
	return { ...key, reason, expiresAt, author: authorOf(row) };
}

/**
 * Reads the directory from the rows of a file, the header first; columns in any order and case. `created` is not read. Keys are not
 * looked at.
 */
export function readContactsCsv(rows: readonly TableRow[], now: Instant): ReadEntries<ContactRow> {
	const required = ["for", "operator", "mailboxes", "reason"];
	return readSheet(rows, { columns: contactColumns, required, read: (row) => readContact(row, now) });
}

/** The same for the opt-outs. */
export function readOptOutsCsv(rows: readonly TableRow[], now: Instant): ReadEntries<OptOutDraft> {
	return readSheet(rows, { columns: optOutColumns, required: ["who", "reason"], read: (row) => readOptOut(row, now) });
}
