import type { LookupBudgets } from "../ports/lookup-budget.ts";

/** Budgets of this process alone, where there is no store. */
export function memoryBudgets(): LookupBudgets {
	const used = new Map<string, number>();
	return {
		async take(name, day, { count, limit }) {
			const key = `${day} ${name}`;
			const total = (used.get(key) ?? 0) + count;
			if (total > limit) return false;
			used.set(key, total);
			return true;
		},
	};
}
