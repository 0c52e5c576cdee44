import type { LookupBudgets } from "../ports/lookup-budget.ts";
import type { Sql } from "./sql.ts";

/** Budgets as rows; one statement takes and checks, so that processes that ask at once never take too much together. */
export function createLookupBudgets(sql: Sql): LookupBudgets {
	return {
		async take(name, day, { count, limit }) {
			if (count > limit) return false;
			const [row] = await sql.query(
				`insert into lookup_budgets as b (source, day, used) values ($1, $2::date, $3)
				on conflict (source, day) do update set used = b.used + excluded.used where b.used + excluded.used <= $4::bigint
				returning used`,
				[name, day, count, limit],
			);
			if (row === undefined) return false;
			// The first of a day or a minute clears what is over, so that nobody need think of it.
			if (Number(row.used) === count) await sql.query("delete from lookup_budgets where day < $1::date", [day]);
			return true;
		},
	};
}
