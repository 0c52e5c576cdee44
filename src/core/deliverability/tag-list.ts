/**
 * Reads `tag=value; tag=value` (RFC 6376 section 3.2; RFC 7489 section 6.4 takes the same form), with white space round the parts left out. Names in
 * lower case. Null when a part has no `=`, a name is not one, or a name stands twice.
 */
export function parseTagList(text: string): ReadonlyMap<string, string> | null {
	const tags = new Map<string, string>();
	const parts = text.split(";").map((part) => part.trim());
	if (parts.at(-1) === "") parts.pop();
	for (const part of parts) {
		const equals = part.indexOf("=");
		const name = part.slice(0, Math.max(equals, 0)).trim().toLowerCase();
		if (!/^[a-z][a-z0-9_]*$/.test(name) || tags.has(name)) return null;
		tags.set(name, part.slice(equals + 1).trim());
	}
	return tags;
}
