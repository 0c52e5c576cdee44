import { addressesIn } from "../report/find-addresses.ts";
import { cutText } from "./cut-text.ts";
import type { RefusalCode } from "./refusal.ts";

/** C0 and C1 controls but tab and line feed, and the bidirectional controls that can make a text read otherwise than it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * What a person typed, ready to be shown to all and written in an event: trimmed, without control characters, at most
 * `maxLength` characters. Refused when empty, or when it holds an IP address: no affected address in a thread.
 */
export function freeText(text: string, maxLength: number): string | { readonly refused: RefusalCode } {
	const clean = cutText(text.replace(/\r\n?/g, "\n").replace(unseen, "").trim(), maxLength);
	if (clean === "") return { refused: "text-missing" };
	if (addressesIn(clean).length > 0) return { refused: "address-in-text" };
	return clean;
}

/** The same for a text of one line. */
export function freeLine(text: string, maxLength: number): string | { readonly refused: RefusalCode } {
	return freeText(text.replace(/\s+/g, " "), maxLength);
}
