/** The first `maxLength` UTF-16 units of a text, one less where that would leave half a character at the end. */
export function cutText(text: string, maxLength: number): string {
	const cut = text.slice(0, maxLength);
	return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
