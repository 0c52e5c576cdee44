import { apiErrors } from "./api-error.ts";
import { botUser, channelPayload, guildPayload, memberPayload, rolePayloads, userPayload } from "./payloads.ts";
import { param } from "./rest-messages.ts";
import { type Call, type Route, route } from "./route.ts";
import type { World } from "./world.ts";

/** The bot, its application, the server. */
export const serverRoutes: readonly Route[] = [
	route(
		"GET",
		"/gateway",
		({ world }) => ({ status: 200, body: { url: world.urls.gateway }, schema: "GatewayResponse" }),
		false,
	),
	route("GET", "/gateway/bot", ({ world }) => {
		const limit = { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 };
		const body = { url: world.urls.gateway, shards: 1, session_start_limit: limit };
		return { status: 200, body, schema: "GatewayBotResponse" };
	}),
	route("GET", "/users/@me", ({ world }) => ({
		status: 200,
		body: { ...botUser(world), mfa_enabled: true, locale: "en-US", verified: true, email: null, flags: 0 },
		schema: "UserPIIResponse",
	})),
	route("GET", "/users/@me/guilds", ({ world }) => {
		const { id, name, icon, banner } = guildPayload(world);
		const permissions = world.serverPermissions.toString();
		return { status: 200, body: [{ id, name, icon, banner, owner: false, features: [], permissions }] };
	}),
	route("GET", "/users/:user", (call) => {
		const { world } = call;
		const id = param(call, "user");
		if (id === world.ids.botId) return { status: 200, body: botUser(world), schema: "UserResponse" };
		const person = Object.values(world.people).find((one) => one.id === id);
		if (!person) throw apiErrors.unknownUser();
		return { status: 200, body: userPayload(person), schema: "UserResponse" };
	}),
	route("GET", "/applications/@me", ({ world }) => applicationAnswer(world)),
	route("GET", "/oauth2/applications/@me", ({ world }) => applicationAnswer(world)),
	route("GET", "/guilds/:guild", (call) => {
		ownGuild(call);
		const counts =
			call.query.get("with_counts") === "true" ? { approximate_member_count: 5, approximate_presence_count: 2 } : {};
		return { status: 200, body: { ...guildPayload(call.world), ...counts }, schema: "GuildWithCountsResponse" };
	}),
	route("GET", "/guilds/:guild/channels", (call) => {
		ownGuild(call);
		return {
			status: 200,
			body: [...call.world.channels.values()].map((channel) => channelPayload(call.world, channel)),
			schema: "GuildChannelResponse[]",
		};
	}),
	route("GET", "/guilds/:guild/roles", (call) => {
		ownGuild(call);
		return { status: 200, body: rolePayloads(call.world), schema: "GuildRoleResponse[]" };
	}),
	route("GET", "/guilds/:guild/members/:user", (call) => {
		ownGuild(call);
		const { world } = call;
		const id = param(call, "user");
		const person = Object.values(world.people).find((one) => one.id === id);
		if (!person && id !== world.ids.botId) throw apiErrors.unknownMember();
		const body = person
			? memberPayload(userPayload(person), person.roleIds)
			: memberPayload(botUser(world), [world.ids.botRoleId]);
		return { status: 200, body, schema: "GuildMemberResponse" };
	}),
];

/** Throws 10004 for a server that the bot is not in. */
export function ownGuild(call: Call): void {
	if (call.world.isOut || param(call, "guild") !== call.world.ids.guildId) throw apiErrors.unknownGuild();
}

function applicationAnswer(world: World) {
	const body = {
		id: world.ids.applicationId,
		name: "Meldkamer",
		icon: null,
		description: "",
		type: null,
		flags: 0,
		flags_new: "0",
		bot: botUser(world),
		bot_public: false,
		bot_require_code_grant: false,
		verify_key: "0".repeat(64),
		redirect_uris: [],
		interactions_endpoint_url: null,
		role_connections_verification_url: null,
		owner: userPayload({ id: world.ids.ownerId, name: "Owner" }),
		approximate_guild_count: 1,
		approximate_user_install_count: 0,
		approximate_user_authorization_count: 0,
		event_webhooks_url: null,
		event_webhooks_status: 1,
		explicit_content_filter: 0,
		team: null,
		eligible_oauth2_scopes: [],
		integration_types_config: { "0": {} },
	};
	return { status: 200, body, schema: "PrivateApplicationResponse" };
}
