import { type Call, flagArg, isPersonId, type Method, requireConversation, scopeByKind, textArg } from "./call.ts";
import { messagePayload } from "./message-payload.ts";
import { openDirect } from "./open-direct.ts";
import { promise } from "./show.ts";
import { SlackError } from "./slack-error.ts";
import { isThere, repliesOf } from "./store-message.ts";
import type { Conversation, Json, StoredMessage, World } from "./world.ts";

/** Who opens a direct conversation is about to write in it. */
const writingMs = 10_000;
const page = ["channel", "cursor", "limit", "oldest", "latest", "inclusive", "include_all_metadata"];

export const conversationMethods: readonly Method[] = [
	{
		name: "conversations.info",
		token: "bot",
		scope: scopeByKind("read"),
		perMinute: 50,
		args: ["channel", "include_locale", "include_num_members"],
		handle: (call) => ({ channel: payload(call.world, requireConversation(call, textArg(call, "channel"))) }),
	},
	{
		name: "conversations.open",
		token: "bot",
		scope: ["im:write"],
		perMinute: 50,
		args: ["users", "channel", "return_im", "prevent_creation"],
		handle: open,
	},
	{
		name: "conversations.history",
		token: "bot",
		scope: scopeByKind("history"),
		perMinute: 50,
		args: page,
		handle: history,
	},
	{
		name: "conversations.replies",
		token: "bot",
		scope: scopeByKind("history"),
		perMinute: 50,
		args: [...page, "ts"],
		handle: replies,
	},
	{
		name: "conversations.members",
		token: "bot",
		scope: scopeByKind("read"),
		perMinute: 100,
		args: ["channel", "cursor", "limit"],
		handle: members,
	},
];

function open(call: Call): Json {
	const { world } = call;
	const users = textArg(call, "users").split(",").filter(Boolean);
	const known = textArg(call, "channel");
	if (users.length > 1) throw new SlackError("too_many_users");
	const [userId] = users;
	if (userId === undefined && known === "") throw new SlackError("users_list_not_supplied");
	if (userId !== undefined && !isPersonId(world, userId)) throw new SlackError("user_not_found");
	const before = world.conversations.size;
	const opened = userId === undefined ? requireConversation(call, known) : openDirect(world, userId);
	if (opened.directWith !== null) promise(world, opened.directWith, writingMs);
	const already = world.conversations.size === before ? { no_op: true, already_open: true } : {};
	return { ...already, channel: flagArg(call, "return_im") ? payload(world, opened) : { id: opened.id } };
}

function history(call: Call): Json {
	const conversation = requireReadable(call);
	const all = [...call.world.messages.values()].filter(
		(one) => one.conversation === conversation.id && one.threadTs === null && isThere(call.world, one),
	);
	// Newest first, unlike a thread.
	return { ...pageOf(call, all.reverse(), 100), pin_count: 0 };
}

function replies(call: Call): Json {
	const conversation = requireReadable(call);
	const found = call.world.messages.get(textArg(call, "ts"));
	if (!found || found.conversation !== conversation.id || !isThere(call.world, found)) {
		throw new SlackError("thread_not_found");
	}
	if (found.threadTs !== null) return pageOf(call, [found], 1_000);
	return pageOf(call, [found, ...repliesOf(call.world, found)], 1_000);
}

function requireReadable(call: Call): Conversation {
	const conversation = requireConversation(call, textArg(call, "channel"));
	if (!conversation.isMember) throw new SlackError("not_in_channel");
	return conversation;
}

/** `oldest`, `latest` and the cursor leave out; `limit` cuts. A thread's parent always stands first. */
function pageOf(call: Call, all: readonly StoredMessage[], usual: number): Json {
	const { world } = call;
	const isInclusive = flagArg(call, "inclusive");
	const oldest = moment(call, "oldest", Number.NEGATIVE_INFINITY);
	const latest = moment(call, "latest", Number.POSITIVE_INFINITY);
	const limit = Math.min(Number(textArg(call, "limit") || usual), 999);
	if (!Number.isInteger(limit) || limit < 1) throw new SlackError("invalid_limit");
	const cursor = textArg(call, "cursor");
	const start = cursor === "" ? 0 : Number(Buffer.from(cursor, "base64").toString().replace("next:", "") || Number.NaN);
	if (!Number.isInteger(start)) throw new SlackError("invalid_cursor");
	const within = all.filter(({ ts }) => {
		const at = Number(ts);
		return isInclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
	});
	const shown = within.slice(start, start + limit);
	const hasMore = start + limit < within.length;
	const withMetadata = flagArg(call, "include_all_metadata") && world.scopes.has("metadata.message:read");
	return {
		messages: shown.map((stored) => messagePayload(world, stored, withMetadata)),
		has_more: hasMore,
		...(hasMore ? { response_metadata: { next_cursor: Buffer.from(`next:${start + limit}`).toString("base64") } } : {}),
	};
}

function moment(call: Call, name: "oldest" | "latest", otherwise: number): number {
	const text = textArg(call, name);
	if (text === "" || (name === "oldest" && text === "0")) return otherwise;
	if (!/^\d+(\.\d+)?$/.test(text)) throw new SlackError(`invalid_ts_${name}`);
	return Number(text);
}

function members(call: Call): Json {
	const { world } = call;
	const conversation = requireConversation(call, textArg(call, "channel"));
	const people = Object.values(world.people).map(({ id }) => id);
	const there = conversation.directWith === null ? people : [conversation.directWith];
	return {
		members: conversation.isMember ? [...there, world.ids.botUserId] : there,
		response_metadata: { next_cursor: "" },
	};
}

function payload(world: World, conversation: Conversation): Json {
	const { id, name, directWith, isMember, isArchived } = conversation;
	const created = 1_700_000_000;
	if (directWith !== null) {
		return {
			id,
			created,
			is_archived: false,
			is_im: true,
			is_org_shared: false,
			context_team_id: world.ids.teamId,
			user: directWith,
			is_open: true,
			priority: 0,
		};
	}
	const purpose = { value: "", creator: "", last_set: 0 };
	return {
		id,
		name,
		is_channel: true,
		is_group: false,
		is_im: false,
		is_mpim: false,
		is_private: false,
		created,
		is_archived: isArchived,
		is_general: name === "general",
		unlinked: 0,
		name_normalized: name,
		is_shared: false,
		is_org_shared: false,
		is_pending_ext_shared: false,
		pending_shared: [],
		context_team_id: world.ids.teamId,
		updated: created * 1_000,
		creator: world.people.anna.id,
		is_ext_shared: false,
		shared_team_ids: [world.ids.teamId],
		pending_connected_team_ids: [],
		is_member: isMember,
		...(isMember ? { last_read: "0000000000.000000" } : {}),
		topic: purpose,
		purpose,
		previous_names: [],
	};
}
