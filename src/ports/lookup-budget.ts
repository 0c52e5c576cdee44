/**
 * What may be asked of registries in a while: counts that survive a restart and that all processes on one store share.
 * `name` says of what and, when its while is shorter than a day, of when: `ripe-personal`, `lacnic 08:12`. `day` is
 * `YYYY-MM-DD` (UTC); earlier days are forgotten.
 */
export interface LookupBudgets {
	/**
	 * Takes `count` out of what is left of `limit`; false, and nothing is taken, when less than that is left. A count of 0 only
	 * asks whether the limit was passed.
	 */
	take(name: string, day: string, use: BudgetUse): Promise<boolean>;
}

export interface BudgetUse {
	readonly count: number;
	readonly limit: number;
}
