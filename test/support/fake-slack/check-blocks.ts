import { checkLengths } from "./check-lengths.ts";
import { checkRules, type Surface, walk } from "./check-rules.ts";
import { checkShape, loadShapes } from "./check-shape.ts";
import { checkText } from "./check-text.ts";
import { isJson } from "./fill-blocks.ts";
import { limitOf } from "./limits.ts";
import type { Json } from "./world.ts";

/** Gets the checks ready; quick once the schemas are kept (`node_modules/.cache/meldkamer`). */
export async function loadSlackSchemas(): Promise<void> {
	await loadShapes();
}

/** Everything that is wrong with a message's blocks, a sentence each with its JSON pointer; empty when nothing is. */
export function checkMessageBlocks(blocks: unknown): string[] {
	return [...messageFaults(blocks), ...markupFaults(blocks, "/blocks")];
}

/** Everything that is wrong with a modal or an App Home, a sentence each with its JSON pointer; empty when nothing is. */
export function checkView(view: unknown): string[] {
	return [...viewFaults(view), ...(isJson(view) ? markupFaults(view.blocks, "/view/blocks") : [])];
}

/** What Slack refuses a message's blocks for. */
export function messageFaults(blocks: unknown): string[] {
	if (!Array.isArray(blocks)) return ["must be an array [json-pointer:/blocks]"];
	const most = limitOf("message", "blocks");
	return [
		...(blocks.length > most ? [`no more than ${most} items allowed [json-pointer:/blocks]`] : []),
		...blockFaults(blocks, "/blocks", "message"),
	];
}

/** What Slack refuses a view for. */
export function viewFaults(view: unknown): string[] {
	if (!isJson(view)) return ["must be an object [json-pointer:/view]"];
	const { blocks } = view;
	const surface = view.type === "home" ? "home" : "modal";
	// The blocks are judged one by one: a view's type takes any object with a `type` for a block.
	const bare = Array.isArray(blocks) ? { ...view, blocks: [] } : view;
	const list: readonly unknown[] = Array.isArray(blocks) ? blocks : [];
	const hasInputs = list.some((block) => isJson(block) && block.type === "input");
	return [
		...checkShape(surface === "home" ? "HomeView" : "ModalView", bare, "/view"),
		...checkLengths({ ...view, blocks: undefined }, "/view", "view"),
		...(list.length > limitOf("view", "blocks") ? ["no more than 100 items allowed [json-pointer:/view/blocks]"] : []),
		...(hasInputs && surface === "modal" && view.submit === undefined
			? ["missing required field: submit [json-pointer:/view]"]
			: []),
		...blockFaults(list, "/view/blocks", surface),
	];
}

/** What Slack lets through in a block's texts and nobody wants: markup not escaped, and people told. */
export function markupFaults(blocks: unknown, pointer: string): string[] {
	const faults: string[] = [];
	walk(blocks, pointer, (part, at) => {
		if (part.type === "mrkdwn" && typeof part.text === "string") faults.push(...checkText(part.text, `${at}/text`));
		if (isMention(part)) faults.push(`a mention: ${JSON.stringify(part).slice(0, 60)} [json-pointer:${at}]`);
	});
	return faults;
}

/** An option of a suggestion's answer. */
export function checkOption(option: unknown, pointer: string): string[] {
	return [...checkShape("Option", option, pointer), ...checkLengths(option, pointer, "option")];
}

/** Characters of all texts in the blocks, which Slack limits together. */
export function textLength(blocks: readonly unknown[]): number {
	let sum = 0;
	walk(blocks, "", (part) => {
		if (typeof part.text === "string") sum += part.text.length;
	});
	return sum;
}

function blockFaults(blocks: readonly unknown[], pointer: string, surface: Surface): string[] {
	return [
		...blocks.flatMap((block, index) => checkShape("KnownBlock", block, `${pointer}/${index}`)),
		...checkLengths(blocks, pointer),
		...checkRules(blocks, pointer, surface),
	];
}

/** Parts of a rich text that tell somebody. */
function isMention({ type, user_id, usergroup_id, range }: Json): boolean {
	if (type === "user") return user_id !== undefined;
	if (type === "usergroup") return usergroup_id !== undefined;
	return type === "broadcast" && range !== undefined;
}
