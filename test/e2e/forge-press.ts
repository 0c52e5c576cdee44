import type { FakeDiscord } from "../support/fake-discord/fake-discord.ts";
import type { FakeSlack } from "../support/fake-slack/fake-slack.ts";
import type { Actor } from "../support/scenario-driver.ts";

/** Presses a button that no message of Discord ever had, as somebody does who writes the request themselves. */
export async function forgePressInDiscord(fake: FakeDiscord, as: Actor, customId: string): Promise<void> {
	const { users, roles, channels, guildId } = fake;
	const user = { id: users[as].id, username: as, global_name: users[as].name, discriminator: "0", avatar: null };
	const message = { id: "1700000000000000001", channel_id: channels.cases, type: 0, content: "", author: user };
	await fake.raw({
		...{ type: 3, version: 1, guild_id: guildId, channel_id: channels.cases, locale: "nl", guild_locale: "nl" },
		...{ channel: { id: channels.cases, type: 0 }, context: 0, app_permissions: "0", attachment_size_limit: 1_000 },
		...{ entitlements: [], authorizing_integration_owners: { "0": guildId } },
		member: { user, nick: null, roles: [roles.volunteer, roles.coordinator], permissions: "0", flags: 0 },
		data: { component_type: 2, custom_id: customId, id: 1 },
		message: { ...message, embeds: [], components: [], attachments: [], mentions: [], mention_roles: [] },
	});
}

/** The same in Slack. */
export async function forgePressInSlack(fake: FakeSlack, as: Actor, actionId: string): Promise<void> {
	const { users, channels, teamId } = fake;
	const ts = "1700000000.000100";
	await fake.raw("interactive", {
		...{ type: "block_actions", trigger_id: "filled in", response_url: "filled in", enterprise: null },
		user: { id: users[as].id, name: as, username: as, team_id: teamId },
		team: { id: teamId, domain: "meldkamer" },
		channel: { id: channels.cases, name: "cases" },
		container: { type: "message", message_ts: ts, channel_id: channels.cases, is_ephemeral: false },
		message: { type: "message", ts, text: "", blocks: [] },
		actions: [{ type: "button", action_id: actionId, block_id: "b1" }],
	});
}
