import { type Call, type Method, textArg } from "./call.ts";
import { SlackError } from "./slack-error.ts";
import type { Json, World } from "./world.ts";

const groupRead = { token: "bot", scope: ["usergroups:read"], perMinute: 20 } as const;

/** People, groups, and the bot itself. */
export const peopleMethods: readonly Method[] = [
	{ name: "auth.test", token: "bot", scope: [], perMinute: null, args: [], handle: ({ world }) => authTest(world) },
	{
		name: "bots.info",
		token: "bot",
		scope: ["users:read"],
		perMinute: 50,
		args: ["bot", "team_id"],
		handle: (call) => {
			const { ids } = call.world;
			if (textArg(call, "bot") !== ids.botId) throw new SlackError("bot_not_found");
			const icons = { image_36: "", image_48: "", image_72: "" };
			const bot = { id: ids.botId, deleted: false, name: "Meldkamer", updated: 1_700_000_000, app_id: ids.appId };
			return { bot: { ...bot, user_id: ids.botUserId, icons } };
		},
	},
	{
		name: "users.info",
		token: "bot",
		scope: ["users:read"],
		perMinute: 100,
		args: ["user", "include_locale"],
		handle: (call) => ({ user: userPayload(call.world, textArg(call, "user")) }),
	},
	{
		...groupRead,
		name: "usergroups.users.list",
		args: ["usergroup", "include_disabled", "team_id"],
		handle: (call) => ({ users: groupMembers(call) }),
	},
	{
		...groupRead,
		name: "usergroups.list",
		args: ["include_count", "include_disabled", "include_users", "team_id"],
		handle: ({ world, args }) => ({ usergroups: groupPayloads(world, String(args.include_users) === "true") }),
	},
];

function authTest({ ids, domain }: World): Json {
	return {
		url: `https://${domain}.slack.com/`,
		team: "Hotline",
		user: "meldkamer",
		team_id: ids.teamId,
		user_id: ids.botUserId,
		bot_id: ids.botId,
		is_enterprise_install: false,
	};
}

function groupMembers(call: Call): readonly string[] {
	const members = call.world.groups[textArg(call, "usergroup")];
	if (!members) throw new SlackError("no_such_subteam");
	return members;
}

function groupPayloads({ ids, groups }: World, withUsers: boolean): readonly Json[] {
	const names: Readonly<Record<string, string>> = {
		[ids.volunteerGroupId]: "volunteers",
		[ids.coordinatorGroupId]: "coordinators",
	};
	return Object.entries(groups).map(([id, users]) => ({
		id,
		team_id: ids.teamId,
		is_usergroup: true,
		is_subteam: true,
		name: names[id],
		description: "",
		handle: names[id],
		is_external: false,
		date_create: 1_700_000_000,
		date_update: 1_700_000_000,
		date_delete: 0,
		auto_type: null,
		auto_provision: false,
		enterprise_subteam_id: "",
		created_by: ids.botUserId,
		updated_by: ids.botUserId,
		deleted_by: null,
		prefs: { channels: [], groups: [] },
		user_count: users.length,
		...(withUsers ? { users } : {}),
	}));
}

function userPayload({ ids, people }: World, id: string): Json {
	const isBot = id === ids.botUserId;
	const name = isBot ? "Meldkamer" : Object.values(people).find((person) => person.id === id)?.name;
	if (name === undefined) throw new SlackError("user_not_found");
	return {
		id,
		team_id: ids.teamId,
		name: name.toLowerCase(),
		deleted: false,
		color: "9f69e7",
		real_name: name,
		tz: "Europe/Amsterdam",
		tz_label: "Central European Time",
		tz_offset: 3_600,
		profile: {
			title: "",
			phone: "",
			skype: "",
			real_name: name,
			real_name_normalized: name,
			display_name: isBot ? "" : name,
			display_name_normalized: isBot ? "" : name,
			status_text: "",
			status_emoji: "",
			status_emoji_display_info: [],
			status_expiration: 0,
			avatar_hash: "g0",
			image_48: "",
			image_192: "",
			team: ids.teamId,
			...(isBot ? { bot_id: ids.botId, api_app_id: ids.appId, always_active: false } : {}),
		},
		is_admin: false,
		is_owner: false,
		is_primary_owner: false,
		is_restricted: false,
		is_ultra_restricted: false,
		is_bot: isBot,
		is_app_user: false,
		updated: 1_700_000_000,
		is_email_confirmed: !isBot,
	};
}
