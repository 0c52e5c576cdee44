import { type MailboxToken, mailboxTokens } from "./mailbox-tokens.ts";

const atext = /^[A-Za-z0-9#$&'*+=?^_`{}~-]+(?:\.[A-Za-z0-9#$&'*+=?^_`{}~-]+)*$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * Whether `text` is exactly one mailbox that may stand in an SMTP envelope: a dot-string local part of at most 64
 * octets, `@`, and a domain name of at least two labels, at most 254 octets in all (RFC 5321, 4.1.2 and 4.5.3.1).
 * No display name, quoted local part, address literal, or character outside ASCII. Stricter than the RFC in four characters
 * of the local part that some mailers act on: `%` and `!` (another host to relay to: `user%elsewhere@host`,
 * `host!user@relay`), `/` and `|` (a file, a program).
 */
export function isAddrSpec(text: string): boolean {
	if (text.length > 254) return false;
	const at = text.lastIndexOf("@");
	if (at < 1 || at > 64 || !atext.test(text.slice(0, at))) return false;
	const labels = text.slice(at + 1).split(".");
	return labels.length > 1 && labels.every((part) => label.test(part)) && !/\.\d+$/.test(text);
}

/** Of the odd characters only those that real mailboxes of registries have (`r&d@`, `o'brien@`, `abuse+nl@`). */
const plainLocal = /^[A-Za-z0-9_][A-Za-z0-9._+&'-]*$/;
const isReadable = (word: string) => isAddrSpec(word) && plainLocal.test(word.slice(0, word.lastIndexOf("@")));

/** The mailbox with its domain in lower case; the local part stays as written (RFC 5321, 2.4). */
function withLowerDomain(mailbox: string): string {
	const at = mailbox.lastIndexOf("@");
	return mailbox.slice(0, at) + mailbox.slice(at).toLowerCase();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
const control = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/;
/** Characters that change the order in which others are shown: a volunteer would not see what is mailed. */
const reordering = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** Marks at the edge of a word that are none of it: brackets, typographic quotes, characters without width. */
const around = /^[[“”„‘’«»\u200b-\u200d\u2060\ufeff]+|[\]“”„‘’«»:!?\u200b-\u200d\u2060\ufeff]+$/g;
const prefix = /^(?:mailto|e-?mail|mail|abuse|abuse-mailbox|abuse-c|contact):/i;

/** The mailboxes that one word is: itself, or several joined by `/` or `|`, each whole. */
function mailboxesIn(word: string): string[] {
	const bare = word.replace(/\.+$/, "").replace(around, "");
	const unmarked = /^'([^']*)'$/.exec(bare)?.[1] ?? bare;
	const mailbox = (/^mailto:/i.test(unmarked) ? unmarked.replace(/\?.*$/, "") : unmarked).replace(prefix, "");
	if (isReadable(mailbox)) return [mailbox];
	const parts = mailbox.split(/[/|]/);
	return parts.length > 1 && parts.every(isReadable) ? parts : [];
}

/** `a@example.co,uk`, `a@example.co. uk`, `a@example .nl`: a slip; what stands in one piece is another domain than was meant. */
function isCutOff(next: MailboxToken | undefined, afterNext: MailboxToken | undefined, word: MailboxToken): boolean {
	if (next === undefined) return false;
	if (next.kind === "separator") return next.glued && afterNext?.glued === true && /^[a-z]{2,}$/i.test(afterNext.text);
	return word.text.endsWith(".") || /^[.@]/.test(next.text);
}

/** `name <mailbox>` speaks for what is inside the angle brackets only; what touches them from behind makes it unreadable. */
function inAngles(entry: readonly MailboxToken[]): string[] {
	return entry.flatMap(({ kind, text }, at) => {
		const next = entry[at + 1];
		const touched = next?.glued === true && next.kind === "word" && !/^[.:!?'"\]]+$/.test(next.text);
		return kind === "angle" && !touched ? mailboxesIn(text) : [];
	});
}

/** The readable mailboxes in order, entry by entry of the list, as they are written. */
function inTokens(tokens: readonly MailboxToken[]): string[] {
	const mailboxes: string[] = [];
	for (let from = 0; from < tokens.length; ) {
		const found = tokens.findIndex(({ kind }, at) => at >= from && kind === "separator");
		const to = found < 0 ? tokens.length : found;
		const entry = tokens.slice(from, to);
		if (entry.some(({ kind }) => kind === "angle")) mailboxes.push(...inAngles(entry));
		else {
			for (const [at, word] of entry.entries()) {
				const [next, afterNext] = [tokens[from + at + 1], tokens[from + at + 2]];
				if (!isCutOff(next, afterNext, word)) mailboxes.push(...mailboxesIn(word.text));
			}
		}
		from = to + 1;
	}
	return mailboxes;
}

/**
 * The mailboxes in a registry's value, in order, each an `isAddrSpec` with a lower-case domain, no duplicates. Reads
 * what registries hold in practice: `a@x.nl <a@x.nl>`, lists with commas, semicolons, slashes or blanks, `(preferred)`, a
 * trailing comma, `mailto:`. Never invents one: each result stands in the value as written. Not read are quoted local
 * parts, words that are spelled out (`[at]`), domains that are not in ASCII, local parts with odd characters, anything that
 * is only a part of a word, and a value with a line break, another control character or marks that turn text around.
 * Empty when nothing is readable.
 */
export function parseMailboxes(raw: string): string[] {
	if (raw.length > 4096 || control.test(raw) || reordering.test(raw)) return [];
	const written = isReadable(raw) ? [raw] : inTokens(mailboxTokens(raw));
	const mailboxes = new Map<string, string>();
	for (const mailbox of written) {
		const key = mailbox.toLowerCase();
		if (!mailboxes.has(key)) mailboxes.set(key, withLowerDomain(mailbox));
	}
	return [...mailboxes.values()];
}

/** The identity of an operator: its mailboxes in lower case, sorted, each once, joined by `,`. Empty without mailboxes. */
export function operatorKey(mailboxes: readonly string[]): string {
	return [...new Set(mailboxes.map((mailbox) => mailbox.toLowerCase()))].sort().join(",");
}
