import { PermissionFlagsBits as bits } from "discord-api-types/v10";
import { apiErrors, invalidForm } from "./api-error.ts";
import { type Json, note, refuseBadMessage } from "./check-message.ts";
import { needPermissions } from "./permissions.ts";
import { type Answer, type Call, type Route, route } from "./route.ts";
import { addMessage, deleteMessage, editMessage, messagePayload } from "./store-message.ts";
import { unarchive } from "./store-thread.ts";
import type { StoredMessage, World } from "./world.ts";

/** Messages with the bot's own token. */
export const messageRoutes: readonly Route[] = [
	route("POST", "/channels/:channel/messages", post),
	route("GET", "/channels/:channel/messages", list),
	route("GET", "/channels/:channel/messages/:message", (call) => {
		needPermissions(call.world, param(call, "channel"), bits.ReadMessageHistory);
		return { status: 200, body: messagePayload(call.world, messageOf(call)), schema: "MessageResponse" };
	}),
	route("PATCH", "/channels/:channel/messages/:message", patch),
	route("DELETE", "/channels/:channel/messages/:message", (call) => {
		needPermissions(call.world, param(call, "channel"));
		deleteMessage(call.world, messageOf(call));
		return { status: 204 };
	}),
];

export function param(call: Call, name: string): string {
	return call.params[name] ?? "";
}

/** What sending this needs; without Embed Links or Attach Files Discord answers 50013. */
export function sendPermissions(world: World, channelId: string, body: Json, files: number): bigint {
	const send = world.threads.has(channelId) ? bits.SendMessagesInThreads : bits.SendMessages;
	const embeds = Array.isArray(body.embeds) && body.embeds.length > 0 ? bits.EmbedLinks : 0n;
	return send | embeds | (files > 0 ? bits.AttachFiles : 0n);
}

function post(call: Call): Answer {
	const { world, files } = call;
	const channelId = param(call, "channel");
	const body = (call.body ?? {}) as Json;
	needPermissions(world, channelId);
	if (world.channels.get(channelId)?.type === 15) throw apiErrors.nonTextChannel();
	refuseBadMessage(call, "MessageCreateRequest", body, body);
	if ((Number(body.flags ?? 0) & 64) !== 0) note(call, "only an interaction's answer can be ephemeral");
	needPermissions(world, channelId, sendPermissions(world, channelId, body, files.length));
	const first = withNonce(world, channelId, body);
	const { nonce } = body;
	// A nonce comes back with the answer and is not kept with the message.
	const given = nonce === undefined || nonce === null ? {} : { nonce };
	if (first) return { status: 200, body: { ...messagePayload(world, first), ...given }, schema: "MessageResponse" };
	unarchive(world, channelId);
	const stored = addMessage(world, { channelId, body, files });
	if (body.nonce) world.nonces.set(`${channelId} ${body.nonce}`, { messageId: stored.message.id, at: Date.now() });
	return { status: 200, body: { ...messagePayload(world, stored), ...given }, schema: "MessageResponse" };
}

function withNonce(world: World, channelId: string, body: Json): StoredMessage | undefined {
	if (!body.nonce || body.enforce_nonce !== true) return undefined;
	const known = world.nonces.get(`${channelId} ${body.nonce}`);
	if (!known || Date.now() - known.at > world.options.nonceMs) return undefined;
	return world.messages.get(known.messageId);
}

function list(call: Call): Answer {
	const { world, query } = call;
	const channelId = param(call, "channel");
	needPermissions(world, channelId);
	if (world.channels.get(channelId)?.type === 15) throw apiErrors.nonTextChannel();
	const limit = Number(query.get("limit") ?? 50);
	if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
		note(call, `limit ${limit}`);
		const message = "int value should be between 1 and 100.";
		throw invalidForm([{ path: ["limit"], code: "NUMBER_TYPE_MAX", message }]);
	}
	const all = [...world.messages.values()]
		.filter(({ message, visibleTo }) => message.channel_id === channelId && visibleTo === null)
		.sort((a, b) => Number(BigInt(b.message.id) - BigInt(a.message.id)));
	let canRead = true;
	try {
		needPermissions(world, channelId, bits.ReadMessageHistory);
	} catch {
		canRead = false;
	}
	const page = canRead ? pageOf(all, query, limit) : [];
	return { status: 200, body: page.map((stored) => messagePayload(world, stored)), schema: "MessageResponse[]" };
}

/** `newestFirst` cut as before, after and around say. */
function pageOf(
	newestFirst: readonly StoredMessage[],
	query: URLSearchParams,
	limit: number,
): readonly StoredMessage[] {
	const at = (name: string): bigint | null => (query.has(name) ? BigInt(query.get(name) ?? "0") : null);
	const [before, after, around] = [at("before"), at("after"), at("around")];
	const id = (stored: StoredMessage): bigint => BigInt(stored.message.id);
	if (around !== null) {
		const newer = newestFirst.filter((one) => id(one) > around).slice(-Math.floor(limit / 2));
		const older = newestFirst.filter((one) => id(one) <= around).slice(0, limit - newer.length);
		return [...newer, ...older];
	}
	if (before !== null) return newestFirst.filter((one) => id(one) < before).slice(0, limit);
	if (after !== null) return newestFirst.filter((one) => id(one) > after).slice(-limit);
	return newestFirst.slice(0, limit);
}

function patch(call: Call): Answer {
	const { world, files } = call;
	const body = (call.body ?? {}) as Json;
	const channelId = param(call, "channel");
	needPermissions(world, channelId);
	const stored = messageOf(call);
	if (stored.message.type !== 0) throw apiErrors.systemMessage();
	refuseBadMessage(call, "MessageEditRequestPartial", body, body, [], true);
	if (world.threads.get(channelId)?.archived) throw apiErrors.archivedThread();
	needPermissions(world, channelId, files.length > 0 ? bits.AttachFiles : 0n);
	editMessage(world, stored, body, files);
	return { status: 200, body: messagePayload(world, stored), schema: "MessageResponse" };
}

/** Ephemeral messages aren't there for the bot's own token. */
function messageOf(call: Call): StoredMessage {
	const stored = call.world.messages.get(param(call, "message"));
	if (!stored || stored.visibleTo !== null || stored.message.channel_id !== param(call, "channel")) {
		throw apiErrors.unknownMessage();
	}
	return stored;
}
