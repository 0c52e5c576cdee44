/** 0x80–0x9F of windows-1252 (WHATWG Encoding Standard, index-windows-1252); the rest equals Latin-1. */
const upper =
	"\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
	"\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** Decodes windows-1252. Own table because Node 20's `TextDecoder("windows-1252")` decodes Latin-1. */
export function decodeWindows1252(bytes: Buffer): string {
	const text = bytes.toString("latin1");
	return text.replace(/[\x80-\x9f]/g, (char) => upper.charAt(char.charCodeAt(0) - 0x80));
}
