import type { Conversation, World } from "./world.ts";

/** The bot's direct conversation with somebody; opened when there is none. */
export function openDirect(world: World, userId: string): Conversation {
	for (const one of world.conversations.values()) if (one.directWith === userId) return one;
	const id = `D${userId.slice(1)}`;
	const opened: Conversation = { id, name: "", directWith: userId, isMember: true, isArchived: false };
	world.conversations.set(id, opened);
	return opened;
}
