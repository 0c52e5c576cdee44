import type { PGlite, Transaction } from "@electric-sql/pglite";
import { type Sql, type SqlRow, transactionBody } from "./sql.ts";

/** Plain SQL on PGlite: one connection, so statements wait for the transaction that is under way. */
export function pgliteSql(client: PGlite): Sql {
	return {
		rowsAtOnce: 250,
		query: async (sql, values) => {
			if (values.length > 0) return one(client, sql, values);
			const body = transactionBody(sql);
			return body === null ? script(client, sql) : client.transaction((tx) => script(tx, body));
		},
		transaction: (work) =>
			client.transaction((tx) =>
				work({ query: (sql, values) => (values.length > 0 ? one(tx, sql, values) : script(tx, sql)) }),
			) as Promise<never>,
	};
}

async function one(client: PGlite | Transaction, sql: string, values: readonly unknown[]): Promise<SqlRow[]> {
	const result = await client.query<SqlRow>(
		sql,
		values.map((value) => value ?? null),
	);
	return result.rows;
}

async function script(client: PGlite | Transaction, sql: string): Promise<SqlRow[]> {
	const results = await client.exec(sql);
	return (results.at(-1)?.rows ?? []) as SqlRow[];
}
