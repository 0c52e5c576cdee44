import type { KnownBlock, ModalView, PlainTextOption, StaticSelect } from "@slack/types";
import type { Entry } from "../../../core/command/parse-line.ts";
import type { Language } from "../../../core/language.ts";
import { controlLimits } from "../limits.ts";
import { formWords } from "./form-words.ts";
import { modal } from "./modal.ts";
import { plainLabel, plainText } from "./plain-text.ts";
import { renderInput, valueActionId } from "./render-input.ts";
import { renderOption } from "./render-option.ts";
import { richText, section, words } from "./rich-text.ts";

/** The one slash command that Slack knows. */
const slash = "/meldkamer";

/** All commands that somebody may run, to choose one of. */
export function renderCommandMenu(
	entries: readonly Entry[],
	{ language, privateMetadata }: { readonly language: Language; readonly privateMetadata: string },
): ModalView {
	const { cancel, choose, command, noCommands } = formWords[language];
	const input = (): KnownBlock =>
		renderInput({
			...{ name: "command", label: command, required: true, hint: "", element: commandSelect(entries, language) },
		});
	const some = entries.length > 0;
	return modal({
		...{ callbackId: "choose-command", title: "Meldkamer", close: cancel, privateMetadata },
		submit: some ? choose : null,
		blocks: some ? [input()] : richText(section(words(noCommands))),
	});
}

/** In groups by their first word; those of one word stand first. */
function commandSelect(entries: readonly Entry[], language: Language): StaticSelect {
	const groups = new Map<string, PlainTextOption[]>([[slash, []]]);
	for (const { path, description } of entries) {
		const [first, ...more] = path.split(" ");
		const name = more.length === 0 ? slash : `${slash} ${first}`;
		const option = renderOption({ value: path, label: `${slash} ${path}`, hint: description[language] });
		groups.set(name, [...(groups.get(name) ?? []), option]);
	}
	return {
		...{ type: "static_select", action_id: valueActionId },
		placeholder: plainText(formWords[language].chooseOne),
		option_groups: [...groups]
			.filter(([, options]) => options.length > 0)
			.map(([name, options]) => ({ label: plainLabel(name, controlLimits.optionLabel), options })),
	};
}
