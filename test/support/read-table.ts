/**
 * The head and the rows of a table in letters of one width, cells joined by ` | `, from its lines: one that goes on from the line above has
 * `┊` between its cells. Null for a text that is no table.
 */
export function readTable(lines: readonly string[]): readonly string[] | null {
	if (!/^─+(?:─┼─+)*$/.test(lines[1] ?? "")) return null;
	const rows: string[][] = [];
	for (const line of lines.filter((_, row) => row !== 1)) {
		const cells = line
			.replace(/[\u2068\u2069]/g, "")
			.split(/[│┊]/)
			.map((cell) => cell.trim());
		const above = line.includes("┊") ? rows.pop() : undefined;
		rows.push(above === undefined ? cells : above.map((cell, column) => `${cell} ${cells[column] ?? ""}`.trim()));
	}
	const columns = Math.max(...rows.map(({ length }) => length));
	return rows.map((cells) => Array.from({ length: columns }, (_, column) => cells[column] ?? "").join(" | "));
}
