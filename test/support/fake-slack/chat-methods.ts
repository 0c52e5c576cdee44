import { type Call, isPersonId, type Method, requireConversation, textArg } from "./call.ts";
import { messagePayload } from "./message-payload.ts";
import { openDirect } from "./open-direct.ts";
import { readMessage } from "./read-message.ts";
import { show } from "./show.ts";
import { SlackError } from "./slack-error.ts";
import { changeMessage, isThere, isTombstone, removeMessage, storeMessage } from "./store-message.ts";
import type { Conversation, Json, StoredMessage } from "./world.ts";

const content = ["text", "blocks", "attachments", "markdown_text", "mrkdwn", "parse", "link_names", "as_user"];
const sender = ["username", "icon_emoji", "icon_url"];
const base = { token: "bot", scope: ["chat:write"] } as const;

export const chatMethods: readonly Method[] = [
	{
		...base,
		name: "chat.postMessage",
		perMinute: null,
		args: [
			...content,
			...sender,
			"channel",
			"thread_ts",
			"reply_broadcast",
			"metadata",
			"unfurl_links",
			"unfurl_media",
		],
		handle: postMessage,
	},
	{
		...base,
		name: "chat.postEphemeral",
		perMinute: 100,
		args: [...content, ...sender, "channel", "user", "thread_ts"],
		handle: postEphemeral,
	},
	{
		...base,
		name: "chat.update",
		perMinute: 50,
		args: [...content, "channel", "ts", "metadata", "file_ids", "reply_broadcast", "unfurled_attachments"],
		handle: updateMessage,
	},
	{ ...base, name: "chat.delete", perMinute: 50, args: ["channel", "ts", "as_user"], handle: deleteMessage },
	{
		token: "bot",
		scope: [],
		name: "chat.getPermalink",
		perMinute: null,
		args: ["channel", "message_ts"],
		handle: getPermalink,
	},
];

function postMessage(call: Call): Json {
	const { world } = call;
	const conversation = addressed(call);
	const message = readMessage(call, { conversation: conversation.id, kind: "post" });
	if (conversation.isArchived) throw new SlackError("is_archived");
	if (!conversation.isMember) throw new SlackError("not_in_channel");
	const threadTs = threadOf(call, conversation);
	const stored = storeMessage(world, {
		...message,
		conversation: conversation.id,
		user: world.ids.botUserId,
		threadTs,
	});
	if (conversation.directWith !== null) show(world, conversation.directWith, { kind: "message", stored });
	return { channel: conversation.id, ts: stored.ts, message: messagePayload(world, stored, true) };
}

/** A channel, or a person for the direct conversation with them. */
function addressed(call: Call): Conversation {
	const id = textArg(call, "channel");
	if (isPersonId(call.world, id)) return openDirect(call.world, id);
	return requireConversation(call, id);
}

function postEphemeral(call: Call): Json {
	const { world } = call;
	const conversation = requireConversation(call, textArg(call, "channel"));
	const userId = textArg(call, "user");
	const message = readMessage(call, { conversation: conversation.id, kind: "post", ephemeralTo: userId });
	if (conversation.isArchived) throw new SlackError("is_archived");
	if (!conversation.isMember) throw new SlackError("not_in_channel");
	if (!isPersonId(world, userId)) throw new SlackError("user_not_in_channel");
	if (conversation.directWith !== null && conversation.directWith !== userId) {
		throw new SlackError("user_not_in_channel");
	}
	const stored = storeMessage(world, {
		...message,
		metadata: null,
		conversation: conversation.id,
		user: world.ids.botUserId,
		threadTs: threadOf(call, conversation),
		ephemeralTo: userId,
	});
	show(world, userId, { kind: "message", stored });
	return { message_ts: stored.ts };
}

function threadOf(call: Call, conversation: Conversation): string | null {
	const ts = textArg(call, "thread_ts");
	if (ts === "") return null;
	const parent = call.world.messages.get(ts);
	if (!parent || parent.conversation !== conversation.id || !isThere(call.world, parent)) {
		throw new SlackError("thread_not_found");
	}
	// Slack takes a reply's ts too and puts the message in the reply's thread.
	return parent.threadTs ?? parent.ts;
}

function updateMessage(call: Call): Json {
	const { world, args } = call;
	const conversation = requireConversation(call, textArg(call, "channel"));
	const stored = ownMessage(call, conversation, "cant_update_message");
	if (conversation.isArchived) throw new SlackError("is_inactive");
	const message = readMessage(call, { conversation: conversation.id, kind: "change" });
	const hasText = args.text !== undefined;
	changeMessage(world, stored, {
		...(hasText ? { text: message.text } : {}),
		// Text without blocks takes the old blocks away.
		...(args.blocks !== undefined || hasText ? { blocks: message.blocks } : {}),
		...(args.attachments !== undefined || hasText ? { attachments: message.attachments } : {}),
		...(args.metadata === undefined ? {} : { metadata: message.metadata }),
	});
	return {
		channel: conversation.id,
		ts: stored.ts,
		text: stored.text,
		message: messagePayload(world, stored, true),
	};
}

function ownMessage(call: Call, conversation: Conversation, refusal: string): StoredMessage {
	const { world } = call;
	const stored = world.messages.get(textArg(call, "ts"));
	if (!stored || stored.conversation !== conversation.id || stored.isEphemeral || stored.isDeleted) {
		throw new SlackError("message_not_found");
	}
	if (stored.user !== world.ids.botUserId) throw new SlackError(refusal);
	return stored;
}

function deleteMessage(call: Call): Json {
	const conversation = requireConversation(call, textArg(call, "channel"));
	const stored = ownMessage(call, conversation, "cant_delete_message");
	removeMessage(call.world, stored);
	return { channel: conversation.id, ts: stored.ts };
}

function getPermalink(call: Call): Json {
	const { world } = call;
	const conversation = requireConversation(call, textArg(call, "channel"));
	const stored = world.messages.get(textArg(call, "message_ts"));
	if (!stored || stored.conversation !== conversation.id || !isThere(world, stored) || isTombstone(world, stored)) {
		throw new SlackError("message_not_found");
	}
	const inThread = stored.threadTs === null ? "" : `?thread_ts=${stored.threadTs}&cid=${conversation.id}`;
	const permalink = `https://${world.domain}.slack.com/archives/${conversation.id}/p${stored.ts.replace(".", "")}${inThread}`;
	return { channel: conversation.id, permalink };
}
