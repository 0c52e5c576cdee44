import { PermissionFlagsBits as bits } from "discord-api-types/v10";
import { apiErrors } from "./api-error.ts";
import { type Json, refuseBadBody, refuseBadMessage } from "./check-message.ts";
import { anyChannelPayload, threadMember, threadPayload } from "./payloads.ts";
import { needPermissions } from "./permissions.ts";
import { param, sendPermissions } from "./rest-messages.ts";
import { type Answer, type Call, type Route, route } from "./route.ts";
import { timestamp } from "./snowflakes.ts";
import { addMessage, addSystemMessage, messagePayload, userOf } from "./store-message.ts";
import { addThread, deleteChannel, unarchive } from "./store-thread.ts";
import { announce, type Thread, type World } from "./world.ts";

/** Channels and threads. */
export const threadRoutes: readonly Route[] = [
	route("GET", "/channels/:channel", (call) => {
		needPermissions(call.world, param(call, "channel"));
		return channelAnswer(call.world, param(call, "channel"));
	}),
	route("PATCH", "/channels/:channel", patchThread),
	route("DELETE", "/channels/:channel", (call) => {
		needPermissions(call.world, param(call, "channel"), bits.ManageThreads);
		if (!call.world.threads.has(param(call, "channel"))) throw apiErrors.missingPermissions();
		const answer = channelAnswer(call.world, param(call, "channel"));
		deleteChannel(call.world, param(call, "channel"));
		return answer;
	}),
	route("POST", "/channels/:channel/messages/:message/threads", startFromMessage),
	route("POST", "/channels/:channel/threads", start),
	route("GET", "/channels/:channel/threads/archived/public", (call) => archived(call, 11)),
	route("GET", "/channels/:channel/threads/archived/private", (call) => archived(call, 12)),
	route("GET", "/channels/:channel/users/@me/threads/archived/private", (call) => archived(call, 12, true)),
	route("GET", "/guilds/:guild/threads/active", (call) => {
		const threads = [...call.world.threads.values()].filter((thread) => !thread.archived);
		return { status: 200, body: withMembers(call.world, threads) };
	}),
	route("GET", "/channels/:channel/thread-members", (call) => {
		needPermissions(call.world, param(call, "channel"));
		const thread = threadOf(call);
		return { status: 200, body: thread.memberIds.map((id) => threadMember(thread, id)) };
	}),
	route("GET", "/channels/:channel/thread-members/:user", (call) => {
		needPermissions(call.world, param(call, "channel"));
		const thread = threadOf(call);
		const id = param(call, "user") === "@me" ? call.world.ids.botId : param(call, "user");
		if (!thread.memberIds.includes(id)) throw apiErrors.unknownMember();
		return { status: 200, body: threadMember(thread, id), schema: "ThreadMemberResponse" };
	}),
	route("PUT", "/channels/:channel/thread-members/:user", (call) => changeMember(call, true)),
	route("DELETE", "/channels/:channel/thread-members/:user", (call) => changeMember(call, false)),
];

function channelAnswer(world: World, id: string): Answer {
	const schema = world.threads.has(id) ? "ThreadResponse" : "GuildChannelResponse";
	return { status: 200, body: anyChannelPayload(world, id), schema };
}

function threadOf(call: Call): Thread {
	const thread = call.world.threads.get(param(call, "channel"));
	if (!thread) throw apiErrors.badChannelType();
	return thread;
}

function patchThread(call: Call): Answer {
	const { world } = call;
	const id = param(call, "channel");
	needPermissions(world, id);
	const body = (call.body ?? {}) as Json;
	const thread = world.threads.get(id);
	// A whole channel is not the bot's to change: that takes Manage Channels, which it never has.
	if (!thread) throw apiErrors.missingPermissions();
	refuseBadBody(call, "UpdateThreadRequestPartial", body);
	const others = Object.keys(body).filter((key) => !["archived", "locked"].includes(key));
	const opens = body.archived === false;
	if (thread.archived && !opens && others.length > 0) throw apiErrors.archivedThread();
	const isOwn = thread.ownerId === world.ids.botId && body.locked === undefined && !thread.locked;
	needPermissions(world, id, isOwn ? bits.SendMessagesInThreads : bits.ManageThreads);
	if (typeof body.name === "string" && body.name !== thread.name) {
		const waitS = renameWaitS(world, thread);
		if (waitS > 0) return tooManyRenames(waitS);
		thread.name = body.name;
	}
	if (typeof body.locked === "boolean") thread.locked = body.locked;
	if (typeof body.auto_archive_duration === "number") thread.autoArchiveMinutes = body.auto_archive_duration;
	if (typeof body.archived === "boolean" && body.archived !== thread.archived) {
		thread.archived = body.archived;
		thread.archiveAt = timestamp();
	}
	announce(world, "THREAD_UPDATE", threadPayload(world, thread));
	return channelAnswer(world, id);
}

/** A channel's name can be changed twice in 10 minutes; Discord says nothing of it before the third. */
function renameWaitS(world: World, thread: Thread): number {
	const now = Date.now();
	thread.renamedAt = thread.renamedAt.filter((at) => now - at < 600_000);
	const [first, second] = thread.renamedAt;
	if (world.options.rateLimits && first !== undefined && second !== undefined) return (first + 600_000 - now) / 1_000;
	thread.renamedAt.push(now);
	return 0;
}

function tooManyRenames(retryAfterS: number): Answer {
	const headers = { "Retry-After": `${Math.ceil(retryAfterS)}`, "X-RateLimit-Scope": "shared" };
	const body = { message: "You are being rate limited.", retry_after: retryAfterS, global: false };
	return { status: 429, body, headers };
}

