/** The first options that a platform takes: with a value, not too long, and none twice; `left` are the others. */
export function usableOptions<T extends { readonly value: string }>(
	options: readonly T[],
	{ count, value: longest }: { readonly count: number; readonly value: number },
): { readonly shown: readonly T[]; readonly left: number } {
	const values = new Set<string>();
	const usable = options.filter(({ value }) => {
		const fits = value !== "" && value.length <= longest && !values.has(value);
		values.add(value);
		return fits;
	});
	const shown = usable.slice(0, count);
	return { shown, left: options.length - shown.length };
}
