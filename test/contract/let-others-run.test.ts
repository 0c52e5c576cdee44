import { expect, test } from "vitest";
import { openTestDatabase } from "../support/test-database.ts";

test("a long row of queries on PGlite lets timers run in between", async () => {
	const database = await openTestDatabase();
	let ticks = 0;
	const timer = setInterval(() => ticks++, 1);
	try {
		for (let index = 0; index < 100; index++) await database.sqlExecutor("select $1::int as x", [index]);
		const afterSql = ticks;
		expect(afterSql).toBeGreaterThan(3);
		for (let index = 0; index < 100; index++) await database.threads.panels("none");
		expect(ticks - afterSql).toBeGreaterThan(3);
	} finally {
		clearInterval(timer);
		await database.close();
	}
});
