const quoteMarks =
	/^(?:-{2,}\s*(?:original message|oorspronkelijk bericht|forwarded message|doorgestuurd bericht|ursprüngliche nachricht|message d'origine)|_{10,}\s*$|(?:from|van|von|de)\s*:\s.*@|(?:on|op|am|le)\s.{4,200}\s(?:wrote|schreef|schrieb|a écrit)\s.{0,80}:?\s*$|(?:on|op|am|le)\s.{4,200}(?:wrote|schreef|het volgende geschreven|schrieb|a écrit)\s*:)/i;
const maxLine = 1_000;

/** What the writer of a mail says, without what is quoted below or between it: at most 4,000 characters. */
export function ownWords(text: string): string {
	const own: string[] = [];
	let length = 0;
	for (const line of text.split(/\r?\n/)) {
		const shown = line.slice(0, maxLine);
		if (quoteMarks.test(shown.trim()) || length > 4_000) break;
		if (shown.startsWith(">")) continue;
		own.push(shown);
		length += shown.length;
	}
	return own.join("\n").slice(0, 4_000);
}
