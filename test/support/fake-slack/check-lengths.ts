import { isJson } from "./fill-blocks.ts";
import { type Limit, limits } from "./limits.ts";
import type { Json } from "./world.ts";

/** What is longer, shorter, or more than Slack's limits allow, anywhere inside; `kind` says what the whole is. */
export function checkLengths(whole: unknown, pointer: string, kind: "view" | "option" | null = null): string[] {
	return visit(whole, pointer, kind === null ? [] : [kind]);
}

function visit(node: unknown, pointer: string, kinds: readonly string[]): string[] {
	if (Array.isArray(node)) return node.flatMap((item, index) => visit(item, `${pointer}/${index}`, kinds));
	if (!isJson(node)) return [];
	const names = ["any", ...kinds, ...kindOf(node)];
	const own = limits.filter(({ on }) => names.includes(on)).flatMap((limit) => check(limit, node, pointer));
	const inside = Object.entries(node).flatMap(([key, value]) => visit(value, `${pointer}/${key}`, kindsIn(key, value)));
	return [...own, ...inside];
}

function kindOf({ type }: Json): readonly string[] {
	if (typeof type !== "string") return [];
	return [type];
}

/** What has no `type` of its own is told by the key it stands under. */
function kindsIn(key: string, value: unknown): readonly string[] {
	if (key === "options" || key === "initial_options" || key === "initial_option") return ["option"];
	if (key === "option_groups") return ["option_group"];
	return key === "confirm" && isJson(value) && value.type === undefined ? ["confirm"] : [];
}

function check({ at, unit, min = 0, max }: Limit, node: Json, pointer: string): readonly string[] {
	return valuesAt(node, at.split("."), pointer).flatMap(([where, value]) => {
		const size = sizeOf(value, unit);
		if (size === null || (size >= min && size <= max)) return [];
		const said = `[json-pointer:${where}]`;
		if (unit === "value") return [`must be from ${min} to ${max} ${said}`];
		if (size < min) return [`must be more than ${min - 1} ${unit} ${said}`];
		return [
			unit === "items"
				? `no more than ${max} items allowed ${said}`
				: `must be less than ${max + 1} characters ${said}`,
		];
	});
}

function sizeOf(value: unknown, unit: Limit["unit"]): number | null {
	if (unit === "value") return typeof value === "number" ? value : null;
	if (unit === "items") return Array.isArray(value) ? value.length : null;
	// Code points: Slack's own count is no stricter.
	return typeof value === "string" ? [...value].length : null;
}

function valuesAt(node: unknown, path: readonly string[], pointer: string): readonly (readonly [string, unknown])[] {
	const [step, ...rest] = path;
	if (step === undefined) return [[pointer, node]];
	if (step === "*") {
		if (!Array.isArray(node)) return [];
		return node.flatMap((item, index) => valuesAt(item, rest, `${pointer}/${index}`));
	}
	return isJson(node) && step in node ? valuesAt(node[step], rest, `${pointer}/${step}`) : [];
}
