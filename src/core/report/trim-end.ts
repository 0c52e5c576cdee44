/** `text` without the `marks` at its end, in linear time: `/[marks]+$/` tries again at each mark and takes quadratic. */
export function trimEnd(text: string, marks: string): string {
	let end = text.length;
	while (end > 0 && marks.includes(text.charAt(end - 1))) end -= 1;
	return text.slice(0, end);
}
