import { isJson } from "./fill-blocks.ts";
import { optionsOf } from "./view-options.ts";
import { elementsOf } from "./view-state.ts";
import type { Json } from "./world.ts";

export type Surface = "message" | "modal" | "home";

/** What neither a type nor a length says: ids that are there once, what goes where, what needs what. */
export function checkRules(blocks: readonly unknown[], pointer: string, surface: Surface): string[] {
	const known = blocks.map((block) => (isJson(block) ? block : {}));
	return [
		...twice(known.map(({ block_id }) => block_id)).map(
			(index) => `duplicate block_id ${at(pointer, index, "block_id")}`,
		),
		...known.flatMap((block, index) => checkBlock(block, `${pointer}/${index}`, surface)),
		...checkTogether(known, pointer),
	];
}

function checkBlock(block: Json, pointer: string, surface: Surface): readonly string[] {
	const faults: string[] = [];
	const elements = elementsOf([block]).map(({ element }) => element);
	if (twice(elements.map(({ action_id }) => action_id)).length > 0)
		faults.push(`duplicate action_id ${where(pointer)}`);
	if (block.type === "section" && !isJson(block.text) && !Array.isArray(block.fields)) {
		faults.push(`must define either \`text\` or \`fields\` ${where(pointer)}`);
	}
	if (block.type === "input" && surface === "message")
		faults.push(`input is not allowed in messages ${where(pointer)}`);
	if (block.type === "table" && surface !== "message")
		faults.push(`table is allowed in messages only ${where(pointer)}`);
	walk(block, pointer, (part, at) => faults.push(...checkPart(part, at, surface)));
	return faults;
}

function checkPart(part: Json, pointer: string, surface: Surface): readonly string[] {
	const type = String(part.type);
	const faults: string[] = [];
	if (type === "file_input" && surface !== "modal") faults.push("file_input is allowed in modals only");
	if (type === "static_select" || type === "multi_static_select") {
		if ((part.options === undefined) === (part.option_groups === undefined)) {
			faults.push("must define either `options` or `option_groups`");
		}
	}
	if (part.initial_option !== undefined && type !== "external_select" && !isOption(part, part.initial_option)) {
		faults.push("initial_option is none of the options");
	}
	if (Array.isArray(part.initial_options) && type !== "multi_external_select") {
		if (!part.initial_options.every((option) => isOption(part, option))) {
			faults.push("initial_options are none of the options");
		}
	}
	if (type.startsWith("rich_text") && Array.isArray(part.elements) && part.elements.length === 0) {
		faults.push("elements are empty");
	}
	if (type === "text" && part.text === "") faults.push("text is empty");
	if (type === "plain_text_input") faults.push(...checkTextInput(part));
	for (const key of ["url", "image_url"]) {
		const link = part[key];
		if (typeof link === "string" && !/^https?:\/\/[^\s]+$/.test(link)) faults.push(`${key} is no link`);
	}
	return faults.map((fault) => `${fault} ${where(pointer)}`);
}

function checkTextInput({ min_length, max_length, initial_value }: Json): readonly string[] {
	const [least, most] = [Number(min_length ?? 0), Number(max_length ?? 3_000)];
	const faults = least > most ? ["min_length is more than max_length"] : [];
	return typeof initial_value === "string" && initial_value.length > most
		? [...faults, "initial_value is longer than max_length"]
		: faults;
}

function checkTogether(blocks: readonly Json[], pointer: string): readonly string[] {
	const faults: string[] = [];
	if (blocks.filter(({ type }) => type === "table").length > 1) faults.push(`only one table allowed ${where(pointer)}`);
	let focused = 0;
	for (const block of blocks) walk(block, "", (part) => (focused += part.focus_on_load === true ? 1 : 0));
	if (focused > 1) faults.push(`focus_on_load is set more than once ${where(pointer)}`);
	return faults;
}

function isOption(part: Json, option: unknown): boolean {
	return optionsOf(part).some((one) => isJson(option) && one.value === option.value);
}

/** Each object inside, the whole first. */
export function walk(node: unknown, pointer: string, look: (part: Json, pointer: string) => unknown): void {
	if (Array.isArray(node)) {
		for (const [index, item] of node.entries()) walk(item, `${pointer}/${index}`, look);
	} else if (isJson(node)) {
		look(node, pointer);
		for (const [key, item] of Object.entries(node)) walk(item, `${pointer}/${key}`, look);
	}
}

/** Where something stands that was there before. */
function twice(ids: readonly unknown[]): readonly number[] {
	return ids.flatMap((id, index) => (id !== undefined && ids.indexOf(id) < index ? [index] : []));
}

function at(pointer: string, index: number, key: string): string {
	return where(`${pointer}/${index}/${key}`);
}

function where(pointer: string): string {
	return `[json-pointer:${pointer}]`;
}
