import { filePayload } from "./file-payload.ts";
import { isTombstone, repliesOf } from "./store-message.ts";
import type { Json, StoredMessage, World } from "./world.ts";

/** A message as Slack gives it in histories, answers and payloads. */
export function messagePayload(world: World, stored: StoredMessage, withMetadata = false): Json {
	const { ts, threadTs } = stored;
	const replies = repliesOf(world, stored);
	if (isTombstone(world, stored)) return { ...tombstone(ts), ...threadParts(ts, replies) };
	const files = stored.fileIds.flatMap((id) => {
		const file = world.files.get(id);
		return file ? [file.isDeleted ? { id, mode: "tombstone" } : filePayload(world, file)] : [];
	});
	return {
		user: stored.user,
		type: "message",
		ts,
		...(stored.user === world.ids.botUserId ? botParts(world) : { client_msg_id: crypto.randomUUID() }),
		text: stored.text,
		team: world.ids.teamId,
		...(threadTs === null ? {} : { thread_ts: threadTs, ...parentParts(world, threadTs) }),
		...(replies.length > 0 ? threadParts(ts, replies) : {}),
		...(stored.blocks.length > 0 ? { blocks: stored.blocks } : {}),
		...(stored.attachments.length > 0 ? { attachments: stored.attachments } : {}),
		...(files.length > 0 ? { files, upload: false } : {}),
		...(stored.editedTs === null ? {} : { edited: { user: stored.user, ts: stored.editedTs } }),
		...(stored.reactions.size > 0 ? { reactions: reactionParts(stored) } : {}),
		...(withMetadata && stored.metadata ? { metadata: stored.metadata } : {}),
	};
}

export function reactionParts(stored: StoredMessage): readonly Json[] {
	return [...stored.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size }));
}

/** The app that a bot's message shows as its sender. */
export function botProfile({ ids }: World): Json {
	return {
		id: ids.botId,
		app_id: ids.appId,
		user_id: ids.botUserId,
		name: "Meldkamer",
		icons: { image_36: "", image_48: "", image_72: "" },
		deleted: false,
		updated: 1_700_000_000,
		team_id: ids.teamId,
	};
}

function botParts(world: World): Json {
	return { bot_id: world.ids.botId, app_id: world.ids.appId, bot_profile: botProfile(world) };
}

function tombstone(ts: string): Json {
	return {
		type: "message",
		subtype: "tombstone",
		hidden: true,
		text: "This message was deleted.",
		user: "USLACKBOT",
		ts,
	};
}

function parentParts(world: World, threadTs: string): Json {
	const parent = world.messages.get(threadTs);
	return parent ? { parent_user_id: parent.user } : {};
}

function threadParts(ts: string, replies: readonly StoredMessage[]): Json {
	const users = [...new Set(replies.map(({ user }) => user))];
	return {
		thread_ts: ts,
		reply_count: replies.length,
		reply_users_count: users.length,
		latest_reply: replies.at(-1)?.ts,
		reply_users: users,
		is_locked: false,
		subscribed: false,
	};
}
