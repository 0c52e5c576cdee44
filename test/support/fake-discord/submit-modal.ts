import type { Actor } from "../scenario-driver.ts";
import { makeInteraction } from "./send-interaction.ts";
import { messagePayload } from "./store-message.ts";
import { PlatformRefused } from "./type-command.ts";
import type { Interaction, OpenedModal, World } from "./world.ts";

type Loose = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, string>>;

/** An opened modal, filled in and sent; the inputs' rules are checked as Discord's client checks them. */
export function submitModal(world: World, as: Actor, modalId: string, values: Values): Interaction {
	const modal = world.modals.get(modalId);
	if (!modal || modal.userId !== world.people[as].id) throw new PlatformRefused(`${as} has no such modal open.`);
	const rows = modal.data.components as unknown as readonly Loose[];
	const components = rows.map((row, index) => filledRow(row, index * 2 + 1, values));
	const names = JSON.stringify(components);
	for (const name of Object.keys(values)) {
		if (!names.includes(JSON.stringify(name))) throw new PlatformRefused(`The modal has no input ${name}.`);
	}
	world.modals.delete(modalId);
	const data = { custom_id: modal.data.custom_id, components };
	return makeInteraction(world, { type: 5, as, channelId: modal.channelId, data, message: messageOf(world, modal) });
}

function messageOf(world: World, modal: OpenedModal): Loose | null {
	const stored = modal.messageId === null ? undefined : world.messages.get(modal.messageId);
	return stored ? (messagePayload(world, stored) as unknown as Loose) : null;
}

function filledRow(row: Loose, id: number, values: Values): Loose {
	if (row.type === 1) {
		const inputs = row.components as readonly Loose[];
		return { type: 1, id, components: inputs.map((input, index) => filledInput(input, id + index + 1, values)) };
	}
	if (row.type === 18) return { type: 18, id, component: filledInput(row.component as Loose, id + 1, values) };
	return { type: row.type, id };
}

function filledInput(input: Loose, id: number, values: Values): Loose {
	const name = String(input.custom_id);
	const base = { type: input.type, id, custom_id: name };
	const isRequired = input.required !== false;
	if (input.type === 4) {
		const value = values[name] ?? String(input.value ?? "");
		if (isRequired && value === "") throw new PlatformRefused(`${name} is required.`);
		if (value.length > Number(input.max_length ?? 4000)) throw new PlatformRefused(`${name} is too long.`);
		if (value !== "" && value.length < Number(input.min_length ?? 0))
			throw new PlatformRefused(`${name} is too short.`);
		return { ...base, value };
	}
	if (input.type !== 3 && input.type !== 21) throw new PlatformRefused(`${name} can't be filled in here.`);
	const options = input.options as readonly Loose[];
	const value = values[name] ?? options.find((option) => option.default === true)?.value;
	if (value === undefined && isRequired) throw new PlatformRefused(`${name} is required.`);
	if (value !== undefined && !options.some((option) => option.value === value)) {
		throw new PlatformRefused(`${value} is no choice of ${name}.`);
	}
	return input.type === 3 ? { ...base, values: value === undefined ? [] : [value] } : { ...base, value: value ?? null };
}
