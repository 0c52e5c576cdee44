import * as spec from "discord-api-spec/zod";
import type { FormProblem } from "./api-error.ts";

type Path = readonly (string | number)[];

interface Issue {
	readonly code: string;
	readonly path: readonly PropertyKey[];
	readonly message: string;
	readonly origin?: string;
	readonly maximum?: number | bigint;
	readonly minimum?: number | bigint;
	readonly values?: readonly unknown[];
	readonly format?: string;
	readonly errors?: readonly (readonly Issue[])[];
	readonly input?: unknown;
}

/** What Discord's schema `name` has against `value`, and which keys it doesn't know (Discord ignores those; a typo hides there). */
export function checkShape(
	name: string,
	value: unknown,
): { readonly problems: readonly FormProblem[]; readonly unknownKeys: readonly string[] } {
	const schema = (spec as Readonly<Record<string, (typeof spec)[string]>>)[`${name}Schema`];
	if (!schema) throw new Error(`No schema ${name} in discord-api-spec.`);
	const result = schema.safeParse(value);
	if (result.success) return { problems: [], unknownKeys: unknownKeys(value, result.data, []) };
	const problems = result.error.issues.flatMap((issue) => flatten(issue as Issue, [], value));
	return { problems, unknownKeys: [] };
}

/** Makes the validators, so that the first request isn't late. */
export function compileValidators(names: readonly string[]): void {
	for (const name of names) checkShape(name, {});
}

function unknownKeys(given: unknown, known: unknown, path: Path): string[] {
	if (Array.isArray(given)) {
		return given.flatMap((item, index) => unknownKeys(item, (known as unknown[])[index], [...path, index]));
	}
	if (!isRecord(given) || !isRecord(known)) return [];
	return Object.entries(given).flatMap(([key, value]) =>
		key in known ? unknownKeys(value, known[key], [...path, key]) : [[...path, key].join(".")],
	);
}

function flatten(issue: Issue, before: Path, root: unknown): FormProblem[] {
	const path = [...before, ...issue.path.map((part) => (typeof part === "number" ? part : String(part)))];
	if (issue.code === "invalid_union" && issue.errors && issue.errors.length > 0) {
		return bestBranch(issue.errors).flatMap((inner) => flatten(inner, path, root));
	}
	return [{ path, ...wording(issue, valueAt(root, path)) }];
}

/** Of a union's alternatives the one that was meant: whose `type` fits, then the one with the fewest complaints. */
function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
	const isOther = (issues: readonly Issue[]): boolean =>
		issues.some((issue) => issue.path.length <= 1 && (issue.path[0] === "type" || issue.path.length === 0));
	const fitting = branches.filter((issues) => !isOther(issues));
	return [...(fitting.length > 0 ? fitting : branches)].sort((a, b) => a.length - b.length)[0] ?? [];
}

function wording(issue: Issue, value: unknown): { readonly code: string; readonly message: string } {
	if (value === undefined) return { code: "BASE_TYPE_REQUIRED", message: "This field is required" };
	const isLength = issue.origin === "string" || issue.origin === "array";
	switch (issue.code) {
		case "too_big":
			return isLength
				? { code: "BASE_TYPE_MAX_LENGTH", message: `Must be ${issue.maximum} or fewer in length.` }
				: { code: "NUMBER_TYPE_MAX", message: `int value should be less than or equal to ${issue.maximum}.` };
		case "too_small":
			return isLength
				? { code: "BASE_TYPE_MIN_LENGTH", message: `Must be ${issue.minimum} or more in length.` }
				: { code: "NUMBER_TYPE_MIN", message: `int value should be greater than or equal to ${issue.minimum}.` };
		case "invalid_value":
			return { code: "BASE_TYPE_CHOICES", message: `Value must be one of {${(issue.values ?? []).join(", ")}}.` };
		case "invalid_format":
			return issue.format === "url"
				? { code: "URL_TYPE_INVALID_URL", message: "Not a well formed URL." }
				: { code: "STRING_TYPE_REGEX", message: "String value did not match validation regex." };
		default:
			return { code: "BASE_TYPE_BAD_TYPE", message: issue.message };
	}
}

function valueAt(root: unknown, path: Path): unknown {
	let at = root;
	for (const part of path) at = isRecord(at) || Array.isArray(at) ? (at as Record<string, unknown>)[part] : undefined;
	return at;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
