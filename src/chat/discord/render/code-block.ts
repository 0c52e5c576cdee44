const fence = "```";

/** What a block adds to its text. */
export const codeBlockOverhead = 2 * (fence.length + 1);

/** Three backticks would end the block: a zero-width space keeps every two from the next. Nothing else means anything in a block. */
export function keepInBlock(text: string): string {
	return text.replace(/``(?=`)/g, "``\u200b");
}

/** A block of letters of one width; `text` has been through `keepInBlock` and is not empty. */
export function codeBlock(text: string): string {
	return `${fence}\n${text}\n${fence}`;
}
