/**
 * What is shown, free of any platform. All strings are plain text: an adapter escapes them and never reads markup in them.
 * Lengths are an adapter's business (its `limits.ts`); it shortens with `…` and says how many entries it left out.
 */
export interface Card {
	readonly tone: Tone;
	/** One line, shown bold; null for a card that is only lines. */
	readonly title: string | null;
	/** Paragraphs. */
	readonly body?: readonly string[];
	/** Label and value, two or three to a row where there is room. */
	readonly fields?: readonly Field[];
	/** A text whose line breaks and columns matter, such as a mail: shown in letters of one width, to scroll in. */
	readonly document?: string;
	readonly table?: Table;
	/** Steps: one line each, in order. */
	readonly lines?: readonly Line[];
	readonly progress?: Progress;
	readonly image?: Image;
	/** Files to take along; only ever on a card that the asker alone sees. */
	readonly files?: readonly CardFile[];
	/** Rows of buttons. */
	readonly buttons?: readonly (readonly Button[])[];
	readonly menu?: Menu;
	readonly link?: { readonly label: string; readonly url: string };
	/** Small print below. */
	readonly note?: string;
}

export type Tone = "neutral" | "busy" | "good" | "warn" | "bad";

/** A PNG. What it shows stands in `alt` too, for who cannot see it. */
export interface Image {
	readonly fileName: string;
	readonly base64: string;
	/** At most 1,000 characters. */
	readonly alt: string;
}

/** A text file (UTF-8). Holds no affected address: what it is made of has none. */
export interface CardFile {
	readonly fileName: string;
	readonly mediaType: "text/csv" | "text/plain";
	readonly text: string;
}

export interface Field {
	readonly label: string;
	readonly value: string;
}

export interface Table {
	readonly head: readonly string[];
	/** Columns (0-based) that hold numbers and are set right. */
	readonly numeric: readonly number[];
	readonly rows: readonly (readonly string[])[];
}

export interface Line {
	readonly tone: Tone;
	readonly text: string;
	/** Who or when, set apart from the text. */
	readonly detail?: string;
}

export interface Progress {
	/** `done <= total`; total 0 = not known yet. */
	readonly done: number;
	readonly total: number;
	/** Counts, rate and time left in words. */
	readonly label: string;
}

/** Something to press. `id` is `verb:case:epoch[:argument]` (`renderButtonId`), at most 100 characters. */
export interface Button {
	readonly id: string;
	readonly label: string;
	readonly style: "primary" | "plain" | "danger";
}

/** A choice of one; pressing sends `id` with the chosen value. */
export interface Menu {
	readonly id: string;
	readonly label: string;
	readonly options: readonly { readonly value: string; readonly label: string; readonly hint?: string }[];
}

/** What a modal asks. `id` as for a button. */
export interface Form {
	readonly id: string;
	readonly title: string;
	readonly intro?: string;
	readonly submit: string;
	readonly danger?: boolean;
	readonly inputs: readonly FormInput[];
}

export interface FormInput {
	readonly name: string;
	readonly label: string;
	readonly kind: "line" | "paragraph" | "file";
	readonly required: boolean;
	readonly value?: string;
	readonly hint?: string;
	/** At most this many characters; default 4,000. */
	readonly maxLength?: number;
}
