const atext = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
const control = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Whether `text` is exactly one mailbox that may stand in an SMTP envelope: a dot-string local part of at most 64
 * octets, `@`, and a domain name of at least two labels, at most 254 octets in all (RFC 5321, 4.1.2 and 4.5.3.1).
 * No display name, quoted local part, address literal, or character outside ASCII.
 */
export function isAddrSpec(text: string): boolean {
	if (text.length > 254) return false;
	const at = text.lastIndexOf("@");
	if (at < 1 || at > 64 || !atext.test(text.slice(0, at))) return false;
	const labels = text.slice(at + 1).split(".");
	return labels.length > 1 && labels.every((part) => label.test(part)) && !/\.\d+$/.test(text);
}

/** The mailbox with its domain in lower case; the local part stays as written (RFC 5321, 2.4). */
function withLowerDomain(mailbox: string): string {
	const at = mailbox.lastIndexOf("@");
	return mailbox.slice(0, at) + mailbox.slice(at).toLowerCase();
}

function unwrapped(token: string): string {
	const bare = token.replace(/^mailto:/i, "").replace(/[.,;:]+$/, "");
	const quoted = /^(['"])(.*)\1$/.exec(bare);
	return quoted?.[2] ?? bare;
}

/** `name <mailbox>` speaks for what is inside the angle brackets only. */
function candidates(part: string): string[] {
	const inAngles = [...part.matchAll(/(?<=<)[^<>]*(?=>)/g)].map(([inside]) => inside.trim());
	return (inAngles.length > 0 ? inAngles : part.split(/[ \t]+/)).map(unwrapped);
}

/**
 * The mailboxes in a registry's value, in order, each an `isAddrSpec` with a lower-case domain, no duplicates. Reads
 * what registries hold in practice: `a@x.nl <a@x.nl>`, lists with commas, semicolons or blanks, `(preferred)`, a trailing
 * comma. Never invents one: what is not readable is left out, a quoted local part is not mailed, and a value with a
 * line break or another control character gives nothing at all. Empty when nothing is readable.
 */
export function parseMailboxes(raw: string): string[] {
	if (control.test(raw) || raw.length > 4096) return [];
	const withoutQuotedParts = raw.replace(/"(?:[^"\\]|\\.)*"@[^\s,;<>]*/g, " ").replace(/\([^()]*\)/g, " ");
	const seen = new Set<string>();
	const mailboxes: string[] = [];
	for (const candidate of withoutQuotedParts.split(/[,;]/).flatMap(candidates)) {
		if (!isAddrSpec(candidate)) continue;
		const mailbox = withLowerDomain(candidate);
		if (seen.has(mailbox.toLowerCase())) continue;
		seen.add(mailbox.toLowerCase());
		mailboxes.push(mailbox);
	}
	return mailboxes;
}

/** The identity of an operator: its mailboxes in lower case, sorted, each once, joined by `,`. Empty without mailboxes. */
export function operatorKey(mailboxes: readonly string[]): string {
	return [...new Set(mailboxes.map((mailbox) => mailbox.toLowerCase()))].sort().join(",");
}
