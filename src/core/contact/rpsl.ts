/** One object of a registry's database (RPSL, RFC 2622 section 2): its attributes in order, names in lower case. */
export interface RpslObject {
	/** The name of the first attribute, e.g. `inetnum`. */
	readonly type: string;
	/** The value of the first attribute. */
	readonly key: string;
	readonly attributes: readonly (readonly [name: string, value: string])[];
}

/** The values of an attribute, in order; empty when the object has none. */
export function rpslValues(object: RpslObject, name: string): string[] {
	return object.attributes.filter(([attribute]) => attribute === name).map(([, value]) => value);
}

/** The first value of an attribute that is not empty, or null. */
export function rpslValue(object: RpslObject, name: string): string | null {
	return rpslValues(object, name).find((value) => value !== "") ?? null;
}

const withoutComment = (text: string) => {
	const hash = text.indexOf("#");
	return (hash < 0 ? text : text.slice(0, hash)).trim();
};

/** Reads RPSL line by line: `push` gives an object at the empty line that ends it, `end` the last one. */
export interface RpslReader {
	push(line: string): RpslObject | null;
	end(): RpslObject | null;
}

/**
 * A reader for lines without their line feed. Lines that begin with `%` or `#` are comments; a line that begins with a
 * blank, a tab or `+` continues the attribute before it; `#` ends a value. A line that is neither is left out.
 * `keep` names the attributes worth their memory; null keeps all. The first one always stays.
 */
export function rpslReader(keep: ReadonlySet<string> | null = null): RpslReader {
	let attributes: [string, string][] = [];
	let current: [string, string] | null = null;
	const end = (): RpslObject | null => {
		const [first] = attributes;
		const object = first === undefined ? null : { type: first[0], key: first[1], attributes };
		attributes = [];
		current = null;
		return object;
	};
	const push = (text: string): RpslObject | null => {
		const line = text.endsWith("\r") ? text.slice(0, -1) : text;
		if (line === "") return end();
		if (line.startsWith("%") || line.startsWith("#")) return null;
		if (/^[ \t+]/.test(line)) {
			if (current !== null) current[1] = `${current[1]} ${withoutComment(line.slice(1))}`.trim();
			return null;
		}
		const colon = line.indexOf(":");
		if (colon < 1) return null;
		const name = line.slice(0, colon).trim().toLowerCase();
		current = [name, withoutComment(line.slice(colon + 1))];
		if (keep === null || attributes.length === 0 || keep.has(name)) attributes.push(current);
		return null;
	};
	return { push, end };
}

/** All objects of a text, e.g. a whois answer. */
export function parseRpsl(text: string): RpslObject[] {
	const reader = rpslReader();
	const objects = text.split("\n").map((line) => reader.push(line));
	return [...objects, reader.end()].filter((object) => object !== null);
}
