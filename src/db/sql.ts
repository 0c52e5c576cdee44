/** A row by column name. */
export type SqlRow = Record<string, unknown>;

/** Plain SQL on an open database, round Prisma: for rows by the thousand, locks, and the job queue. */
export interface Sql {
	/** Rows that one statement may write. Embedded, a statement holds up everything else in the process while it runs. */
	readonly rowsAtOnce: number;
	/** One statement with positional values; or, with none, a script, whose last rows it gives. */
	query(sql: string, values: readonly unknown[]): Promise<SqlRow[]>;
	/** Runs `work` in one transaction (READ COMMITTED); rolled back when it throws. */
	transaction<T>(work: (tx: Pick<Sql, "query">) => Promise<T>): Promise<T>;
}

/**
 * A script of the form `BEGIN; … COMMIT;` without those two words, else null. Run in a real transaction instead, a
 * script that fails half-way leaves no connection behind in an aborted one.
 */
export function transactionBody(script: string): string | null {
	return /^\s*BEGIN;([\s\S]*?);?\s*COMMIT;\s*$/.exec(script)?.[1] ?? null;
}
