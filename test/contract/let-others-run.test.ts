import { expect, test } from "vitest";
import { openTestDatabase } from "../support/test-database.ts";

/** Takes far longer than the timers that are to run in between. */
const manyQueries = 20_000;

test("a long row of queries on PGlite lets timers run in between", async () => {
	const database = await openTestDatabase();
	let ticks = 0;
	const timer = setInterval(() => ticks++, 1);
	const ticksDuring = async (query: (index: number) => Promise<unknown>): Promise<number> => {
		const before = ticks;
		for (let index = 0; index < manyQueries && ticks < before + 3; index++) await query(index);
		return ticks - before;
	};
	try {
		expect(await ticksDuring((index) => database.sqlExecutor("select $1::int as x", [index]))).toBeGreaterThanOrEqual(
			3,
		);
		expect(await ticksDuring(() => database.threads.panels("none"))).toBeGreaterThanOrEqual(3);
	} finally {
		clearInterval(timer);
		await database.close();
	}
});
