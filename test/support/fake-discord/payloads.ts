import type { APIGuildMember, APIUser } from "discord-api-types/v10";
import { memberPermissions } from "./permission-bits.ts";
import { channelPermissionsOf } from "./permissions.ts";
import { snowflake, timestamp } from "./snowflakes.ts";
import type { Channel, ServerPerson, Thread, World } from "./world.ts";

const joinedAt = timestamp(Date.UTC(2025, 0, 6, 12));

/** Users, members, roles, channels and the server, as the API gives them. */
export function userPayload(person: { readonly id: string; readonly name: string; readonly isBot?: boolean }): APIUser {
	return {
		id: person.id,
		username: person.name.toLowerCase(),
		global_name: person.isBot ? null : person.name,
		discriminator: person.isBot ? "0001" : "0",
		avatar: null,
		avatar_decoration_data: null,
		banner: null,
		accent_color: null,
		collectibles: null,
		public_flags: 0,
		primary_guild: null,
		...(person.isBot ? { bot: true } : {}),
	} as unknown as APIUser;
}

export function botUser(world: World): APIUser {
	return userPayload({ id: world.ids.botId, name: "Meldkamer", isBot: true });
}

export function memberPayload(user: APIUser, roleIds: readonly string[]): APIGuildMember {
	return {
		user,
		avatar: null,
		banner: null,
		communication_disabled_until: null,
		deaf: false,
		mute: false,
		flags: 0,
		joined_at: joinedAt,
		nick: null,
		pending: false,
		premium_since: null,
		roles: [...roleIds],
	} as unknown as APIGuildMember;
}

/** A member as it comes with an interaction: with the permissions in that channel. */
export function interactionMember(person: ServerPerson) {
	return { ...memberPayload(userPayload(person), person.roleIds), permissions: memberPermissions.toString() };
}

export function rolePayloads(world: World) {
	const role = (id: string, name: string, position: number, permissions: bigint) => ({
		id,
		name,
		permissions: permissions.toString(),
		position,
		color: 0,
		colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
		hoist: false,
		managed: id === world.ids.botRoleId,
		mentionable: false,
		icon: null,
		unicode_emoji: null,
		flags: 0,
		...(id === world.ids.botRoleId ? { tags: { bot_id: world.ids.botId } } : {}),
	});
	return [
		// Everyone's role gives nothing, so that the bot has exactly what a test permits it.
		role(world.ids.guildId, "@everyone", 0, 0n),
		role(world.ids.volunteerRoleId, "volunteer", 1, memberPermissions),
		role(world.ids.coordinatorRoleId, "coordinator", 2, memberPermissions),
		role(world.ids.botRoleId, "Meldkamer", 3, world.serverPermissions),
	];
}

export function channelPayload(world: World, channel: Channel) {
	const own = world.channelPermissions.get(channel.id);
	const denied = own === undefined ? 0n : world.serverPermissions & ~own;
	const overwrite = { id: world.ids.botRoleId, type: 0, allow: `${own ?? 0n}`, deny: `${denied}` };
	return {
		id: channel.id,
		type: channel.type,
		name: channel.name,
		guild_id: world.ids.guildId,
		position: channel.position,
		parent_id: null,
		topic: null,
		last_message_id: null,
		flags: 0,
		nsfw: false,
		rate_limit_per_user: 0,
		permission_overwrites: own === undefined ? [] : [overwrite],
		...(channel.type === 15
			? { available_tags: [], default_reaction_emoji: null, default_sort_order: null, default_forum_layout: 0 }
			: {}),
	};
}

export function threadPayload(world: World, thread: Thread) {
	return {
		id: thread.id,
		type: thread.type,
		name: thread.name,
		guild_id: world.ids.guildId,
		parent_id: thread.parentId,
		owner_id: thread.ownerId,
		last_message_id: null,
		flags: 0,
		rate_limit_per_user: 0,
		message_count: thread.posts,
		total_message_sent: thread.posts,
		member_count: thread.memberIds.length,
		thread_metadata: {
			archived: thread.archived,
			archive_timestamp: thread.archiveAt,
			auto_archive_duration: thread.autoArchiveMinutes,
			create_timestamp: thread.createdAt,
			locked: thread.locked,
			...(thread.type === 12 ? { invitable: thread.invitable } : {}),
		},
		...(thread.memberIds.includes(world.ids.botId) ? { member: threadMember(thread, world.ids.botId) } : {}),
	};
}

export function threadMember(thread: Thread, userId: string) {
	return {
		id: thread.id,
		user_id: userId,
		join_timestamp: thread.createdAt,
		flags: 0,
		muted: false,
		mute_config: null,
	};
}

/** A channel or thread by its id, or null. */
export function anyChannelPayload(world: World, id: string) {
	const channel = world.channels.get(id);
	if (channel) return channelPayload(world, channel);
	const thread = world.threads.get(id);
	return thread ? threadPayload(world, thread) : null;
}

/** The channel as it comes with an interaction: with what the person may do there. */
export function interactionChannel(world: World, id: string) {
	return { ...anyChannelPayload(world, id), permissions: memberPermissions.toString() };
}

export function appPermissions(world: World, channelId: string): string {
	return channelPermissionsOf(world, channelId).toString();
}

export function guildPayload(world: World) {
	return {
		id: world.ids.guildId,
		name: "Meldpunt",
		icon: null,
		description: null,
		home_header: null,
		splash: null,
		discovery_splash: null,
		features: [],
		banner: null,
		owner_id: world.ids.ownerId,
		application_id: null,
		region: "rotterdam",
		afk_channel_id: null,
		afk_timeout: 300,
		system_channel_id: null,
		system_channel_flags: 0,
		widget_enabled: false,
		widget_channel_id: null,
		verification_level: 2,
		roles: rolePayloads(world),
		default_message_notifications: 1,
		mfa_level: 0,
		explicit_content_filter: 0,
		max_presences: null,
		max_members: 500_000,
		max_stage_video_channel_users: 50,
		max_video_channel_users: 25,
		vanity_url_code: null,
		premium_tier: 0,
		premium_subscription_count: 0,
		preferred_locale: world.options.locale,
		rules_channel_id: null,
		safety_alerts_channel_id: null,
		public_updates_channel_id: null,
		premium_progress_bar_enabled: false,
		nsfw: false,
		nsfw_level: 0,
		emojis: [],
		stickers: [],
		incidents_data: null,
	};
}

/** What the gateway says of the server after READY. */
export function guildCreatePayload(world: World) {
	return {
		...guildPayload(world),
		joined_at: joinedAt,
		large: false,
		unavailable: false,
		member_count: 5,
		members: [memberPayload(botUser(world), [world.ids.botRoleId])],
		channels: [...world.channels.values()].map((channel) => channelPayload(world, channel)),
		threads: [...world.threads.values()]
			.filter((thread) => !thread.archived)
			.map((thread) => threadPayload(world, thread)),
		presences: [],
		voice_states: [],
		stage_instances: [],
		guild_scheduled_events: [],
		soundboard_sounds: [],
		version: snowflake(),
	};
}
