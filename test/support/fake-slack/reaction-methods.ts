import { type Call, type Method, requireConversation, textArg } from "./call.ts";
import { messagePayload, reactionParts } from "./message-payload.ts";
import { SlackError } from "./slack-error.ts";
import type { Json, StoredMessage } from "./world.ts";

const target = ["channel", "timestamp"];

export const reactionMethods: readonly Method[] = [
	{
		name: "reactions.add",
		token: "bot",
		scope: ["reactions:write"],
		perMinute: 50,
		args: [...target, "name"],
		handle: (call) => {
			const { name, stored } = named(call);
			const users = stored.reactions.get(name) ?? new Set();
			if (users.has(call.world.ids.botUserId)) throw new SlackError("already_reacted");
			stored.reactions.set(name, users.add(call.world.ids.botUserId));
			call.world.events.emit("changed");
			return {};
		},
	},
	{
		name: "reactions.remove",
		token: "bot",
		scope: ["reactions:write"],
		perMinute: 20,
		args: [...target, "name", "file", "file_comment"],
		handle: (call) => {
			const { name, stored } = named(call);
			const users = stored.reactions.get(name);
			if (!users?.delete(call.world.ids.botUserId)) throw new SlackError("no_reaction");
			if (users.size === 0) stored.reactions.delete(name);
			call.world.events.emit("changed");
			return {};
		},
	},
	{
		name: "reactions.get",
		token: "bot",
		scope: ["reactions:read"],
		perMinute: 50,
		args: [...target, "full", "file", "file_comment"],
		handle: (call): Json => {
			const stored = reactedTo(call);
			const message = { ...messagePayload(call.world, stored), reactions: reactionParts(stored) };
			return { type: "message", channel: stored.conversation, message };
		},
	},
];

function named(call: Call): { readonly name: string; readonly stored: StoredMessage } {
	const name = textArg(call, "name");
	const stored = reactedTo(call);
	if (!/^[a-z0-9_+'-]+$/.test(name)) throw new SlackError("invalid_name");
	return { name, stored };
}

function reactedTo(call: Call): StoredMessage {
	const { world } = call;
	const ts = textArg(call, "timestamp");
	if (ts === "") throw new SlackError("no_item_specified");
	const conversation = requireConversation(call, textArg(call, "channel"));
	const stored = world.messages.get(ts);
	if (!stored || stored.conversation !== conversation.id || stored.isEphemeral || stored.isDeleted) {
		throw new SlackError("message_not_found");
	}
	if (conversation.isArchived) throw new SlackError("is_archived");
	return stored;
}
