/**
 * Characters that show nothing or make a text read otherwise than it is: controls but tab and line feed, format characters
 * (zero-width, bidirectional, soft hyphen, tags), and the fillers that fonts draw as nothing.
 */
const unseen = /(?![\t\n])[\p{Cc}\p{Cf}\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu;
const loneSurrogate = /\p{Surrogate}/gu;

/** Text of several lines that is safe to show: line ends become LF, tabs a space, unseen characters go, ends are trimmed. */
export function plainText(text: string): string {
	return text
		.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
		.replace(/\t/g, " ")
		.replace(loneSurrogate, "\ufffd")
		.replace(unseen, "")
		.replace(/[^\S\n]+\n/g, "\n")
		.replace(/\n{3,}/g, "\n\n")
		.trim();
}

/** Words of ASCII with one space between: nearly every cell of a report, and nothing to change. */
const alreadyPlain = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** The same as one line: each run of white space is one space. Fit for a mail header or a cell; never holds CR or LF. */
export function plainLine(text: string): string {
	if (alreadyPlain.test(text)) return text;
	return plainText(text).replace(/\s+/g, " ");
}

/** `text` of at most `maxLength` characters, cut between words with `…` behind; a single word that is longer is left out whole. */
export function shortLine(text: string, maxLength: number): string {
	const line = plainLine(text);
	if (line.length <= maxLength) return line;
	const end = line.lastIndexOf(" ", maxLength - 2);
	return end <= 0 ? "…" : `${line.slice(0, end)} …`;
}
