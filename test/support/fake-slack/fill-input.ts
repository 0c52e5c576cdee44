import type { ScenarioFile } from "../scenario-driver.ts";
import { extensionOf, filePayload } from "./file-payload.ts";
import { PlatformRefused } from "./platform-refused.ts";
import { storeFile } from "./store-file.ts";
import { optionsOf } from "./view-options.ts";
import type { PlacedElement } from "./view-state.ts";
import type { Json, Person, World } from "./world.ts";

type Value = string | number | boolean | ScenarioFile;

interface Input {
	readonly world: World;
	readonly person: Person;
	readonly input: PlacedElement;
	/** What an external select offered last. */
	readonly offered: readonly Json[];
	/** What stands in it already. */
	readonly before: Json;
}

/** An input's value as it stands in `state.values`. Throws where Slack's client wouldn't send it in. */
export function fillInput(filled: Input, value: Value | undefined): Json {
	const { block, blockId } = filled.input;
	const result = value === undefined ? filled.before : take(filled, value);
	if (block.optional !== true && isEmpty(result)) throw new PlatformRefused(`${blockId} is required.`);
	return result;
}

function isEmpty(state: Json): boolean {
	return Object.entries(state).every(
		([key, value]) => key === "type" || value === null || value === "" || (Array.isArray(value) && value.length === 0),
	);
}

function take(filled: Input, value: Value): Json {
	const { element } = filled.input;
	const type = String(element.type);
	switch (type) {
		case "file_input":
			return { type, files: takeFile(filled, value) };
		case "plain_text_input":
		case "email_text_input":
		case "url_text_input":
			return { type, value: checkedText(filled, String(value)) };
		case "number_input":
			return { type, value: checkedNumber(filled, String(value)) };
		case "static_select":
		case "radio_buttons":
			return { type, selected_option: checkedOption(filled, optionsOf(element), value) };
		case "external_select":
			return { type, selected_option: checkedOption(filled, filled.offered, value) };
		case "checkboxes":
		case "multi_static_select":
			return { type, selected_options: checkedOptions(filled, value) };
		case "datepicker":
			return { type, selected_date: checkedShape(filled, value, /^\d{4}-\d\d-\d\d$/) };
		case "timepicker":
			return { type, selected_time: checkedShape(filled, value, /^\d\d:\d\d$/) };
		case "datetimepicker":
			return { type, selected_date_time: Number(checkedShape(filled, value, /^\d{10}$/)) };
		case "users_select":
			return { type, selected_user: checkedShape(filled, value, /^U[A-Z0-9]+$/) };
		case "conversations_select":
			return { type, selected_conversation: checkedShape(filled, value, /^[CDG][A-Z0-9]+$/) };
		case "channels_select":
			return { type, selected_channel: checkedShape(filled, value, /^C[A-Z0-9]+$/) };
		default:
			throw new PlatformRefused(`${filled.input.blockId} can't be filled in here.`);
	}
}

function checkedText({ input: { blockId, element } }: Input, value: string): string | null {
	if (value === "") return null;
	if (element.multiline !== true && /[\r\n]/.test(value)) throw new PlatformRefused(`${blockId} takes one line.`);
	if (value.length > Number(element.max_length ?? 3_000)) throw new PlatformRefused(`${blockId} is too long.`);
	if (value.length < Number(element.min_length ?? 0)) throw new PlatformRefused(`${blockId} is too short.`);
	if (element.type === "email_text_input" && !/^[^@\s]+@[^@\s]+$/.test(value)) {
		throw new PlatformRefused(`${blockId} is no address.`);
	}
	if (element.type === "url_text_input" && !/^https?:\/\/\S+$/.test(value)) {
		throw new PlatformRefused(`${blockId} is no link.`);
	}
	return value;
}

function checkedNumber({ input: { blockId, element } }: Input, text: string): string | null {
	if (text === "") return null;
	const number = Number(text);
	if (!Number.isFinite(number)) throw new PlatformRefused(`${blockId} is no number.`);
	if (element.is_decimal_allowed !== true && !Number.isInteger(number)) {
		throw new PlatformRefused(`${blockId} is no whole number.`);
	}
	if (number < Number(element.min_value ?? number)) throw new PlatformRefused(`${blockId} is too small.`);
	if (number > Number(element.max_value ?? number)) throw new PlatformRefused(`${blockId} is too large.`);
	return text;
}

function checkedOption({ input: { blockId } }: Input, options: readonly Json[], value: Value): Json | null {
	if (value === "") return null;
	const option = options.find((one) => one.value === String(value));
	if (!option) throw new PlatformRefused(`${String(value)} is no choice of ${blockId}.`);
	return option;
}

/** A tick stands for every option; a text names one, or several with commas. */
function checkedOptions(filled: Input, value: Value): readonly Json[] {
	const options = optionsOf(filled.input.element);
	if (typeof value === "boolean") return value ? options : [];
	const isOne = options.some((one) => one.value === value);
	const names = isOne ? [String(value)] : String(value).split(",").filter(Boolean);
	return names.flatMap((name) => {
		const option = checkedOption(filled, options, name);
		return option ? [option] : [];
	});
}

function checkedShape({ input: { blockId } }: Input, value: Value, shape: RegExp): string | null {
	const text = String(value);
	if (text === "") return null;
	if (!shape.test(text)) throw new PlatformRefused(`${text} does not fit in ${blockId}.`);
	return text;
}

function takeFile({ world, person, input: { blockId, element } }: Input, value: Value): readonly Json[] {
	if (typeof value !== "object") throw new PlatformRefused(`${blockId} takes a file.`);
	const limit = world.options.fileInputLimit;
	const types = Array.isArray(element.filetypes) ? element.filetypes : [];
	if (value.bytes.length > limit) throw new PlatformRefused(`${value.fileName} is larger than ${limit} bytes.`);
	if (types.length > 0 && !types.includes(extensionOf(value.fileName))) {
		throw new PlatformRefused(`${blockId} takes no ${extensionOf(value.fileName)}.`);
	}
	const file = storeFile(world, { name: value.fileName, user: person.id, bytes: value.bytes });
	return [filePayload(world, file)];
}
