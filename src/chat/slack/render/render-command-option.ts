import type { InputBlock, InputBlockElement } from "@slack/types";
import type { OptionSpec } from "../../../core/command/command-spec.ts";
import type { Language } from "../../../core/language.ts";
import { toOneLine } from "../../../core/show/plain-text.ts";
import { usableOptions } from "../../../core/show/usable-options.ts";
import { controlLimits } from "../limits.ts";
import { formWords } from "./form-words.ts";
import { plainText } from "./plain-text.ts";
import { fileInput, renderInput, textInput, valueActionId } from "./render-input.ts";
import { renderOption } from "./render-option.ts";

type Typed = string | number | boolean | undefined;

/** An option of a command as an input, with what was typed already. */
export function renderCommandOption(option: OptionSpec, typed: Typed, language: Language): InputBlock {
	const { name, description, type, accept = [] } = option;
	const isCase = type === "case";
	return renderInput({
		...{ name, element: elementOf(option, typed, language) },
		// Slack takes no command in a thread, so that nothing else says which case is meant.
		label: isCase ? formWords[language].whichCase : description[language],
		// A tick that must be given would be no question.
		required: isCase || (option.required && type !== "boolean"),
		hint: type === "file" && accept.length > 0 ? formWords[language].reads(accept.join(", ")) : "",
	});
}

function elementOf(option: OptionSpec, typed: Typed, language: Language): InputBlockElement {
	const value = typed === undefined ? "" : String(typed);
	switch (option.type) {
		case "file":
			return fileInput;
		case "integer":
			return {
				...{ type: "number_input", action_id: valueActionId, is_decimal_allowed: false },
				...(value === "" ? {} : { initial_value: value }),
			};
		case "boolean":
			return tickBox(typed === true, language);
		case "choice":
			return choice(option, value, language);
		case "case":
		case "text":
		case "paragraph":
			return isLookedUp(option, value)
				? lookUp(value, language)
				: textInput({
						...{ multiline: option.type === "paragraph", maxLength: option.maxLength },
						...{ value, placeholder: "" },
					});
	}
}

/** Names of operators may be new, so those are typed; a value too long to be a choice is typed too. */
function isLookedUp({ type, suggest }: OptionSpec, value: string): boolean {
	const isChosen = type === "case" || suggest === "contacts" || suggest === "opt-outs";
	return isChosen && value.length <= controlLimits.optionValue;
}

function lookUp(value: string, language: Language): InputBlockElement {
	const typed = toOneLine(value);
	return {
		...{ type: "external_select", action_id: valueActionId, min_query_length: 0 },
		placeholder: plainText(formWords[language].typeToSearch),
		...(typed === "" ? {} : { initial_option: renderOption({ value: typed, label: typed }) }),
	};
}

function tickBox(isTicked: boolean, language: Language): InputBlockElement {
	const options = [renderOption({ value: "true", label: formWords[language].yes })];
	return {
		...{ type: "checkboxes", action_id: valueActionId, options },
		...(isTicked ? { initial_options: options } : {}),
	};
}

function choice({ choices = [] }: OptionSpec, value: string, language: Language): InputBlockElement {
	const named = choices.map((each) => ({ value: each.value, label: each.label[language] }));
	return choose(named, value, language);
}

/** A menu of what is given, with one of them chosen where its value is given. */
export function choose(
	named: readonly { readonly value: string; readonly label: string }[],
	value: string,
	language: Language,
): InputBlockElement {
	const { shown } = usableOptions(named, { count: controlLimits.options, value: controlLimits.optionValue });
	const options = shown.map((each) => renderOption(each));
	const chosen = options.find((each) => each.value === value);
	return {
		...{ type: "static_select", action_id: valueActionId, options },
		placeholder: plainText(formWords[language].chooseOne),
		...(chosen === undefined ? {} : { initial_option: chosen }),
	};
}
