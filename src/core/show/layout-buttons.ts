export interface ButtonRoom {
	readonly rows: number;
	readonly inRow: number;
	/** Buttons in all rows together, the link included; default: as many as the rows hold. */
	readonly most?: number;
}

/** The rows of buttons as given, with the link at the end, or, where those are too many, put together; `left` found no room. */
export function layoutButtons<T>(
	given: readonly (readonly T[])[],
	link: readonly T[],
	{ rows, inRow, most = rows * inRow }: ButtonRoom,
): { readonly rows: readonly (readonly T[])[]; readonly left: number } {
	const buttons = given.flat();
	const kept = buttons.slice(0, most - link.length);
	const left = buttons.length - kept.length;
	const asGiven = withLink(
		given.flatMap((row) => inRows(row, inRow)),
		link,
		inRow,
	);
	return { rows: left === 0 && asGiven.length <= rows ? asGiven : inRows([...kept, ...link], inRow), left };
}

function inRows<T>(items: readonly T[], size: number): T[][] {
	const count = Math.ceil(items.length / size);
	return Array.from({ length: count }, (_, row) => items.slice(row * size, (row + 1) * size));
}

function withLink<T>(rows: readonly T[][], link: readonly T[], inRow: number): readonly (readonly T[])[] {
	const last = rows.at(-1);
	if (link.length === 0) return rows;
	if (last === undefined || last.length === inRow) return [...rows, link];
	return [...rows.slice(0, -1), [...last, ...link]];
}
