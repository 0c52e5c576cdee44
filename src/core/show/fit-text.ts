const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Longest character as a person sees it that is kept whole: families of emoji are about 25 units; longer ones are made to harm. */
const longestGrapheme = 64;

/** The first `maxLength` units (0 or more) at most, with no character as a person sees it cut in half. */
export function cutText(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	const { index } = graphemes
		.segment(text.slice(0, maxLength + longestGrapheme))
		.containing(maxLength) as Intl.SegmentData;
	const end = maxLength - index < longestGrapheme ? index : maxLength;
	return text.slice(0, end).replace(/[\ud800-\udbff]$/, "");
}

/** The text, or its beginning and `…`, in at most `maxLength` units (1 or more). */
export function fitText(text: string, maxLength: number): string {
	return text.length <= maxLength ? text : `${cutText(text, maxLength - 1).trimEnd()}…`;
}
