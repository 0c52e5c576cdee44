import { type Act, type ActKind, makeAct } from "./act.ts";
import { isJson } from "./fill-blocks.ts";
import { makeView } from "./open-view.ts";
import { storeMessage } from "./store-message.ts";
import type { Json, World } from "./world.ts";

/** A recorded payload with this workspace's tokens and ids; its channel, message and view become known. */
export function rawAct(world: World, kind: ActKind, recorded: Json): Act {
	const { ids, domain, verificationToken } = world;
	const user = isJson(recorded.user) ? recorded.user : {};
	const event = isJson(recorded.event) ? recorded.event : {};
	const userId = String(recorded.user_id ?? user.id ?? event.user);
	const container = isJson(recorded.container) ? recorded.container : {};
	const channel = isJson(recorded.channel) ? recorded.channel : {};
	const conversation = String(recorded.channel_id ?? channel.id ?? container.channel_id ?? "");
	if (conversation !== "") learnChannel(world, conversation, String(recorded.channel_name ?? channel.name));
	const source = typeof container.message_ts === "string" ? container.message_ts : null;
	const view = isJson(recorded.view) ? learnView(world, recorded.view, userId) : null;
	if (source !== null && isJson(recorded.message)) learnMessage(world, conversation, source, recorded.message);
	return makeAct(world, {
		kind,
		userId,
		viewId: view ? String(view.id) : null,
		hasTrigger: "trigger_id" in recorded,
		payload: {
			...recorded,
			token: verificationToken,
			api_app_id: ids.appId,
			...("team_id" in recorded ? { team_id: ids.teamId } : {}),
			...("team_domain" in recorded ? { team_domain: domain } : {}),
			...(isJson(recorded.team) ? { team: { id: ids.teamId, domain } } : {}),
			...(isJson(recorded.user) ? { user: { ...user, team_id: ids.teamId } } : {}),
			...(view ? { view } : {}),
		},
		respondsIn: "response_url" in recorded ? { conversation, sourceTs: source } : null,
		urlKind: kind === "slash_commands" ? "commands" : "actions",
	});
}

function learnChannel(world: World, id: string, name: string): void {
	if (world.conversations.has(id)) return;
	world.conversations.set(id, { id, name, directWith: null, isMember: true, isArchived: false });
}

/** Kept under its own ts, so that the bot may answer in its thread and change it. */
function learnMessage(world: World, conversation: string, ts: string, message: Json): void {
	if (world.messages.has(ts)) return;
	const blocks = Array.isArray(message.blocks) ? message.blocks : [];
	const text = String(message.text ?? "");
	const stored = storeMessage(world, { conversation, user: world.ids.botUserId, text, blocks });
	world.messages.delete(stored.ts);
	world.messages.set(ts, { ...stored, ts });
}

function learnView(world: World, recorded: Json, userId: string): Json {
	const { ids } = world;
	const made = makeView(recorded, { userId, below: null });
	const id = String(recorded.id);
	world.views.set(id, { ...made, id, rootId: id });
	return { ...recorded, team_id: ids.teamId, app_id: ids.appId, bot_id: ids.botId, app_installed_team_id: ids.teamId };
}
