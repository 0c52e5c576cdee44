// Exit status 0 when a PostgreSQL answers at the given URL and lets us make databases there, 1 when not.

import pg from "pg";

const client = new pg.Client({ connectionString: process.argv[2], connectionTimeoutMillis: 3000 });
try {
	await client.connect();
	const { rows } = await client.query(
		"select rolcreatedb or rolsuper as may from pg_roles where rolname = current_user",
	);
	process.exitCode = rows[0]?.may === true ? 0 : 1;
	await client.end();
} catch {
	process.exitCode = 1;
}
