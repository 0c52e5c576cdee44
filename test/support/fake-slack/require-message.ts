import type { Actor } from "../scenario-driver.ts";
import { PlatformRefused } from "./platform-refused.ts";
import type { Conversation, StoredMessage, World } from "./world.ts";

/** A message that somebody sees, in a place where they can do something. */
export function requireMessage(world: World, as: Actor, ts: string): StoredMessage {
	const stored = world.messages.get(ts);
	if (!stored || stored.isDeleted) throw new PlatformRefused("The message is not there.");
	if (stored.visibleTo !== null && stored.visibleTo !== world.people[as].id) {
		throw new PlatformRefused(`${as} does not see the message.`);
	}
	requireChannel(world, stored.conversation);
	return stored;
}

/** A channel in which people can write. */
export function requireChannel(world: World, id: string): Conversation {
	const found = world.conversations.get(id);
	if (!found) throw new PlatformRefused("The channel is not there.");
	if (found.isArchived) throw new PlatformRefused("The channel is archived.");
	return found;
}
