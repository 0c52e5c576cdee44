import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { actions, button, file, input, modal, saying, select, textInput } from "./bodies.ts";
import { openBolt } from "./open-bolt.ts";

type Body = Readonly<Record<string, unknown>>;

let fake: FakeSlack;
let bolt: Awaited<ReturnType<typeof openBolt>>;
let body: Body;
beforeAll(async () => {
	fake = await startFakeSlack({ quietMs: 500 });
	bolt = await openBolt(fake, (app) => {
		app.use(async ({ body: given, next }) => {
			body = given as unknown as Body;
			await next();
		});
		app.command("/meldkamer", async ({ ack, respond, body: { text, trigger_id }, client }) => {
			await ack();
			if (text === "form") await client.views.open({ trigger_id, view: modal("form", input("a", textInput())) });
			else await respond({ text: "card", blocks: [actions(button("go"))] });
		});
		app.action(/.*/, async ({ ack }) => ack());
		app.shortcut(/.*/, async ({ ack }) => ack());
		app.view(/.*/, async ({ ack }) => ack());
		app.event("app_home_opened", async ({ client, event }) => {
			await client.views.publish({ user_id: event.user, view: { type: "home", blocks: [] } });
		});
	});
});
afterAll(async () => {
	await bolt.close();
	await fake.close();
});

const interaction = ["api_app_id", "enterprise", "is_enterprise_install", "team", "token", "type", "user"];
const keys = (value: unknown): readonly string[] => Object.keys(value as object).sort();
const sorted = (...names: readonly string[]): readonly string[] => [...names].sort();

