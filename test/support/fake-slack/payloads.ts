import type { OpenView } from "./act.ts";
import { messagePayload } from "./message-payload.ts";
import { viewPayload } from "./open-view.ts";
import type { Json, Person, StoredMessage, World } from "./world.ts";

/** What stands in every payload of an interaction. */
export function interactionPayload(world: World, person: Person): Json {
	const { ids, domain } = world;
	const name = person.name.toLowerCase();
	return {
		user: { id: person.id, username: name, name, team_id: ids.teamId },
		api_app_id: ids.appId,
		token: world.verificationToken,
		team: { id: ids.teamId, domain },
		enterprise: null,
		is_enterprise_install: false,
	};
}

export function commandPayload(world: World, person: Person, text: string, channelId: string): Json {
	const { ids, domain } = world;
	return {
		token: world.verificationToken,
		team_id: ids.teamId,
		team_domain: domain,
		channel_id: channelId,
		channel_name: channelName(world, channelId),
		user_id: person.id,
		user_name: person.name.toLowerCase(),
		command: "/meldkamer",
		text,
		api_app_id: ids.appId,
		is_enterprise_install: "false",
	};
}

/** Where a press on a message came from. An ephemeral message isn't sent along: Slack doesn't keep it. */
export function messagePlace(world: World, stored: StoredMessage): Json {
	const { ts, threadTs, conversation, isEphemeral } = stored;
	return {
		container: {
			type: "message",
			message_ts: ts,
			channel_id: conversation,
			is_ephemeral: isEphemeral,
			...(threadTs === null ? {} : { thread_ts: threadTs }),
		},
		channel: { id: conversation, name: channelName(world, conversation) },
		...(isEphemeral ? {} : { message: messagePayload(world, stored) }),
	};
}

export function viewPlace(world: World, view: OpenView): Json {
	return { container: { type: "view", view_id: view.id }, view: viewPayload(world, view) };
}

export function eventPayload(world: World, event: Json, id: string): Json {
	const { ids } = world;
	return {
		token: world.verificationToken,
		team_id: ids.teamId,
		api_app_id: ids.appId,
		event,
		type: "event_callback",
		event_id: id,
		event_time: Math.floor(Date.now() / 1_000),
		authorizations: [
			{
				enterprise_id: null,
				team_id: ids.teamId,
				user_id: ids.botUserId,
				is_bot: true,
				is_enterprise_install: false,
			},
		],
		is_ext_shared_channel: false,
	};
}

export function channelName({ conversations }: World, id: string): string {
	const found = conversations.get(id);
	return found?.directWith === null ? found.name : "directmessage";
}
