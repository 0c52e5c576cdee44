import { hasKnownHeader } from "../../core/report/columns.ts";

/** A row of a report by the names of its cells, in the file's order. */
export type NamedCells = ReadonlyMap<string, string>;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

const maxLevels = 6;
const maxCells = 300;
/** A feed's own record of the row (IntelMQ), which may name others in a form that nobody sees through. */
const unused = /^(?:raw|_shodan|opts|html)$/i;
/** The name of the only cell of a value that is no object. */
const valueCell = "target";

/**
 * The rows that one JSON value stands for: an object is one, or as many as it has open ports or services listed (masscan, Censys); an object that is none but holds a
 * list of objects (`{"results": [...]}`) is those; a text or a number is a target. `null` for what is no row: an array in an array, nothing.
 */
export function recordsOf(value: unknown): readonly NamedCells[] | null {
	const json = value as Json;
	if (typeof json === "string" || typeof json === "number") return [new Map([[valueCell, String(json)]])];
	if (!isObject(json)) return null;
	const own = flatten(json);
	const held = hasKnownHeader([...own.keys()]) ? null : longestList(json, 0);
	if (held === null) return perService(json);
	return held.flatMap((element) => recordsOf(element) ?? []);
}

/** A port each, where the object lists several: the rest of it counts for each of them. */
function perService(object: JsonObject): readonly NamedCells[] {
	const entry = Object.entries(object).find(([, value]) => isListOf(value, (element) => "port" in element));
	if (entry === undefined) return [flatten(object)];
	const [list, services] = entry as [string, readonly JsonObject[]];
	const { [list]: _, ...rest } = object;
	return services.map((service) => flatten({ ...rest, ...service }));
}

/** The longest list of objects that only objects stand round. */
function longestList(object: JsonObject, level: number): readonly JsonObject[] | null {
	let longest: readonly JsonObject[] | null = null;
	for (const value of Object.values(object)) {
		const found = isListOf(value, () => true)
			? (value as readonly JsonObject[])
			: isObject(value) && level < maxLevels
				? longestList(value, level + 1)
				: null;
		if (found !== null && found.length > (longest?.length ?? 0)) longest = found;
	}
	return longest;
}

/** Names of inner cells are joined with dots; lists of texts and numbers become one cell; lists of objects are left out. */
function flatten(object: JsonObject): Map<string, string> {
	const cells = new Map<string, string>();
	const add = (prefix: string, inner: JsonObject, level: number): void => {
		for (const [key, value] of Object.entries(inner)) {
			if (cells.size >= maxCells || unused.test(key)) continue;
			const name = `${prefix}${key}`;
			if (isObject(value)) {
				if (level < maxLevels) add(`${name}.`, value, level + 1);
			} else if (!Array.isArray(value)) cells.set(name, textOf(value as string | number | boolean | null));
			else if (value.length > 0 && value.every((each) => each !== null && typeof each !== "object"))
				cells.set(name, value.join(", "));
		}
	};
	add("", object, 0);
	return cells;
}

function textOf(value: string | number | boolean | null): string {
	return value === null ? "" : String(value);
}

function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf(value: Json | undefined, is: (element: JsonObject) => boolean): boolean {
	return Array.isArray(value) && value.length > 0 && value.every((each) => isObject(each) && is(each));
}
