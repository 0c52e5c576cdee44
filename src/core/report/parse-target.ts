import { parseAddress, parseIpv4 } from "./parse-address.ts";
import { parseHost } from "./parse-host.ts";
import { looksLikeUrl, parseUrl } from "./parse-url.ts";
import type { ProblemReason } from "./problem.ts";
import { addressBits, networkRange, renderAddress, renderRange } from "./range.ts";
import type { AddressRange, Target } from "./target.ts";

export type ParsedTarget =
	| {
			readonly ok: true;
			readonly target: Target;
			/** The port that stood with an address or a host (`192.0.2.1:443`), or null. A URL keeps its port in its text. */
			readonly port: number | null;
	  }
	| { readonly ok: false; readonly reason: ProblemReason };

/** Wider networks and ranges than this are a mistake, or nobody's in particular: IPv4 /8, IPv6 /16. */
const widest = { 4: 1n << 24n, 6: 1n << 112n } as const;

/**
 * Reads one target as it stands in a report: an address, network, range (`a-b`), URL or host name, also with a port
 * (`192.0.2.1:443`, `[2001:db8::1]:443`) and defanged (`192[.]0[.]2[.]1`, `hxxp://`). Surrounding spaces don't count.
 * Strict by design: what programs read in different ways is a problem with its reason, never a guess at somebody's network.
 * A range that is exactly a network is given as that network, and a network of one address as that address.
 */
export function parseTarget(text: string): ParsedTarget {
	const value = parseIpv4(text);
	if (typeof value === "number") {
		const first = BigInt(value);
		return { ok: true, target: { kind: "address", text, range: { version: 4, first, last: first } }, port: null };
	}
	const plain = refang(text.trim());
	if (plain === "") return { ok: false, reason: "empty-target" };
	if (looksLikeUrl(plain)) {
		const url = parseUrl(plain);
		return url.ok ? { ...url, port: null } : url;
	}
	if (plain.length > 1024) return { ok: false, reason: "too-long" };
	return parseRangeText(plain) ?? parseHostText(plain);
}

/** Undoes the usual ways to write a target so that nobody clicks on it. */
function refang(text: string): string {
	if (!/[[({]|^(?:hxxps?|fxp)/i.test(text)) return text;
	return text
		.replace(/\[(?:\.|dot)\]|\((?:\.|dot)\)|\{(?:\.|dot)\}/gi, ".")
		.replace(/\[:\/\/\]/g, "://")
		.replace(/\[:\]/g, ":")
		.replace(/^hxxp(s?):\/\//i, "http$1://")
		.replace(/^fxp:\/\//i, "ftp://");
}

/** Null when the text is not made of addresses, so that it may be a host name. */
function parseRangeText(text: string): ParsedTarget | null {
	if (text.startsWith("[")) return parseBracketed(text);
	const span = /^([\d.]+|[\da-f.:%]*:[\da-f.:%]*)\s*[-–]\s*([\d.]+|[\da-f.:%]*:[\da-f.:%]*)$/i.exec(text);
	if (span !== null) return parseSpan(span[1] as string, span[2] as string);
	const slash = text.indexOf("/");
	if (slash >= 0) return parseNetwork(text.slice(0, slash), text.slice(slash + 1));
	const colon = text.indexOf(":");
	if (colon >= 0 && colon === text.lastIndexOf(":")) return parseWithPort(text.slice(0, colon), text.slice(colon + 1));
	if (colon < 0 && !/^[\d.]+$/.test(text)) return null;
	const address = parseAddress(text);
	return address.ok ? found(address.range, null) : address;
}

function parseBracketed(text: string): ParsedTarget {
	const match = /^\[([^\]]*:[^\]]*)\](?::(.*))?$/.exec(text);
	if (match === null) return { ok: false, reason: "not-a-target" };
	const address = parseAddress(match[1] as string);
	if (!address.ok) return address;
	const port = match[2] === undefined ? null : parsePort(match[2]);
	return port === undefined ? { ok: false, reason: "not-a-target" } : found(address.range, port);
}

function parseWithPort(hostText: string, portText: string): ParsedTarget {
	const port = parsePort(portText);
	if (port === undefined) return { ok: false, reason: "not-a-target" };
	if (/^[\d.]+$/.test(hostText)) {
		const address = parseAddress(hostText);
		return address.ok ? found(address.range, port) : address;
	}
	const host = parseHost(hostText);
	return host.ok ? { ok: true, target: { kind: "host", text: host.host, host: host.host }, port } : host;
}

/** 0–65535 without leading zeros, else null. */
export function parsePort(text: string): number | undefined {
	if (!/^(?:0|[1-9]\d{0,4})$/.test(text)) return undefined;
	const port = Number(text);
	return port <= 65535 ? port : undefined;
}

function parseNetwork(addressText: string, prefixText: string): ParsedTarget {
	const address = parseAddress(addressText.trim());
	if (!address.ok) return address;
	if (!/^(?:0|[1-9]\d{0,2})$/.test(prefixText)) return { ok: false, reason: "bad-prefix" };
	const { version, first } = address.range;
	// The prefix of an IPv4-mapped network counts the 96 bits before the IPv4 address.
	const prefix = Number(prefixText) - (addressText.includes(":") && version === 4 ? 96 : 0);
	if (prefix < 0 || prefix > addressBits(version)) return { ok: false, reason: "bad-prefix" };
	const range = networkRange(version, first, prefix);
	return range === null ? { ok: false, reason: "host-bits-set" } : found(range, null);
}

function parseSpan(firstText: string, lastText: string): ParsedTarget {
	const first = parseAddress(firstText);
	if (!first.ok) return first;
	if (/^\d{1,3}$/.test(lastText)) return { ok: false, reason: "short-form" };
	const last = parseAddress(lastText);
	if (!last.ok) return last;
	if (first.range.version !== last.range.version) return { ok: false, reason: "not-a-target" };
	if (first.range.first > last.range.first) return { ok: false, reason: "reversed-range" };
	return found({ ...first.range, last: last.range.first }, null);
}

function parseHostText(text: string): ParsedTarget {
	const host = parseHost(text);
	return host.ok ? { ok: true, target: { kind: "host", text: host.host, host: host.host }, port: null } : host;
}

function found(range: AddressRange, port: number | null): ParsedTarget {
	if (range.first === range.last) {
		const text = renderAddress(range.version, range.first);
		return { ok: true, target: { kind: "address", text, range }, port };
	}
	if (range.last - range.first >= widest[range.version]) return { ok: false, reason: "too-wide" };
	const text = renderRange(range);
	return { ok: true, target: { kind: text.includes("-") ? "range" : "network", text, range }, port };
}
