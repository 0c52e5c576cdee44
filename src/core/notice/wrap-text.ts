/** Widest line of prose: within the 76 of quoted-printable (RFC 2045, 6.7), so that the raw mail reads well too. */
const width = 72;

/** Breaks lines between words at 72 characters; a longer word keeps its own line whole. `indent` goes before all but the first. */
export function wrapText(text: string, indent = ""): string {
	if (text.length <= width) return text;
	return text
		.split("\n")
		.map((line) => wrapLine(line, indent))
		.join("\n");
}

function wrapLine(line: string, indent: string): string {
	const lines: string[] = [];
	let current = "";
	for (const word of line.split(" ")) {
		const start = lines.length === 0 ? "" : indent;
		if (current !== "" && start.length + current.length + 1 + word.length > width) {
			lines.push(start + current);
			current = word;
		} else current = current === "" ? word : `${current} ${word}`;
	}
	lines.push((lines.length === 0 ? "" : indent) + current);
	return lines.join("\n");
}
