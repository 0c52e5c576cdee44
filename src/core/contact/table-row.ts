/** One record of a table that was read from a file. */
export interface TableRow {
	readonly cells: readonly string[];
	/** 1-based line where it begins. */
	readonly line: number;
	/** Its quotes don't match; `cells` is then the one line as it stands. */
	readonly broken: boolean;
}
