import type { webApi } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { saying } from "./bodies.ts";
import { openClient, post, refusal } from "./open-client.ts";

let fake: FakeSlack;
let client: webApi.WebClient;
beforeAll(async () => {
	fake = await startFakeSlack({ rateLimits: false });
	client = openClient(fake);
});
afterAll(() => fake.close());

const url = (method: string): string => `${fake.settings.SLACK_API_URL}${method}`;

describe("a token", () => {
	it("is taken as a bearer or as an argument, of a form or of JSON", async () => {
		const token = fake.botToken;
		expect((await post(url("auth.test"), {}, { authorization: `Bearer ${token}` })).body).toMatchObject({ ok: true });
		expect((await post(url("auth.test"), { token })).body).toMatchObject({ ok: true, user_id: fake.botUserId });
		const form = await fetch(url("auth.test"), { method: "POST", body: new URLSearchParams({ token }) });
		expect(await form.json()).toMatchObject({ ok: true, team_id: fake.teamId });
		expect(form.headers.get("x-oauth-scopes")).toContain("chat:write");
	});

	it("that is none, or another's, is refused", async () => {
		expect((await post(url("auth.test"), {})).body).toEqual({ ok: false, error: "not_authed" });
		expect((await refusal(openClient(fake, "xoxb-1").auth.test())).error).toBe("invalid_auth");
		expect((await refusal(openClient(fake, fake.appToken).auth.test())).error).toBe("not_allowed_token_type");
	});

	it("without the scope is told which one", async () => {
		const { response_metadata } = await client.auth.test();
		await fake.setScopes(["commands", "chat:write"]);
		const { channels } = fake;
		expect(await refusal(client.users.info({ user: fake.users.anna.id }))).toMatchObject({
			error: "missing_scope",
			needed: "users:read",
			provided: "commands,chat:write",
		});
		const history = client.conversations.history({ channel: channels.cases });
		expect(await refusal(history)).toMatchObject({ needed: "channels:history" });
		await fake.setScopes(response_metadata?.scopes ?? []);
	});
});

it("the token is for the two hosts alone, by the names that they were given under", async () => {
	const elsewhere = url("auth.test").replace("127.0.0.1", "localhost");
	await post(elsewhere, {}, { authorization: `Bearer ${fake.botToken}` });
	const { host } = new URL(elsewhere);
	expect((await fake.violations()).slice(-1)).toEqual([`/api/auth.test: a token sent to ${host}`]);
});

describe("a method", () => {
	it("that Slack hasn't, or an argument that it doesn't know, is kept", async () => {
		expect((await refusal(client.apiCall("chat.shout"))).error).toBe("unknown_method");
		await client.chat.postMessage({ channel: fake.channels.cases, ...saying("x"), thread: "1" } as never);
		expect((await fake.violations()).slice(-2)).toEqual([
			"chat.shout: no such method",
			"chat.postMessage: no such argument [json-pointer:/thread]",
		]);
	});

	it.each([
		["a channel that isn't there", "C0NOWHERE01", "channel_not_found"],
		["one that the bot isn't in", "C0GENERAL01", "not_in_channel"],
	])("is refused in %s", async (_name, channel, error) => {
		expect((await refusal(client.chat.postMessage({ channel, ...saying("x") }))).error).toBe(error);
		expect((await refusal(client.conversations.history({ channel }))).error).toBe(error);
		const user = fake.users.anna.id;
		expect((await refusal(client.chat.postEphemeral({ channel, user, text: "x" }))).error).toBe(error);
	});

	it("knows channels, people, groups, and the bot", async () => {
		const { channel } = await client.conversations.info({ channel: fake.channels.general });
		expect(channel).toMatchObject({ name: "general", is_member: false, is_archived: false });
		expect((await client.users.info({ user: fake.users.stranger.id })).user).toMatchObject({ real_name: "Sam" });
		const { bot_id = "" } = await client.auth.test();
		expect((await client.bots.info({ bot: bot_id })).bot).toMatchObject({ app_id: fake.appId });
		const { users } = await client.usergroups.users.list({ usergroup: fake.groups.volunteer });
		expect(users).toEqual([fake.users.bram.id, fake.users.chris.id]);
		await fake.setGroups({ volunteer: ["anna"], coordinator: [] });
		const { usergroups } = await client.usergroups.list({ include_users: true });
		expect(usergroups?.map(({ users: members }) => members)).toEqual([[fake.users.anna.id], []]);
		const there = await client.conversations.members({ channel: fake.channels.cases });
		expect(there.members).toContain(fake.botUserId);
		expect((await refusal(client.users.info({ user: "U1" }))).error).toBe("user_not_found");
		expect((await refusal(client.usergroups.users.list({ usergroup: "S1" }))).error).toBe("no_such_subteam");
		expect((await refusal(client.bots.info({ bot: "B1" }))).error).toBe("bot_not_found");
		expect((await refusal(client.conversations.open({ users: "U1" }))).error).toBe("user_not_found");
	});
});

describe("what people change", () => {
	it("a channel is archived, left, deleted", async () => {
		const channel = fake.channels.status;
		const { ts = "" } = await client.chat.postMessage({ channel, ...saying("x") });
		await fake.archiveChannel(channel);
		expect((await refusal(client.chat.postMessage({ channel, ...saying("x") }))).error).toBe("is_archived");
		expect((await refusal(client.chat.update({ channel, ts, text: "y" }))).error).toBe("is_inactive");
		expect((await client.conversations.info({ channel })).channel?.is_archived).toBe(true);
		expect(await fake.command("anna", "x", channel)).toMatchObject({ kind: "platform-refused" });
		await fake.setMember(fake.channels.reports, false);
		const reports = { channel: fake.channels.reports, ...saying("x") };
		expect((await refusal(client.chat.postMessage(reports))).error).toBe("not_in_channel");
		await fake.deleteChannel(channel);
		expect((await refusal(client.conversations.info({ channel }))).error).toBe("channel_not_found");
	});

	it("the manifest is read with a configuration token", async () => {
		const config = openClient(fake, "xoxe.xoxp-1-x");
		const manifest = { display_information: { name: "Meldkamer" } };
		await fake.setManifest(manifest);
		expect(await config.apps.manifest.export({ app_id: fake.appId })).toMatchObject({ manifest });
		expect((await refusal(config.apps.manifest.export({ app_id: "A1" }))).error).toBe("invalid_app_id");
		expect((await refusal(client.apps.manifest.export({ app_id: fake.appId }))).error).toBe("not_allowed_token_type");
	});

	it("the bot's token is revoked, last of all", async () => {
		await fake.revokeToken();
		expect((await refusal(client.auth.test())).error).toBe("token_revoked");
	});
});

it("roles may come by lists of people", async () => {
	const other = await startFakeSlack({ roles: "ids", mode: "http" });
	expect(other.settings).toMatchObject({
		SLACK_VOLUNTEERS: `${other.users.bram.id},${other.users.chris.id}`,
		SLACK_COORDINATORS: other.users.anna.id,
	});
	expect(other.settings).not.toHaveProperty("SLACK_VOLUNTEER_GROUPS");
	expect(other.settings).not.toHaveProperty("SLACK_APP_TOKEN");
	await other.close();
});
