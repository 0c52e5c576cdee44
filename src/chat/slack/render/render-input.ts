import type { InputBlock, InputBlockElement } from "@slack/types";
import { cutText, fitText } from "../../../core/show/fit-text.ts";
import { toLabel, toOneLine, toPlainText } from "../../../core/show/plain-text.ts";
import { controlLimits, modalLimits } from "../limits.ts";
import { plainText } from "./plain-text.ts";

/** Each input is alone in its block, so the block's id is its name. */
export const valueActionId = "value";

export interface Input {
	readonly name: string;
	readonly label: string;
	readonly required: boolean;
	/** Small, under the input; empty for none. */
	readonly hint: string;
	readonly element: InputBlockElement;
}

export function renderInput({ name, label, required, hint, element }: Input): InputBlock {
	const under = fitText(toOneLine(hint), modalLimits.hint);
	return {
		...{ type: "input", block_id: name, optional: !required, element },
		label: plainText(fitText(toLabel(label), modalLimits.label)),
		...(under === "" ? {} : { hint: plainText(under) }),
	};
}

export interface TextInput {
	readonly multiline: boolean;
	readonly maxLength: number | undefined;
	readonly value: string;
	/** Shown inside while it is empty; at most 150 units. */
	readonly placeholder: string;
}

export function textInput({ multiline, maxLength, value, placeholder }: TextInput): InputBlockElement {
	const most = Math.max(1, Math.min(maxLength ?? modalLimits.value, modalLimits.value));
	const text = cutText(multiline ? toPlainText(value) : toOneLine(value), most);
	return {
		...{ type: "plain_text_input", action_id: valueActionId, multiline, max_length: most },
		...(text === "" ? {} : { initial_value: text }),
		...(placeholder === "" ? {} : { placeholder: plainText(fitText(placeholder, controlLimits.placeholder)) }),
	};
}

export const fileInput: InputBlockElement = { type: "file_input", action_id: valueActionId, max_files: 1 };
