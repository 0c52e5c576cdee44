import { apiErrors } from "./api-error.ts";
import { threadPayload } from "./payloads.ts";
import { snowflake, timestamp } from "./snowflakes.ts";
import { announce, type Thread, type World } from "./world.ts";

export interface NewThread {
	readonly id?: string;
	readonly parentId: string;
	readonly type: 11 | 12;
	readonly name: string;
	readonly autoArchiveMinutes: number | null;
	readonly invitable: boolean;
}

export function addThread(world: World, input: NewThread): Thread {
	const thread: Thread = {
		id: input.id ?? snowflake(),
		parentId: input.parentId,
		type: input.type,
		ownerId: world.ids.botId,
		createdAt: timestamp(),
		invitable: input.invitable,
		name: input.name,
		archived: false,
		locked: false,
		archiveAt: timestamp(),
		autoArchiveMinutes: input.autoArchiveMinutes ?? 4320,
		memberIds: [world.ids.botId],
		posts: 0,
		renamedAt: [],
	};
	world.threads.set(thread.id, thread);
	announce(world, "THREAD_CREATE", { ...threadPayload(world, thread), newly_created: true });
	return thread;
}

/** A new post opens an archived thread again, unless it is locked. */
export function unarchive(world: World, channelId: string): void {
	const thread = world.threads.get(channelId);
	if (!thread?.archived) return;
	if (thread.locked) throw apiErrors.archivedThread();
	thread.archived = false;
	thread.archiveAt = timestamp();
	announce(world, "THREAD_UPDATE", threadPayload(world, thread));
}

/** Takes a channel with its threads, or a thread, and all messages in them out of the server. */
export function deleteChannel(world: World, id: string): void {
	const { guildId } = world.ids;
	for (const thread of [...world.threads.values()].filter((one) => one.id === id || one.parentId === id)) {
		world.threads.delete(thread.id);
		world.deletedChannels.add(thread.id);
		deleteMessagesIn(world, thread.id);
		const { type, parentId } = thread;
		announce(world, "THREAD_DELETE", { id: thread.id, type, parent_id: parentId, guild_id: guildId });
	}
	const channel = world.channels.get(id);
	if (!channel) return;
	world.channels.delete(id);
	world.deletedChannels.add(id);
	deleteMessagesIn(world, id);
	const { type, name, position } = channel;
	announce(world, "CHANNEL_DELETE", { id, type, name, position, guild_id: guildId, permission_overwrites: [] });
}

function deleteMessagesIn(world: World, channelId: string): void {
	for (const [id, { message }] of world.messages) if (message.channel_id === channelId) world.messages.delete(id);
}
