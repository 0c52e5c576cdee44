import { isJson } from "./fill-blocks.ts";
import type { Json } from "./world.ts";

export type ViewState = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** What stands in a view's inputs before anybody touches them: what was there `before`, else what the bot gave. */
export function initialState(blocks: readonly Json[], before: ViewState): ViewState {
	const state: Record<string, Record<string, Json>> = {};
	for (const { blockId, element } of elementsOf(blocks)) {
		const actionId = String(element.action_id);
		const value = before[blockId]?.[actionId] ?? initialValue(element);
		if (value) state[blockId] = { ...state[blockId], [actionId]: value };
	}
	return state;
}

export interface PlacedElement {
	readonly blockId: string;
	/** `input`, `actions` or `section`. */
	readonly block: Json;
	readonly element: Json;
}

/** The interactive elements, in order. */
export function elementsOf(blocks: readonly Json[]): readonly PlacedElement[] {
	return blocks.flatMap((block) => {
		const inside = [block.element, block.accessory, ...(Array.isArray(block.elements) ? block.elements : [])];
		const elements = inside.filter(isJson).filter((element) => element.action_id !== undefined);
		return elements.map((element) => ({ blockId: String(block.block_id), block, element }));
	});
}

/** A stateful element's value as the bot gave it; null for a button and the like. */
function initialValue(element: Json): Json | null {
	const type = String(element.type);
	switch (type) {
		case "plain_text_input":
		case "email_text_input":
		case "url_text_input":
		case "number_input":
			return { type, value: element.initial_value ?? null };
		case "static_select":
		case "external_select":
		case "radio_buttons":
			return { type, selected_option: element.initial_option ?? null };
		case "multi_static_select":
		case "multi_external_select":
		case "checkboxes":
			return { type, selected_options: element.initial_options ?? [] };
		case "users_select":
			return { type, selected_user: element.initial_user ?? null };
		case "multi_users_select":
			return { type, selected_users: element.initial_users ?? [] };
		case "conversations_select":
			return { type, selected_conversation: element.initial_conversation ?? null };
		case "channels_select":
			return { type, selected_channel: element.initial_channel ?? null };
		case "datepicker":
			return { type, selected_date: element.initial_date ?? null };
		case "timepicker":
			return { type, selected_time: element.initial_time ?? null };
		case "datetimepicker":
			return { type, selected_date_time: element.initial_date_time ?? null };
		case "rich_text_input":
			return { type, rich_text_value: element.initial_value ?? null };
		case "file_input":
			return { type, files: [] };
		default:
			return null;
	}
}
