import { parseAddress } from "./parse-address.ts";
import { parseHost } from "./parse-host.ts";
import type { ProblemReason } from "./problem.ts";
import { renderAddress } from "./range.ts";
import type { AddressRange, Target } from "./target.ts";

export type ParsedUrl =
	| { readonly ok: true; readonly target: Target }
	| { readonly ok: false; readonly reason: ProblemReason };

const schemes = /^(?:https?|ftp):\/\//i;
const maxUrl = 2048;

/** Whether a text is meant as a URL that `parseUrl` reads. */
export function looksLikeUrl(text: string): boolean {
	return schemes.test(text);
}

/**
 * Reads an http, https or ftp URL. The text it gives is the WHATWG serialisation without user name and password.
 * The host is judged by our own strict parsers on what was written: the URL standard itself reads `http://010.0.0.1/` as 8.0.0.1.
 */
export function parseUrl(text: string): ParsedUrl {
	if (text.length > maxUrl) return { ok: false, reason: "too-long" };
	// biome-ignore lint/suspicious/noControlCharactersInRegex: the URL standard drops these silently, also inside a host
	if (/[\x00-\x20\x7f]/.test(text) || !URL.canParse(text)) return refuse(text);
	const url = new URL(text);
	const written = writtenHost(text);
	const range = writtenRange(written);
	if (typeof range === "string") return { ok: false, reason: range };
	if (range !== null) return addressUrl(url, range);
	const host = parseHost(written);
	if (!host.ok) return host;
	url.hostname = host.host;
	return { ok: true, target: { kind: "url", text: plainText(url), host: host.host, range: null } };
}

function addressUrl(url: URL, range: AddressRange): ParsedUrl {
	const host = renderAddress(range.version, range.first);
	url.hostname = range.version === 4 ? host : `[${host}]`;
	return { ok: true, target: { kind: "url", text: plainText(url), host, range } };
}

/** Tells why the platform refuses a URL, as far as its host says so. */
function refuse(text: string): ParsedUrl {
	const range = writtenRange(writtenHost(text));
	return { ok: false, reason: typeof range === "string" ? range : "not-a-target" };
}

/** The host as it stands in the text: after the last `@` of the authority, without port. */
function writtenHost(text: string): string {
	const rest = text.slice(text.indexOf("//") + 2).replace(/^[/\\]+/, "");
	const end = rest.search(/[/\\?#]/);
	const authority = end < 0 ? rest : rest.slice(0, end);
	const host = authority.slice(authority.lastIndexOf("@") + 1);
	return host.startsWith("[") ? host.replace(/\]:\d*$/, "]") : host.replace(/:\d*$/, "");
}

/** The address that a host is, null when it is a name, or why it is neither. */
function writtenRange(host: string): AddressRange | null | ProblemReason {
	const bracketed = host.startsWith("[") && host.endsWith("]");
	if (!bracketed && !/^[\d.]+$/.test(host)) return null;
	const address = parseAddress(bracketed ? host.slice(1, -1) : host);
	if (!address.ok) return address.reason;
	return bracketed && !host.includes(":") ? "not-a-target" : address.range;
}

function plainText(url: URL): string {
	url.username = "";
	url.password = "";
	return url.href;
}
