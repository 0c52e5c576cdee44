/** The few words of a mail that are in no template: they are the same whatever a hotline says. */
export interface MailWords {
	/** A day (`2026-11-20`) in words (`20 november 2026`). */
	day(date: string): string;
	readonly columns: ListHeads;
}

/** Heads of the list's own columns. */
export interface ListHeads {
	readonly target: string;
	readonly port: string;
	readonly seen: string;
	readonly count: string;
}
