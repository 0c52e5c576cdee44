import type { Actor } from "../scenario-driver.ts";
import { makeInteraction } from "./send-interaction.ts";
import { messagePayload } from "./store-message.ts";
import { PlatformRefused, requireSight } from "./type-command.ts";
import type { Interaction, StoredMessage, World } from "./world.ts";

type Loose = Readonly<Record<string, unknown>>;

/** A press on a button or a choice in a menu, of the message's look now or of an older one. */
export function pressComponent(
	world: World,
	as: Actor,
	messageId: string,
	customId: string,
	value: string | null,
): Interaction {
	const stored = world.messages.get(messageId);
	const person = world.people[as];
	if (!stored) throw new PlatformRefused("The message is not there.");
	if (stored.visibleTo !== null && stored.visibleTo !== person.id)
		throw new PlatformRefused(`${as} does not see the message.`);
	requireSight(world, as, stored.message.channel_id);
	const component = findComponent(stored, customId);
	if (!component) throw new PlatformRefused(`The message never had ${customId}.`);
	if (component.disabled === true) throw new PlatformRefused(`${customId} is disabled.`);
	if (component.type === 3) requireOption(component, value);
	const data = {
		component_type: component.type,
		custom_id: customId,
		id: component.id,
		...(component.type === 3 ? { values: value === null ? [] : [value] } : {}),
	};
	const message = messagePayload(world, stored) as unknown as Loose;
	return makeInteraction(world, { type: 3, as, channelId: stored.message.channel_id, data, message });
}

function findComponent(stored: StoredMessage, customId: string): Loose | null {
	for (const look of stored.looks) {
		const found = search(look, customId);
		if (found) return found;
	}
	return null;
}

function search(value: unknown, customId: string): Loose | null {
	if (Array.isArray(value)) {
		for (const item of value) {
			const found = search(item, customId);
			if (found) return found;
		}
		return null;
	}
	if (typeof value !== "object" || value === null) return null;
	const part = value as Loose;
	return part.custom_id === customId ? part : (search(part.components, customId) ?? search(part.accessory, customId));
}

function requireOption(menu: Loose, value: string | null): void {
	const options = (menu.options ?? []) as readonly Loose[];
	if (value === null ? Number(menu.min_values ?? 1) > 0 : !options.some((option) => option.value === value)) {
		throw new PlatformRefused(`${value} is no option of the menu.`);
	}
}
