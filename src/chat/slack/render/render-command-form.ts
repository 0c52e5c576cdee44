import type { KnownBlock, ModalView } from "@slack/types";
import type { OptionSpec } from "../../../core/command/command-spec.ts";
import type { Entry, TypedValues } from "../../../core/command/parse-line.ts";
import type { Language } from "../../../core/language.ts";
import { fitText } from "../../../core/show/fit-text.ts";
import { toLabel, toParagraph } from "../../../core/show/plain-text.ts";
import { blockLimits, modalLimits } from "../limits.ts";
import { formWords } from "./form-words.ts";
import { modal } from "./modal.ts";
import { choose, renderCommandOption } from "./render-command-option.ts";
import { renderInput } from "./render-input.ts";
import { richText, section, words } from "./rich-text.ts";

interface ChosenFile {
	readonly id: string;
	readonly name: string;
}

export interface CommandFormOptions {
	readonly language: Language;
	readonly privateMetadata: string;
	/** What was typed already. */
	readonly values: TypedValues;
	/** Files chosen already: one is only shown, of several one is chosen, by its id. Null where one is uploaded. */
	readonly files: readonly ChosenFile[] | null;
}

/** A command's declaration as a modal: `command:` and its path, an input for each option. */
export function renderCommandForm(entry: Entry, options: CommandFormOptions): ModalView {
	const { language, privateMetadata, values, files } = options;
	const { cancel, run } = formWords[language];
	const toBlocks = (option: OptionSpec): KnownBlock[] =>
		option.type === "file" && files !== null && files.length > 0
			? chosenFile(option, files, language)
			: [renderCommandOption(option, values[option.name], language)];
	return modal({
		...{ callbackId: `command:${entry.path}`, title: entry.path, submit: run, close: cancel, privateMetadata },
		blocks: [
			...richText(section(words(fitText(toParagraph(entry.description[language]), modalLimits.intro)))),
			...entry.options.flatMap(toBlocks),
		],
	});
}

function chosenFile(option: OptionSpec, files: readonly ChosenFile[], language: Language): KnownBlock[] {
	const { name, required } = option;
	const label = option.description[language];
	const [first] = files;
	if (files.length > 1 || first === undefined) {
		const named = files.map((file) => ({ value: file.id, label: file.name }));
		return [renderInput({ name, label, required, hint: "", element: choose(named, "", language) })];
	}
	const file = fitText(toLabel(first.name), blockLimits.fieldValue);
	return richText(section([...words(fitText(toLabel(label), blockLimits.fieldLabel), "bold"), ...words(`: ${file}`)]));
}
