import { parseMailboxes } from "./parse-mailboxes.ts";

/** What a registry's field for mailboxes holds. */
export interface MailboxField {
	/** As `Contact.mailboxes`: in order, no duplicates; empty when none is readable. */
	readonly mailboxes: readonly string[];
	/** As `Contact.unreadable`: what stands there, for a volunteer's eyes, when no mailbox is readable; null when nothing does. */
	readonly unreadable: string | null;
}

const maxLength = 200;
/** Control characters, line ends, and characters that are not seen or turn others around. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\s]+/gu;

function forReading(values: readonly string[]): string | null {
	const text = values
		.map((value) =>
			value
				.slice(0, 4 * maxLength)
				.replace(unseen, " ")
				.trim(),
		)
		.filter((value) => value !== "")
		.join(", ");
	if (text === "") return null;
	const characters = [...text];
	return characters.length <= maxLength ? text : `${characters.slice(0, maxLength - 1).join("")}…`;
}

/**
 * Reads all values of one field (the `abuse-mailbox:` lines of a role, the email properties of a vCard): the mailboxes by
 * `parseMailboxes`, and where not one is readable, the text as it stands, in one line of at most 200 characters.
 */
export function readMailboxField(values: readonly string[]): MailboxField {
	const mailboxes = new Map<string, string>();
	for (const mailbox of values.flatMap(parseMailboxes)) {
		const key = mailbox.toLowerCase();
		if (!mailboxes.has(key)) mailboxes.set(key, mailbox);
	}
	return { mailboxes: [...mailboxes.values()], unreadable: mailboxes.size === 0 ? forReading(values) : null };
}
