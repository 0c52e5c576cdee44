import { maxEntryMailboxes } from "./entry.ts";
import { isAddrSpec } from "./parse-mailboxes.ts";

export type MailboxesProblem = "missing" | "bad-mailbox" | "too-many-mailboxes";

/**
 * The mailboxes that somebody typed for an entry, with commas, semicolons or blanks between: each an `isAddrSpec` with a
 * lower-case domain, each once, in order. Or why they can't be taken; nothing is left out in silence.
 */
export function entryMailboxes(typed: string): readonly string[] | MailboxesProblem {
	const words = typed.split(/[,;\s]+/).filter((word) => word !== "");
	if (words.length === 0) return "missing";
	if (!words.every(isAddrSpec)) return "bad-mailbox";
	const mailboxes = [...new Set(words.map(withLowerDomain))];
	return mailboxes.length > maxEntryMailboxes ? "too-many-mailboxes" : mailboxes;
}

function withLowerDomain(mailbox: string): string {
	const at = mailbox.lastIndexOf("@");
	return mailbox.slice(0, at) + mailbox.slice(at).toLowerCase();
}
