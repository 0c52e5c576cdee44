import {
	type APIComponentInLabel,
	type APILabelComponent,
	type APIModalInteractionResponseCallbackData,
	type APITextDisplayComponent,
	ComponentType,
	TextInputStyle,
} from "discord.js";
import type { Language } from "../../../core/language.ts";
import { cutText, fitText } from "../../../core/show/fit-text.ts";
import { leftOut } from "../../../core/show/left-out.ts";
import { toLabel, toOneLine, toParagraph, toPlainText } from "../../../core/show/plain-text.ts";
import type { Form, FormInput } from "../../../core/thread/card.ts";
import { modalLimits } from "../limits.ts";
import { fitMarkdown } from "./fit-markdown.ts";

/**
 * A form as Discord's modal. The button that sends it in is Discord's own, so `submit` shows nowhere; a dangerous one says so above.
 * Where five inputs leave no room for the introduction, it stands, short, under the first label.
 */
export function renderForm(form: Form, language: Language): APIModalInteractionResponseCallbackData {
	const { id, title, inputs, danger = false } = form;
	const shown = inputs.slice(0, modalLimits.components);
	const left = inputs.length - shown.length;
	const words = [form.intro ?? "", left === 0 ? "" : leftOut(left, "fields", language)].map(toParagraph);
	const intro = words.filter((part) => part !== "").join("\n");
	const isApart = intro !== "" && shown.length < modalLimits.components;
	const sign = danger && intro !== "" ? "⚠️ " : "";
	const text: APITextDisplayComponent = {
		type: ComponentType.TextDisplay,
		content: `${sign}${fitMarkdown(intro, modalLimits.text - sign.length)}`,
	};
	return {
		custom_id: id,
		title: fitText(toLabel(title), modalLimits.title),
		components: [
			...(isApart ? [text] : []),
			...shown.map((input, index) => renderInput(input, index === 0 && !isApart ? `${sign}${intro}` : "")),
		],
	};
}

function renderInput(input: FormInput, intro: string): APILabelComponent {
	const label = toLabel(input.label);
	const shown = fitText(label, modalLimits.label);
	// A text input shows its hint inside; a file has no inside.
	const hint = input.kind === "file" ? toOneLine(input.hint ?? "") : "";
	const description = [intro, shown === label ? "" : label, hint]
		.map(toOneLine)
		.filter((words) => words !== "")
		.join(" · ");
	return {
		type: ComponentType.Label,
		label: shown,
		...(description === "" ? {} : { description: fitText(description, modalLimits.labelDescription) }),
		component: renderControl(input),
	};
}

function renderControl({ name, kind, required, value = "", hint = "", maxLength }: FormInput): APIComponentInLabel {
	if (kind === "file")
		return { type: ComponentType.FileUpload, custom_id: name, required, min_values: required ? 1 : 0 };
	const most = Math.max(1, Math.min(maxLength ?? modalLimits.value, modalLimits.value));
	const placeholder = fitText(toOneLine(hint), modalLimits.placeholder);
	const text = cutText(kind === "line" ? toOneLine(value) : toPlainText(value), most);
	return {
		type: ComponentType.TextInput,
		custom_id: name,
		style: kind === "line" ? TextInputStyle.Short : TextInputStyle.Paragraph,
		required,
		max_length: most,
		...(required ? { min_length: 1 } : {}),
		...(placeholder === "" ? {} : { placeholder }),
		...(text === "" ? {} : { value: text }),
	};
}