function startFromMessage(call: Call): Answer {
	const { world } = call;
	const [parentId, id] = [param(call, "channel"), param(call, "message")];
	needPermissions(world, parentId);
	if (world.channels.get(parentId)?.type !== 0) throw apiErrors.badChannelType();
	refuseBadBody(call, "CreateTextThreadWithMessageRequest", call.body);
	if (world.threaded.has(id)) throw apiErrors.threadExists();
	const stored = world.messages.get(id);
	if (!stored || stored.visibleTo !== null || stored.message.channel_id !== parentId) throw apiErrors.unknownMessage();
	needPermissions(world, parentId, bits.CreatePublicThreads);
	const thread = addThread(world, { id, parentId, type: 11, invitable: true, ...common(call) });
	world.threaded.add(id);
	const reference = { type: 0, channel_id: parentId, message_id: id, guild_id: world.ids.guildId };
	addSystemMessage(world, id, 21, { message_reference: reference });
	announce(world, "MESSAGE_UPDATE", { ...messagePayload(world, stored), guild_id: world.ids.guildId });
	return { status: 201, body: threadPayload(world, thread), schema: "CreatedThreadResponse" };
}

function start(call: Call): Answer {
	const { world } = call;
	const parentId = param(call, "channel");
	needPermissions(world, parentId);
	const parent = world.channels.get(parentId);
	if (!parent) throw apiErrors.badChannelType();
	if (parent.type === 15) return startPost(call, parentId);
	refuseBadBody(call, "CreateTextThreadWithoutMessageRequest", call.body);
	const body = call.body as Json;
	// Discord's default is a private thread.
	const type = body.type === 11 ? 11 : 12;
	needPermissions(world, parentId, type === 11 ? bits.CreatePublicThreads : bits.CreatePrivateThreads);
	const thread = addThread(world, { parentId, type, invitable: body.invitable !== false, ...common(call) });
	const reference = { type: 0, channel_id: thread.id, guild_id: world.ids.guildId };
	if (type === 11) addSystemMessage(world, parentId, 18, { content: thread.name, message_reference: reference });
	return { status: 201, body: threadPayload(world, thread), schema: "CreatedThreadResponse" };
}

function startPost(call: Call, parentId: string): Answer {
	const { world, files } = call;
	const message = ((call.body as Json | undefined)?.message ?? {}) as Json;
	refuseBadMessage(call, "CreateForumThreadRequest", call.body, message, ["message"]);
	needPermissions(world, parentId, sendPermissions(world, parentId, message, files.length));
	const thread = addThread(world, { parentId, type: 11, invitable: true, ...common(call) });
	const stored = addMessage(world, { channelId: thread.id, id: thread.id, body: message, files });
	const body = { ...threadPayload(world, thread), message: messagePayload(world, stored) };
	return { status: 201, body, schema: "CreatedThreadResponse" };
}

function common(call: Call): { readonly name: string; readonly autoArchiveMinutes: number | null } {
	const body = call.body as Json;
	const minutes = body.auto_archive_duration;
	return { name: String(body.name), autoArchiveMinutes: typeof minutes === "number" ? minutes : null };
}

/** With `own` the private ones that the bot is in, which takes no Manage Threads. */
function archived(call: Call, type: 11 | 12, own = false): Answer {
	const { world } = call;
	const id = param(call, "channel");
	needPermissions(
		world,
		id,
		type === 12 && !own ? bits.ReadMessageHistory | bits.ManageThreads : bits.ReadMessageHistory,
	);
	const before = Date.parse(call.query.get("before") ?? "") || Number.POSITIVE_INFINITY;
	const limit = Number(call.query.get("limit") ?? 50);
	const all = [...world.threads.values()]
		.filter((thread) => thread.parentId === id && thread.type === type && thread.archived)
		.filter((thread) => Date.parse(thread.archiveAt) < before)
		.filter((thread) => !own || thread.memberIds.includes(world.ids.botId))
		.sort((a, b) => Date.parse(b.archiveAt) - Date.parse(a.archiveAt));
	const body = { ...withMembers(world, all.slice(0, limit)), has_more: all.length > limit };
	return { status: 200, body, schema: "ThreadsResponse" };
}

function withMembers(world: World, threads: readonly Thread[]) {
	const own = threads.filter((thread) => thread.memberIds.includes(world.ids.botId));
	return {
		threads: threads.map((thread) => threadPayload(world, thread)),
		members: own.map((thread) => threadMember(thread, world.ids.botId)),
	};
}

function changeMember(call: Call, joins: boolean): Answer {
	const { world } = call;
	const id = param(call, "channel");
	needPermissions(world, id);
	const thread = threadOf(call);
	if (thread.archived) throw apiErrors.archivedThread();
	const userId = param(call, "user") === "@me" ? world.ids.botId : param(call, "user");
	const isKnown = userId === world.ids.botId || Object.values(world.people).some((person) => person.id === userId);
	if (!isKnown) throw apiErrors.unknownUser();
	const isSelf = userId === world.ids.botId;
	needPermissions(world, id, joins || isSelf ? bits.SendMessagesInThreads : bits.ManageThreads);
	const had = thread.memberIds.includes(userId);
	if (joins === had) return { status: 204 };
	unarchive(world, id);
	thread.memberIds = joins ? [...thread.memberIds, userId] : thread.memberIds.filter((one) => one !== userId);
	const added = joins ? [{ ...threadMember(thread, userId), presence: null }] : [];
	if (!isSelf) addSystemMessage(world, id, joins ? 1 : 2, { mentions: [userOf(world, userId)] });
	announce(world, "THREAD_MEMBERS_UPDATE", {
		id,
		guild_id: world.ids.guildId,
		member_count: thread.memberIds.length,
		added_members: added,
		removed_member_ids: joins ? [] : [userId],
	});
	return { status: 204 };
}
