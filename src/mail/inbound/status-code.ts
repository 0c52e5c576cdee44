/**
 * The enhanced status code (RFC 3463) in a server's words; null when there is none. One that says what is wrong goes before one that says only
 * that something is (`5.0.0`).
 */
export function statusCode(words: string): string | null {
	const codes = [...words.matchAll(/(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])/g)].map(([code]) => code);
	return codes.find((code) => !/^[245]\.0\.0$/.test(code)) ?? codes[0] ?? null;
}

/** Whether the words of a server speak of a lasting failure; null when they do not say. */
export function isLasting(words: string): boolean | null {
	const status = statusCode(words);
	if (status !== null) return status.startsWith("5");
	const reply = /(?<![\d.])([45])\d\d(?![\d.])/.exec(words);
	return reply === null ? null : reply[1] === "5";
}
