import { isJson } from "./fill-blocks.ts";
import type { Json } from "./world.ts";

/** An element's own options, those in groups too. */
export function optionsOf(element: Json): readonly Json[] {
	const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isJson) : [];
	const lists: readonly unknown[] = [element.options, ...groups.map(({ options }) => options)];
	return lists.flatMap((list) => (Array.isArray(list) ? list.filter(isJson) : []));
}
