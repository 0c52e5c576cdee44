import type { ProblemReason } from "./problem.ts";

export type ParsedHost =
	| { readonly ok: true; readonly host: string }
	| { readonly ok: false; readonly reason: ProblemReason };

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const topLabel = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$/;

/**
 * Reads a host name: at least two labels, at most 253 characters (RFC 1123 section 2.1, RFC 1035 section 2.3.4), the
 * underscore that real reverse names have, one trailing dot dropped. Gives it in lower case with A-labels (RFC 5890).
 */
export function parseHost(text: string): ParsedHost {
	if (text.length > 1024) return { ok: false, reason: "too-long" };
	const ascii = /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : toAscii(text);
	const host = ascii.endsWith(".") ? ascii.slice(0, -1) : ascii;
	if (host === "") return { ok: false, reason: "not-a-target" };
	const labels = host.split(".");
	const top = labels.at(-1) as string;
	if (!labels.every((part) => label.test(part) || (part.length > 63 && /^[a-z0-9_-]+$/.test(part)))) {
		return { ok: false, reason: "not-a-target" };
	}
	if (host.length > 253 || labels.some((part) => part.length > 63)) return { ok: false, reason: "too-long" };
	if (labels.length < 2) return { ok: false, reason: "single-label-host" };
	return topLabel.test(top) ? { ok: true, host } : { ok: false, reason: "not-a-target" };
}

/** UTS #46 by the platform's own URL parser; empty when it is no host name. */
function toAscii(text: string): string {
	// Anything that a URL would read as more than a host must not reach the parser.
	if (!/^[\p{L}\p{M}\p{N}.\-_。．｡\u200c\u200d]+$/u.test(text)) return "";
	try {
		return new URL(`http://${text}/`).hostname;
	} catch {
		return "";
	}
}
