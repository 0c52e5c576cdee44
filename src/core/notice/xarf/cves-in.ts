/** The CVE ids in a text, in capitals, each once, in order of appearance. */
export function cvesIn(text: string): string[] {
	return [...new Set(Array.from(text.matchAll(/(?<![\w-])CVE-\d{4}-\d{4,19}(?!\w)/gi), ([id]) => id.toUpperCase()))];
}