/** As recorded of the real ones. */
describe("a payload holds all that Slack's does:", () => {
	it("a command's", async () => {
		await fake.command("anna", "hi there", fake.channels.cases);
		expect(keys(body)).toEqual(
			sorted(
				...["token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command"],
				...["text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id"],
			),
		);
		expect(body).toMatchObject({
			command: "/meldkamer",
			text: "hi there",
			channel_name: "cases",
			user_id: fake.users.anna.id,
			user_name: "anna",
			trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]{32}$/),
		});
	});

	it("a press's, in a thread and on what only one person sees", async () => {
		const channel = fake.channels.cases;
		const { client } = bolt.app;
		const { ts: parent = "" } = await client.chat.postMessage({ channel, ...saying("parent") });
		const blocks = [actions(button("go", { value: "7", style: "primary" }), select("pick", "a"))];
		const { ts = "" } = await client.chat.postMessage({ channel, ...saying("card"), blocks, thread_ts: parent });
		await fake.press("anna", ts, "go");
		expect(keys(body)).toEqual(
			sorted(...interaction, "actions", "channel", "container", "message", "response_url", "state", "trigger_id"),
		);
		expect(body).toMatchObject({
			container: { type: "message", message_ts: ts, channel_id: channel, is_ephemeral: false, thread_ts: parent },
			channel: { id: channel, name: "cases" },
			message: { ts, thread_ts: parent, text: "card" },
			user: { id: fake.users.anna.id, name: "anna", username: "anna", team_id: fake.teamId },
			state: { values: expect.anything() },
		});
		expect(body.actions).toEqual([
			{
				type: "button",
				action_id: "go",
				block_id: expect.any(String),
				action_ts: expect.any(String),
				text: { type: "plain_text", text: "Go", emoji: true },
				value: "7",
				style: "primary",
			},
		]);
		await fake.press("anna", ts, "pick", "a");
		expect(body.actions).toMatchObject([{ type: "static_select", selected_option: { value: "a" } }]);
		expect(JSON.stringify(body.state)).toContain('"selected_option":{');
		const card = await fake.command("anna", "card");
		if (card.kind !== "message") throw new Error(card.kind);
		await fake.press("anna", card.message.ts, "go");
		expect(body).toMatchObject({ container: { is_ephemeral: true, message_ts: card.message.ts } });
		expect(body).not.toHaveProperty("message");
	});

	it("a press's on a button that the message had before; and on one that opens a page", async () => {
		const channel = fake.channels.status;
		const { client } = bolt.app;
		const old = [actions(button("old"), button("page", { url: "https://example.org/" }))];
		const { ts = "" } = await client.chat.postMessage({ channel, ...saying("card"), blocks: old });
		await fake.press("anna", ts, "page");
		expect(body.actions).toMatchObject([{ action_id: "page", url: "https://example.org/" }]);
		await client.chat.update({ channel, ts, text: "done" });
		await fake.press("anna", ts, "old");
		expect(body).toMatchObject({ actions: [{ action_id: "old" }], message: { text: "done" } });
		expect(await fake.press("anna", ts, "never")).toMatchObject({ kind: "platform-refused" });
		await fake.archiveChannel(channel);
		expect(await fake.press("anna", ts, "old")).toMatchObject({ kind: "platform-refused" });
	});

	it("a shortcut's, with the message's files", async () => {
		const ts = await fake.upload("bram", [file(5, "report.csv")]);
		await fake.shortcut("bram", "from-file", ts);
		expect(keys(body)).toEqual(
			sorted(
				...interaction,
				...["action_ts", "callback_id", "channel", "message", "message_ts", "response_url", "trigger_id"],
			),
		);
		expect(body).toMatchObject({ type: "message_action", callback_id: "from-file", message_ts: ts });
		expect(body.message).toMatchObject({ user: fake.users.bram.id, files: [{ name: "report.csv", size: 5 }] });
	});

	it("a form's", async () => {
		const form = await fake.command("anna", "form");
		if (form.kind !== "view") throw new Error(form.kind);
		await fake.submit("anna", form.view.id, { a: "1" });
		expect(keys(body)).toEqual(sorted(...interaction, "response_urls", "trigger_id", "view"));
		expect(keys(body.view)).toEqual(
			sorted(
				...["id", "team_id", "type", "blocks", "private_metadata", "callback_id", "state", "hash", "title"],
				...["clear_on_close", "notify_on_close", "close", "submit", "previous_view_id", "root_view_id"],
				...["app_id", "external_id", "app_installed_team_id", "bot_id"],
			),
		);
	});

	it("a home's", async () => {
		await fake.openHome("chris");
		expect(keys(body)).toEqual(
			sorted(
				...["token", "team_id", "api_app_id", "event", "type", "event_id", "event_time", "authorizations"],
				"is_ext_shared_channel",
			),
		);
		expect(body.event).toMatchObject({ type: "app_home_opened", tab: "home", user: fake.users.chris.id });
		await fake.openHome("chris");
		expect(body.event).toHaveProperty("view.hash");
	});

	it("and one that was recorded elsewhere, with this workspace's tokens, answered and pressed on", async () => {
		const recorded = {
			...{ type: "block_actions", token: "old", api_app_id: "A1", team: { id: "T1", domain: "old" }, trigger_id: "1" },
			...{ user: { id: "U1", team_id: "T1" }, channel: { id: "C1", name: "elsewhere" }, response_url: "https://x/" },
			container: { type: "message", message_ts: "1700000000.000100", channel_id: "C1", is_ephemeral: false },
			message: { ts: "1700000000.000100", text: "old", blocks: [actions(button("go"))] },
			actions: [{ type: "button", action_id: "go", block_id: "b", action_ts: "1" }],
		};
		expect(await fake.raw("interactive", recorded)).toEqual({});
		expect(body).toMatchObject({ api_app_id: fake.appId, team: { id: fake.teamId }, user: { id: "U1" } });
		expect(String(body.response_url)).toContain("127.0.0.1");
		await bolt.app.client.chat.update({ channel: "C1", ts: "1700000000.000100", text: "new" });
		expect(await fake.messages("C1")).toMatchObject([{ text: "new" }]);
		expect(await fake.violations()).toEqual([]);
	});
});
