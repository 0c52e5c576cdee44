import type { BlockAction, types } from "@slack/bolt";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { actions, button, input, modal, plain, select, textInput } from "./bodies.ts";
import { idOf, openFormBot } from "./form-bot.ts";
import { openBolt } from "./open-bolt.ts";
import { refusal } from "./open-client.ts";

let bot: Awaited<ReturnType<typeof openFormBot>>;
beforeAll(async () => {
	bot = await openFormBot({ quietMs: 1_500, triggerMs: 60_000, rateLimits: false });
});
afterEach(async () => {
	expect(bot.faults).toEqual([]);
	expect(await bot.fake.violations()).toEqual([]);
	bot.reset();
});
afterAll(() => bot.close());

describe("a view's own elements", () => {
	const search: types.ExternalSelect = { type: "external_select", action_id: "value", min_query_length: 2 };

	it("offer what the bot finds for what is typed, and one of those may be chosen", async () => {
		const viewId = await bot.opened(modal("search", input("who", search)));
		expect(await bot.fake.suggest("anna", viewId, "who", "a")).toEqual([]);
		expect(await bot.fake.submit("anna", viewId, { who: "ab1" })).toMatchObject({ kind: "platform-refused" });
		expect(await bot.fake.suggest("anna", viewId, "who", "ab")).toEqual([
			{ text: "Option ab1", value: "ab1" },
			{ text: "Option ab2", value: "ab2" },
		]);
		expect(await bot.fake.submit("anna", viewId, { who: "ab2" })).toMatchObject({ kind: "quiet" });
	});

	it("tell of a press, with what stands in the view; another view then lies on this one", async () => {
		const view = modal(
			"press",
			actions(button("more", { value: "7" })),
			input("pick", select("value", "a"), { dispatch_action: true }),
		);
		const viewId = await bot.opened(view);
		let body: BlockAction | undefined;
		bot.handlers.press = async (given, client) => {
			body = given;
			await client.views.push({ trigger_id: given.trigger_id, view: modal("on top", input("a", textInput())) });
		};
		const top = idOf(await bot.fake.press("anna", viewId, "value", "a"));
		expect(body).toMatchObject({
			type: "block_actions",
			container: { type: "view", view_id: viewId },
			view: { id: viewId, state: { values: { pick: { value: { selected_option: { value: "a" } } } } } },
			actions: [{ type: "static_select", action_id: "value", block_id: "pick", selected_option: { value: "a" } }],
		});
		expect(body).not.toHaveProperty("response_url");
		bot.handlers.press = (given, client) =>
			client.views.update({ view_id: given.view?.id ?? "", hash: given.view?.hash, view });
		expect(await bot.fake.press("anna", viewId, "more")).toMatchObject({ kind: "view", view: { id: viewId } });
		expect(top).not.toBe(viewId);
	});

	it("are on a home too", async () => {
		await bot.client.views.publish({
			user_id: bot.fake.users.chris.id,
			view: { type: "home", blocks: [actions(button("go"))] },
		});
		const home = await bot.fake.home("chris");
		let body: BlockAction | undefined;
		bot.handlers.press = async (given) => {
			body = given;
		};
		expect(await bot.fake.press("chris", home?.id ?? "", "go")).toMatchObject({ kind: "quiet" });
		expect(body).toMatchObject({ container: { type: "view" }, view: { type: "home", callback_id: "" } });
		expect(await bot.fake.press("anna", home?.id ?? "", "go")).toMatchObject({ kind: "platform-refused" });
	});
});

describe("views.*", () => {
	const view = modal("form", input("a", textInput()));

	it("open with a trigger once, and not with one that Slack never gave", async () => {
		const errors: string[] = [];
		bot.handlers.command = async (trigger_id, client) => {
			await client.views.open({ trigger_id, view });
			errors.push((await refusal(client.views.open({ trigger_id, view }))).error);
			errors.push((await refusal(client.views.push({ trigger_id, view }))).error);
		};
		idOf(await bot.fake.command("anna", "open"));
		await waitUntil(() => errors.length === 2);
		expect(errors).toEqual(["exchanged_trigger_id", "exchanged_trigger_id"]);
	});

	it("update by id or external id, with the hash that stands; gone is gone", async () => {
		const { client } = bot;
		const viewId = await bot.opened({ ...view, external_id: "mine" });
		const { view: now } = await client.views.update({ external_id: "mine", view: { ...view, external_id: "mine" } });
		expect(now).toMatchObject({
			id: viewId,
			external_id: "mine",
			state: { values: { a: { value: { value: null } } } },
		});
		await client.views.update({ view_id: viewId, hash: now?.hash, view });
		expect((await refusal(client.views.update({ view_id: viewId, hash: now?.hash, view }))).error).toBe(
			"hash_conflict",
		);
		expect(await bot.fake.submit("anna", viewId, { a: "1" })).toMatchObject({ kind: "quiet" });
		expect((await refusal(client.views.update({ view_id: viewId, view }))).error).toBe("not_found");
	});

	it("push no fourth, and nothing where no view is", async () => {
		const withButton = modal("form", actions(button("push")));
		const errors: string[] = [];
		bot.handlers.press = async ({ trigger_id }, client) => {
			errors.push((await refusal(client.views.push({ trigger_id, view: withButton }))).error);
		};
		let top = await bot.opened(withButton);
		for (const _ of ["second", "third"]) top = idOf(await bot.fake.press("anna", top, "push"));
		await bot.fake.press("anna", top, "push");
		expect(errors).toEqual(["none", "none", "push_limit_reached"]);
		bot.handlers.command = async (trigger_id, client) => {
			errors.push((await refusal(client.views.push({ trigger_id, view }))).error);
		};
		expect(await bot.fake.command("anna", "push")).toMatchObject({ kind: "quiet" });
		expect(errors.at(-1)).toBe("not_found");
	});

	it("publish for people who are there", async () => {
		const home = { type: "home", blocks: [{ type: "section", text: plain("hi") }] } as types.HomeView;
		const { client } = bot;
		expect((await refusal(client.views.publish({ user_id: "U1", view: home }))).error).toBe("user_not_found");
	});
});

it("a trigger is over after a while", async () => {
	const other = await startFakeSlack({ triggerMs: 0, quietMs: 200 });
	const errors: string[] = [];
	const { close } = await openBolt(other, (app) =>
		app.command("/meldkamer", async ({ ack, body: { trigger_id }, client }) => {
			errors.push((await refusal(client.views.open({ trigger_id, view: modal("form") }))).error);
			await ack();
		}),
	);
	expect(await other.command("anna", "late")).toMatchObject({ kind: "quiet" });
	expect(errors).toEqual(["expired_trigger_id"]);
	await close();
	await other.close();
});
