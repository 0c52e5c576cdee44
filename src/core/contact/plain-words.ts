/** `text` in lower case and without accents, to compare names that are written in several ways: `Céline` becomes `celine`. */
export function plainWords(text: string): string {
	return text
		.normalize("NFKD")
		.replace(/\p{M}+/gu, "")
		.toLowerCase()
		.replaceAll("ß", "ss")
		.replaceAll("ı", "i")
		.replaceAll("ø", "o")
		.replaceAll("ł", "l");
}
