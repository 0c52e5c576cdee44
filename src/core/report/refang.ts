/** Spellings that keep an address from being clickable, and what they stand for; in this order. */
const refangs: readonly (readonly [RegExp, string])[] = [
	[/[\u3002\uff61\u2024]/g, "."],
	[/\s?[[({<]\s?(?:\.|dot|punt)\s?[\])}>]\s?/gi, "."],
	[/\[\s?:\s?\]/g, ":"],
	[/\[\s?:?\/\/\s?\]/g, "://"],
	[/(?<=\w)\\\.(?=\w)/g, "."],
	[/\[\s?(?:at|@)\s?\]/gi, "@"],
	[/\b(h)(?:xx|\*\*)p(s?)(?=:\/\/)/gi, "$1ttp$2"],
	[/(?<=\d) dot (?=\d)/gi, "."],
];
/** What every text has that one of `refangs` would change. Nearly none has it, and this is asked of each cell of a report. */
const disguise =
	/[[({<]\s?(?:[.:/@\u3002\uff61\u2024]|dot|punt|at)|\\\.|h(?:xx|\*\*)ps?:|\d dot \d|[\u3002\uff61\u2024]/i;
/** RFC 3986 section 2.1, for what shows. */
const percentEncoded = /%([2-6][\da-f]|7[\da-e])/gi;
const ignorable = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Undoes defanged spellings (`192[.]0[.]2[.]1`, `hxxp://`, `example(dot)nl`), percent-encoding, full-width forms and characters
 * that show nothing, so that what is found in the result is what a reader would read. An encoded space becomes a plus sign, so
 * that a URL stays one word. Text without any of those comes back as it is. Takes linear time.
 */
export function refang(text: string): string {
	// The ellipsis would become three dots.
	let plain = /[^\x20-\x7e\n]/.test(text)
		? text.replace(/[^…]+/g, (run) => run.normalize("NFKC")).replace(ignorable, "")
		: text;
	if (plain.includes("%")) plain = plain.replace(percentEncoded, (_, code: string) => decode(code));
	if (!disguise.test(plain)) return plain;
	for (const [pattern, replacement] of refangs) plain = plain.replace(pattern, replacement);
	return plain;
}

function decode(code: string): string {
	return code === "20" ? "+" : String.fromCharCode(Number.parseInt(code, 16));
}
