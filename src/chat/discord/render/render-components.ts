import {
	type APIActionRowComponent,
	type APIButtonComponent,
	type APIStringSelectComponent,
	ButtonStyle,
	ComponentType,
} from "discord.js";
import type { Button, Card, Menu } from "../../../core/thread/card.ts";
import { componentLimits } from "../limits.ts";
import type { Language } from "../options.ts";
import { fitText } from "./fit-text.ts";
import { leftOut } from "./left-out.ts";
import { toLabel, toOneLine } from "./plain-text.ts";

export type Row = APIActionRowComponent<APIButtonComponent | APIStringSelectComponent>;

const styles = { primary: ButtonStyle.Primary, plain: ButtonStyle.Secondary, danger: ButtonStyle.Danger } as const;

/** The menu, the rows of buttons with the link among them, and how many buttons found no room. */
export function renderComponents(
	card: Card,
	language: Language,
): { readonly rows: Row[]; readonly buttonsLeft: number } {
	const menu = card.menu === undefined ? null : renderMenu(card.menu, language);
	const link = card.link !== undefined && isPressable(card.link.url) ? [renderLink(card.link)] : [];
	const used = new Set([card.menu?.id]);
	// Two of one id do the same, and Discord refuses a message that has both.
	const rows = (card.buttons ?? []).map((row) =>
		row.filter(({ id }) => !used.has(id) && used.add(id)).map(renderButton),
	);
	const buttons = rows.flat();
	const room = componentLimits.rows - (menu === null ? 0 : 1);
	const kept = buttons.slice(0, room * componentLimits.buttonsInRow - link.length);
	const asGiven = withLink(rows.flatMap(inRows), link);
	const shown = asGiven.length <= room ? asGiven : inRows([...kept, ...link]);
	return {
		rows: [...(menu === null ? [] : [toRow([menu])]), ...shown.map(toRow)],
		buttonsLeft: buttons.length - kept.length,
	};
}

/** Discord's link button: a public web page with a name, not too long. */
export function isPressable(url: string): boolean {
	if (url.length > componentLimits.linkUrl || /\s/.test(url) || !URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	return (protocol === "http:" || protocol === "https:") && hostname.includes(".");
}

type Component = APIButtonComponent | APIStringSelectComponent;

const toRow = (components: readonly Component[]): Row => ({
	type: ComponentType.ActionRow,
	components: [...components],
});

function inRows<T>(components: readonly T[]): T[][] {
	const size = componentLimits.buttonsInRow;
	const count = Math.ceil(components.length / size);
	return Array.from({ length: count }, (_, row) => components.slice(row * size, (row + 1) * size));
}

function withLink(rows: readonly APIButtonComponent[][], link: readonly APIButtonComponent[]): APIButtonComponent[][] {
	const last = rows.at(-1);
	if (link.length === 0) return [...rows];
	if (last === undefined || last.length === componentLimits.buttonsInRow) return [...rows, [...link]];
	return [...rows.slice(0, -1), [...last, ...link]];
}

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
	const values = new Set<string>();
	const usable = options.filter(({ value }) => {
		const fits = value !== "" && value.length <= componentLimits.optionValue && !values.has(value);
		values.add(value);
		return fits;
	});
	if (usable.length === 0) return null;
	const shown = usable.slice(0, componentLimits.options);
	const left = options.length - shown.length;
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
