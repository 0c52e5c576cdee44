import {
	type APIActionRowComponent,
	type APIButtonComponent,
	type APIStringSelectComponent,
	ButtonStyle,
	ComponentType,
} from "discord.js";
import type { Language } from "../../../core/language.ts";
import { fitText } from "../../../core/show/fit-text.ts";
import { isWebLink } from "../../../core/show/is-web-link.ts";
import { layoutButtons } from "../../../core/show/layout-buttons.ts";
import { leftOut } from "../../../core/show/left-out.ts";
import { toLabel, toOneLine } from "../../../core/show/plain-text.ts";
import { usableOptions } from "../../../core/show/usable-options.ts";
import type { Button, Card, Menu } from "../../../core/thread/card.ts";
import { componentLimits } from "../limits.ts";

export type Row = APIActionRowComponent<APIButtonComponent | APIStringSelectComponent>;

const styles = { primary: ButtonStyle.Primary, plain: ButtonStyle.Secondary, danger: ButtonStyle.Danger } as const;

/** The menu, the rows of buttons with the link among them, and how many buttons found no room. */
export function renderComponents(
	card: Card,
	language: Language,
): { readonly rows: Row[]; readonly buttonsLeft: number } {
	const menu = card.menu === undefined ? null : renderMenu(card.menu, language);
	const link =
		card.link !== undefined && isWebLink(card.link.url, componentLimits.linkUrl) ? [renderLink(card.link)] : [];
	const used = new Set([card.menu?.id]);
	// Two of one id do the same, and Discord refuses a message that has both.
	const given = (card.buttons ?? []).map((row) =>
		row.filter(({ id }) => !used.has(id) && used.add(id)).map(renderButton),
	);
	const room = { rows: componentLimits.rows - (menu === null ? 0 : 1), inRow: componentLimits.buttonsInRow };
	const { rows, left } = layoutButtons<APIButtonComponent>(given, link, room);
	return { rows: [...(menu === null ? [] : [toRow([menu])]), ...rows.map(toRow)], buttonsLeft: left };
}

type Component = APIButtonComponent | APIStringSelectComponent;

const toRow = (components: readonly Component[]): Row => ({
	type: ComponentType.ActionRow,
	components: [...components],
});

function renderButton({ id, label, style }: Button): APIButtonComponent {
	return {
		type: ComponentType.Button,
		custom_id: id,
		label: fitText(toLabel(label), componentLimits.buttonLabel),
		style: styles[style],
	};
}

function renderLink({ label, url }: { readonly label: string; readonly url: string }): APIButtonComponent {
	const shown = fitText(toLabel(label), componentLimits.buttonLabel);
	return { type: ComponentType.Button, style: ButtonStyle.Link, label: shown, url };
}

/** Null when there is nothing to choose. */
function renderMenu({ id, label, options }: Menu, language: Language): APIStringSelectComponent | null {
	const { shown, left } = usableOptions(options, {
		count: componentLimits.options,
		value: componentLimits.optionValue,
	});
	if (shown.length === 0) return null;
	const more = left === 0 ? "" : ` (${leftOut(left, "options", language)})`;
	return {
		type: ComponentType.StringSelect,
		custom_id: id,
		placeholder: `${fitText(toLabel(label), componentLimits.placeholder - more.length)}${more}`,
		options: shown.map(({ value, label: name, hint = "" }) => {
			const description = fitText(toOneLine(hint), componentLimits.optionHint);
			const option = { value, label: fitText(toLabel(name), componentLimits.optionLabel) };
			return description === "" ? option : { ...option, description };
		}),
	};
}
