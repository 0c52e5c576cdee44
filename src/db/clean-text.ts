/**
 * Text as PostgreSQL can hold it: without NUL characters (which `text` and `jsonb` refuse) and with lone surrogates
 * (which UTF-8 cannot write) as U+FFFD. Applied to everything that came from outside.
 */
export function cleanText(text: string): string {
	return text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** The same for all strings in a JSON value, keys included. */
export function cleanJson<T>(value: T): T {
	if (typeof value === "string") return cleanText(value) as T;
	if (Array.isArray(value)) return value.map(cleanJson) as T;
	if (value === null || typeof value !== "object") return value;
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [cleanText(key), cleanJson(part)])) as T;
}
