import type { Sql } from "./sql.ts";

/** A statement failed. Tells the SQLSTATE (PostgreSQL, appendix A) only: the driver's own words may quote a row. */
export class StoreFault extends Error {
	readonly code: string;
	constructor(code: string) {
		super(`the store refused a statement (SQLSTATE ${code})`);
		this.name = "StoreFault";
		this.code = code;
	}
}

/**
 * The same SQL with errors that hold nothing of the rows: an affected address must not get into a log. What the work in a transaction
 * throws itself comes through.
 */
export function discreetSql(sql: Sql): Sql {
	const quiet = <T>(work: Promise<T>): Promise<T> =>
		work.catch((fault: unknown) => {
			throw fault instanceof StoreFault ? fault : new StoreFault(sqlState(fault));
		});
	return {
		rowsAtOnce: sql.rowsAtOnce,
		query: (text, values) => quiet(sql.query(text, values)),
		async transaction(work) {
			let thrown: { readonly fault: unknown } | null = null;
			const done = sql.transaction((tx) =>
				work({ query: (text, values) => quiet(tx.query(text, values)) }).catch((fault: unknown) => {
					thrown = { fault };
					throw fault;
				}),
			);
			return done.catch((fault: unknown) => {
				if (thrown !== null) throw thrown.fault;
				return quiet(Promise.reject(fault));
			});
		},
	};
}

function sqlState(fault: unknown): string {
	const code = fault instanceof Error && "code" in fault ? fault.code : null;
	return typeof code === "string" && /^[A-Z0-9_]{1,20}$/.test(code) ? code : "unknown";
}
