const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** East Asian wide and full-width letters (Unicode TR 11), and emoji that show as pictures. */
const wide =
	/[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const simple = /^[\u0020-\u02ff]*$/;

function widthOfGrapheme(grapheme: string): number {
	if (wide.test(grapheme)) return 2;
	return /^[\p{M}\p{Cf}]*$/u.test(grapheme) ? 0 : 1;
}

/** Columns that a text takes in letters of one width. */
export function textWidth(text: string): number {
	if (simple.test(text)) return text.length;
	let width = 0;
	for (const { segment } of graphemes.segment(text)) width += widthOfGrapheme(segment);
	return width;
}

/** The text, or its beginning and `…`, in at most `columns`. */
export function fitWidth(text: string, columns: number): string {
	if (textWidth(text) <= columns) return text;
	if (simple.test(text)) return `${text.slice(0, columns - 1).trimEnd()}…`;
	let width = 0;
	let kept = "";
	for (const { segment } of graphemes.segment(text)) {
		width += widthOfGrapheme(segment);
		if (width > columns - 1) break;
		kept += segment;
	}
	return `${kept.trimEnd()}…`;
}
