import type { Definitions, Schema } from "./slack-schemas.ts";

/**
 * The same schemas with every union of objects told apart by `type`, or by the key that only one of them must have. A plain `anyOf`
 * complains about all the alternatives that nobody meant.
 */
export function discriminate(definitions: Definitions): Definitions {
	const names = Object.entries(definitions);
	return Object.fromEntries(names.map(([name, schema]) => [name, mapSchema(schema, definitions) as Schema]));
}

function mapSchema(value: unknown, definitions: Definitions): unknown {
	if (Array.isArray(value)) return value.map((item: unknown) => mapSchema(item, definitions));
	if (!isSchema(value)) return value;
	const mapped = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapSchema(item, definitions)]));
	const branches = value.anyOf;
	if (!Array.isArray(branches) || !branches.every(isSchema)) return mapped;
	const inside = mapped.anyOf as readonly Schema[];
	const told = byType(branches, inside, definitions) ?? byKey(branches, inside, definitions);
	if (!told) return mapped;
	const { anyOf: _replaced, ...rest } = mapped;
	return { ...rest, ...told };
}

function byType(branches: readonly Schema[], inside: readonly Schema[], definitions: Definitions): Schema | null {
	const byName = new Map<string, Schema[]>();
	for (const [index, branch] of branches.entries()) {
		const types = typesOf(branch, definitions);
		const mapped = inside[index];
		if (!types || !mapped) return null;
		for (const type of types) byName.set(type, [...(byName.get(type) ?? []), mapped]);
	}
	// One type alone tells nothing apart.
	if (byName.size < 2) return null;
	return {
		type: "object",
		required: ["type"],
		properties: { type: { enum: [...byName.keys()] } },
		allOf: [...byName].map(([type, schemas]) =>
			conditional(
				{ properties: { type: { const: type } }, required: ["type"] },
				schemas.length === 1 ? schemas[0] : { anyOf: schemas },
			),
		),
	};
}

/** For two shapes of one type: an image by URL, or by a file of Slack's. */
function byKey(branches: readonly Schema[], inside: readonly Schema[], definitions: Definitions): Schema | null {
	const [first, second] = branches.map((branch) => requiredOf(branch, definitions));
	if (branches.length !== 2 || !first || !second) return null;
	const key = second.find((name) => !first.includes(name));
	if (key === undefined) return null;
	return conditional({ required: [key] }, inside[1], inside[0]);
}

const keywords = ["if", "then", "else"];

/** Not written as an object: with a `then` of its own it would pass for a promise. */
function conditional(...parts: readonly (Schema | undefined)[]): Schema {
	return Object.fromEntries(keywords.map((keyword, index) => [keyword, parts[index] ?? {}]));
}

function typesOf(schema: Schema, definitions: Definitions): readonly string[] | null {
	const resolved = resolve(schema, definitions);
	if (Array.isArray(resolved.anyOf)) {
		const all = resolved.anyOf.map((branch) => (isSchema(branch) ? typesOf(branch, definitions) : null));
		return all.every((types) => types !== null) ? [...new Set(all.flat())] : null;
	}
	const { properties, required } = resolved;
	const type = isSchema(properties) && isSchema(properties.type) ? properties.type : {};
	if (!Array.isArray(required) || !required.includes("type")) return null;
	return typeof type.const === "string" ? [type.const] : null;
}

function requiredOf(schema: Schema, definitions: Definitions): readonly string[] | null {
	const { required } = resolve(schema, definitions);
	return Array.isArray(required) ? (required as readonly string[]) : null;
}

function resolve(schema: Schema, definitions: Definitions): Schema {
	const { $ref } = schema;
	if (typeof $ref !== "string") return schema;
	return definitions[decodeURIComponent($ref.replace("#/definitions/", ""))] ?? {};
}

function isSchema(value: unknown): value is Schema {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
