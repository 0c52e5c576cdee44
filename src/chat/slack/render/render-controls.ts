import type { ActionsBlock, ActionsBlockElement, Button as SlackButton, StaticSelect } from "@slack/types";
import type { Language } from "../../../core/language.ts";
import { fitText } from "../../../core/show/fit-text.ts";
import { isWebLink } from "../../../core/show/is-web-link.ts";
import { layoutButtons } from "../../../core/show/layout-buttons.ts";
import { leftOut } from "../../../core/show/left-out.ts";
import { levelFor } from "../../../core/show/level-for.ts";
import { toLabel, toOneLine } from "../../../core/show/plain-text.ts";
import { usableOptions } from "../../../core/show/usable-options.ts";
import type { Button, Card, Menu } from "../../../core/thread/card.ts";
import { controlLimits } from "../limits.ts";
import { plainLabel, plainText } from "./plain-text.ts";
import { renderOption } from "./render-option.ts";

/** The action of the button that opens a page; Slack tells of its press too. */
export const linkActionId = "link";

/** No option is shortened to less than this. */
const leastOption = 16;

export interface RenderedControls {
	/** The menu, then the rows of buttons with the link among them. */
	readonly blocks: ActionsBlock[];
	/** How many buttons found no room. */
	readonly buttonsLeft: number;
	/** Whether the link is a button; else it is to be read. */
	readonly isLinkShown: boolean;
}

/** `taken` are action ids on the same surface already; those of these controls are put in. */
export function renderControls(
	{ menu, buttons = [], link }: Card,
	language: Language,
	taken: Set<string>,
): RenderedControls {
	const isFree = (id: string): boolean => !taken.has(id) && taken.add(id).size > 0;
	const menuShown = menu === undefined || !isFree(menu.id) ? [] : renderMenu(menu, language);
	const isLinkShown = link !== undefined && isWebLink(link.url, controlLimits.linkUrl) && isFree(linkActionId);
	const linkShown = isLinkShown ? [renderLink(link)] : [];
	// Two of one id do the same.
	const given = buttons.map((row) => row.filter(({ id }) => isFree(id)).map(renderButton));
	const { rows: mostRows, buttonsInRow: inRow, buttons: most } = controlLimits;
	const { rows, left } = layoutButtons<SlackButton>(given, linkShown, { rows: mostRows, inRow, most });
	return { blocks: [menuShown, ...rows].flatMap(toActions), buttonsLeft: left, isLinkShown };
}

const toActions = (elements: readonly ActionsBlockElement[]): ActionsBlock[] =>
	elements.length === 0 ? [] : [{ type: "actions", elements: [...elements] }];

function renderButton({ id, label, style }: Button): SlackButton {
	const text = plainLabel(label, controlLimits.buttonLabel);
	return { type: "button", action_id: id, value: id, text, ...(style === "plain" ? {} : { style }) };
}

function renderLink({ label, url }: { readonly label: string; readonly url: string }): SlackButton {
	return { type: "button", action_id: linkActionId, text: plainLabel(label, controlLimits.buttonLabel), url };
}

/** None when there is nothing to choose. */
function renderMenu({ id, label, options }: Menu, language: Language): StaticSelect[] {
	const { shown, left } = usableOptions(options, { count: controlLimits.options, value: controlLimits.optionValue });
	if (shown.length === 0) return [];
	const more = left === 0 ? "" : ` (${leftOut(left, "options", language)})`;
	const placeholder = fitText(toLabel(label), controlLimits.placeholder - more.length);
	const lengths = shown.flatMap(({ label: name, hint = "" }) => [
		Math.min(toLabel(name).length, controlLimits.optionLabel),
		Math.min(toOneLine(hint).length, controlLimits.optionHint),
	]);
	const level = levelFor(lengths, controlLimits.menuText, leastOption);
	return [
		{
			...{ type: "static_select", action_id: id, placeholder: plainText(`${placeholder}${more}`) },
			options: shown.map((option) => renderOption(option, level)),
		},
	];
}
