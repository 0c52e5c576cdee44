import { plainLine } from "../core/notice/plain-text.ts";
import { replaceAddresses } from "../core/report/find-addresses.ts";
import { refang } from "../core/report/refang.ts";

const maxLength = 300;
const mark = "[…]";
const host = /(?<![\w-])(?:[\w-]{1,63}\.)+[a-z][a-z0-9-]{1,62}(?![\w-])/gi;

/**
 * A server's words, fit for a log and a card: one line of at most 300 characters without control characters and reply codes. Servers
 * quote what they object to, so URLs, IP addresses and host names are replaced by `[…]`, but for those under `domains`
 * (the recipients', ours, the server's).
 */
export function redactResponse(response: string, domains: readonly string[]): string {
	const known = domains.map((domain) => domain.toLowerCase());
	const isKnown = (name: string) => known.some((domain) => name === domain || name.endsWith(`.${domain}`));
	const line = refang(plainLine(response.replace(/^\d{3}[ -]/gm, ""))).replace(/[a-z][a-z0-9+.-]*:\/\/\S+/gi, mark);
	const words = replaceAddresses(line, () => true, mark).replace(host, (name) =>
		isKnown(name.toLowerCase()) ? name : mark,
	);
	return words.length > maxLength ? `${words.slice(0, maxLength - 1)}…` : words;
}
