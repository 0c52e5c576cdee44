/**
 * The rows of a CSV that we wrote ourselves (RFC 4180, comma or semicolon), for show. Not for reading reports: it forgives
 * everything.
 */
export function csvRows(text: string): string[][] {
	const firstLine = text.slice(0, text.search(/[\r\n]|$/));
	const comma = firstLine.split(";").length > firstLine.split(",").length ? ";" : ",";
	const rows: string[][] = [];
	let row: string[] = [];
	let cell = "";
	let quoted = false;
	const source = text.replace(/^\uFEFF/, "");
	for (let at = 0; at < source.length; at += 1) {
		const letter = source.charAt(at);
		if (quoted && letter === '"' && source.charAt(at + 1) === '"') {
			cell += '"';
			at += 1;
		} else if (letter === '"' && (quoted || cell === "")) quoted = !quoted;
		else if (!quoted && letter === comma) {
			row.push(cell);
			cell = "";
		} else if (!quoted && letter === "\n") {
			rows.push([...row, cell.replace(/\r$/, "")]);
			row = [];
			cell = "";
		} else cell += letter;
	}
	if (cell !== "" || row.length > 0) rows.push([...row, cell]);
	return rows.filter((each) => each.length > 1 || each[0] !== "");
}
