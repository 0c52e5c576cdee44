import { parseHost } from "../report/parse-host.ts";
import { isAddrSpec, parseMailboxes } from "./parse-mailboxes.ts";

/** Percent-decoded UTF-8; null when it is none. */
function decoded(text: string): string | null {
	try {
		return decodeURIComponent(text);
	} catch {
		return null;
	}
}

/** An addr-spec whose domain is an A-label name (RFC 6068, section 2: a domain in other letters is converted). */
function withAsciiDomain(mailbox: string): string {
	const at = mailbox.lastIndexOf("@");
	const host = parseHost(mailbox.slice(at + 1));
	return host.ok ? `${mailbox.slice(0, at + 1)}${host.host}` : mailbox;
}

/**
 * The recipients in a `mailto:` URI: those of its path and of `to`, `cc` and `bcc`, each percent-decoded; null for one that
 * cannot be decoded. A comma between two is not encoded (RFC 6068, section 2).
 */
function recipients(uri: string): (string | null)[] {
	const [path = "", ...query] = uri.slice("mailto:".length).replace(/#.*$/s, "").split("?");
	const fields = query.join("?").split("&");
	const named = fields.flatMap((field) => {
		const [name = "", ...value] = field.split("=");
		return ["to", "cc", "bcc"].includes(decoded(name)?.toLowerCase() ?? "") ? [value.join("=")] : [];
	});
	return [path, ...named]
		.flatMap((list) => list.split(","))
		.filter((part) => part !== "")
		.map(decoded);
}

/**
 * The mailbox that a `mailto:` URI (RFC 6068) names, an `isAddrSpec` with its domain in lower case and A-labels; a subject or
 * text that it proposes is not used. Null when it names none, several, or something that is no plain mailbox: nothing is
 * guessed and nobody is left out.
 */
export function parseMailto(uri: string): string | null {
	if (!/^mailto:/i.test(uri)) return null;
	const [mailbox, ...others] = recipients(uri);
	if (mailbox === undefined || mailbox === null || others.length > 0) return null;
	const ascii = withAsciiDomain(mailbox);
	const [read = null] = isAddrSpec(ascii) ? parseMailboxes(ascii) : [];
	return read;
}
