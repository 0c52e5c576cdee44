/** Units of all texts in blocks, whatever holds them. */
export function textLength(part: unknown): number {
	if (typeof part !== "object" || part === null) return 0;
	return Object.entries(part).reduce(
		(sum, [key, value]) => sum + (key === "text" && typeof value === "string" ? value.length : textLength(value)),
		0,
	);
}
