import type { Pool, PoolClient } from "pg";
import { type Sql, type SqlRow, transactionBody } from "./sql.ts";

/** Plain SQL on a pool of PostgreSQL connections. */
export function postgresSql(pool: Pool): Sql {
	const transaction: Sql["transaction"] = async (work) => {
		const client = await pool.connect();
		let broken: Error | undefined;
		try {
			await client.query("begin");
			const result = await work({ query: (sql, values) => run(client, sql, values) });
			await client.query("commit");
			return result;
		} catch (error) {
			// A connection that cannot even roll back is thrown away.
			await client.query("rollback").catch((fault: Error) => {
				broken = fault;
			});
			throw error;
		} finally {
			client.release(broken);
		}
	};
	return {
		rowsAtOnce: 10_000,
		query: async (sql, values) => {
			const body = values.length > 0 ? null : transactionBody(sql);
			return body === null ? run(pool, sql, values) : transaction((tx) => tx.query(body, []));
		},
		transaction,
	};
}

async function run(client: Pool | PoolClient, sql: string, values: readonly unknown[]): Promise<SqlRow[]> {
	const parameters = values.map((value) => value ?? null);
	const result = await (parameters.length > 0 ? client.query(sql, parameters) : client.query(sql));
	return (Array.isArray(result) ? result.at(-1)?.rows : result.rows) ?? [];
}
