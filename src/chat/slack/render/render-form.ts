import type { InputBlock, ModalView } from "@slack/types";
import type { Language } from "../../../core/language.ts";
import { fitText } from "../../../core/show/fit-text.ts";
import { leftOut } from "../../../core/show/left-out.ts";
import { toOneLine, toParagraph } from "../../../core/show/plain-text.ts";
import type { Form, FormInput } from "../../../core/thread/card.ts";
import { controlLimits, modalLimits, surfaceLimits } from "../limits.ts";
import { formWords } from "./form-words.ts";
import { modal } from "./modal.ts";
import { fileInput, renderInput, textInput } from "./render-input.ts";
import { richText, section, words } from "./rich-text.ts";

/** What a button opens, as a modal. A dangerous one says so above. */
export function renderForm(
	{ id, title, intro = "", submit, danger = false, inputs }: Form,
	{ language, privateMetadata }: { readonly language: Language; readonly privateMetadata: string },
): ModalView {
	const shown = inputs.slice(0, surfaceLimits.viewBlocks - modalLimits.otherBlocks);
	const left = inputs.length - shown.length;
	const said = toParagraph(intro);
	const above = fitText(`${danger && said !== "" ? "⚠️ " : ""}${said}`, modalLimits.intro);
	return modal({
		...{ callbackId: id, title, submit, close: formWords[language].cancel, privateMetadata },
		blocks: [
			...richText(section(words(above))),
			...shown.map(toInput),
			...richText(section(words(left === 0 ? "" : `… ${leftOut(left, "fields", language)}`, "italic"))),
		],
	});
}

function toInput({ name, label, kind, required, value = "", hint = "", maxLength }: FormInput): InputBlock {
	if (kind === "file") return renderInput({ name, label, required, hint, element: fileInput });
	const multiline = kind === "paragraph";
	const inside = toOneLine(hint);
	const fits = inside.length <= controlLimits.placeholder;
	const element = textInput({ multiline, maxLength, value, placeholder: fits ? inside : "" });
	return renderInput({ name, label, required, hint: fits ? "" : hint, element });
}
