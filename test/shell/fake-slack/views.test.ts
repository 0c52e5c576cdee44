import type {
	App,
	BlockAction,
	SlackViewAction,
	types,
	ViewResponseAction,
	ViewSubmitAction,
	webApi,
} from "@slack/bolt";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FakeSlack, FakeSlackAnswer } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { actions, button, file, input, modal, option, plain, select, textInput } from "./bodies.ts";
import { openBolt } from "./open-bolt.ts";
import { refusal } from "./open-client.ts";

interface Handlers {
	command(triggerId: string, client: webApi.WebClient): Promise<unknown>;
	submit(body: ViewSubmitAction): ViewResponseAction | undefined;
	press(body: BlockAction, client: webApi.WebClient): Promise<unknown>;
}

let fake: FakeSlack;
let bolt: Awaited<ReturnType<typeof openBolt>>;
let handlers: Handlers;
beforeAll(async () => {
	fake = await startFakeSlack({ quietMs: 1_500, triggerMs: 60_000, fileInputLimit: 1_000, rateLimits: false });
	bolt = await openBolt(fake, listen);
});
beforeEach(() => {
	handlers = { command: async () => {}, submit: () => undefined, press: async () => {} };
});
afterEach(async () => {
	expect(bolt.faults).toEqual([]);
	expect(await fake.violations()).toEqual([]);
});
afterAll(async () => {
	await bolt.close();
	await fake.close();
});

function listen(app: App): void {
	app.command("/meldkamer", async ({ ack, body, client }) => {
		await ack();
		await handlers.command(body.trigger_id, client);
	});
	app.view<SlackViewAction>(/.*/, async ({ ack, body }) => {
		const answer = handlers.submit(body as ViewSubmitAction);
		if (answer) await ack(answer as never);
		else await ack();
	});
	app.action<BlockAction>({ type: "block_actions" }, async ({ ack, body, client }) => {
		await ack();
		await handlers.press(body, client);
	});
	app.options<"block_suggestion">(/.*/, async ({ ack, options }) => {
		await ack({ options: [option(`${options.value}1`), option(`${options.value}2`)] });
	});
}

/** Has the bot open a view for somebody; gives its id. */
async function opened(view: types.ModalView, as: "anna" | "bram" = "anna"): Promise<string> {
	handlers.command = (triggerId, client) => client.views.open({ trigger_id: triggerId, view });
	return idOf(await fake.command(as, "open"));
}

function idOf(answer: FakeSlackAnswer): string {
	if (answer.kind !== "view") throw new Error(answer.kind);
	return answer.view.id;
}

describe("what is sent in", () => {
	const every = modal(
		"every",
		input("text", textInput({ initial_value: "before", min_length: 2, max_length: 9 })),
		input("line", textInput(), { optional: true }),
		input("list", textInput({ multiline: true }), { optional: true }),
		input("choice", select("value", "a", "b")),
		input("radio", { type: "radio_buttons", action_id: "value", options: [option("x")] }, { optional: true }),
		input("ticks", { type: "checkboxes", action_id: "value", options: [option("yes")] }, { optional: true }),
		input("number", { type: "number_input", action_id: "value", is_decimal_allowed: false, max_value: "9" }),
		input("day", { type: "datepicker", action_id: "value" }, { optional: true }),
		input("file", { type: "file_input", action_id: "value", filetypes: ["csv"], max_files: 1 }),
	);
	const good = { choice: "b", number: 3, file: file(10) };

	it("comes with every value as Slack's payloads have it, and files as whole objects", async () => {
		const viewId = await opened(every);
		let body: ViewSubmitAction | undefined;
		handlers.submit = (given) => {
			body = given;
			return undefined;
		};
		const values = { ...good, ticks: true, radio: "x", list: "1\n2", day: "2026-11-25" };
		expect(await fake.submit("anna", viewId, values)).toMatchObject({ kind: "quiet" });
		expect(body).toMatchObject({
			type: "view_submission",
			user: { id: fake.users.anna.id, team_id: fake.teamId },
			response_urls: [],
			trigger_id: expect.any(String),
			view: { id: viewId, root_view_id: viewId, previous_view_id: null, callback_id: "every", private_metadata: "" },
		});
		expect(body?.view.state.values).toMatchObject({
			text: { value: { type: "plain_text_input", value: "before" } },
			line: { value: { value: null } },
			list: { value: { value: "1\n2" } },
			choice: { value: { type: "static_select", selected_option: { value: "b", text: { text: "Option b" } } } },
			radio: { value: { selected_option: { value: "x" } } },
			ticks: { value: { type: "checkboxes", selected_options: [{ value: "yes" }] } },
			number: { value: { value: "3" } },
			day: { value: { selected_date: "2026-11-25" } },
		});
		const files = body?.view.state.values.file?.value?.files;
		expect(files).toMatchObject([
			{ name: "report.csv", size: 10, user: fake.users.anna.id, filetype: "csv", shares: {}, mode: "snippet" },
		]);
		expect(files?.[0]).toHaveProperty("url_private_download");
	});

	it.each([
		["nothing in a required input", { number: 1, file: file(1) }, "choice is required"],
		["no file", { choice: "a", number: 1 }, "file is required"],
		["too little text", { ...good, text: "x" }, "text is too short"],
		["too much text", { ...good, text: "x".repeat(10) }, "text is too long"],
		["an emptied input", { ...good, text: "" }, "text is required"],
		["two lines in one", { ...good, line: "1\n2" }, "line takes one line"],
		["what is no choice", { ...good, choice: "c" }, "c is no choice of choice"],
		["what is no number", { ...good, number: "many" }, "number is no number"],
		["a number too large", { ...good, number: 10 }, "number is too large"],
		["what is no day", { ...good, day: "today" }, "today does not fit"],
		["a file over the limit", { ...good, file: file(1_001) }, "is larger than 1000 bytes"],
		["a file of another kind", { ...good, file: file(1, "report.exe") }, "file takes no exe"],
		["an input that isn't there", { ...good, other: "1" }, "no input other"],
	])("is kept back by the client: %s", async (_name, values, why) => {
		const viewId = await opened(every);
		expect(await fake.submit("anna", viewId, values)).toEqual({
			kind: "platform-refused",
			why: expect.stringContaining(why),
		});
		expect(await fake.submit("bram", viewId, good)).toMatchObject({ kind: "platform-refused" });
	});
});

describe("the acknowledgement", () => {
	const form = (callbackId = "form") => modal(callbackId, input("a", textInput()));

	it("puts words at the fields, and what was typed stays", async () => {
		const viewId = await opened(form());
		handlers.submit = () => ({ response_action: "errors", errors: { a: "not this" } });
		const refused = await fake.submit("anna", viewId, { a: "1" });
		expect(refused).toMatchObject({ kind: "errors", errors: { a: "not this" } });
		let value: unknown;
		handlers.submit = ({ view }) => {
			value = view.state.values.a?.value?.value;
			return undefined;
		};
		expect(await fake.submit("anna", viewId, {})).toMatchObject({ kind: "quiet" });
		expect(value).toBe("1");
		expect(await fake.submit("anna", viewId, { a: "1" })).toMatchObject({ kind: "platform-refused" });
	});

	it("puts another view in its place, or on top, up to three", async () => {
		const viewId = await opened(form());
		handlers.submit = () => ({ response_action: "update", view: form("second") });
		const updated = await fake.submit("anna", viewId, { a: "1" });
		expect(updated).toMatchObject({ kind: "view", view: { id: viewId, view: { callback_id: "second" } } });
		handlers.submit = () => ({ response_action: "push", view: form("third") });
		const pushed = idOf(await fake.submit("anna", viewId, { a: "1" }));
		expect(pushed).not.toBe(viewId);
		expect(await fake.submit("anna", viewId, { a: "1" })).toMatchObject({ kind: "platform-refused" });
		const top = idOf(await fake.submit("anna", pushed, { a: "1" }));
		let body: ViewSubmitAction | undefined;
		handlers.submit = (given) => {
			body = given;
			return { response_action: "clear" };
		};
		expect(await fake.submit("anna", top, { a: "1" })).toMatchObject({ kind: "quiet" });
		expect(body?.view).toMatchObject({ root_view_id: viewId, previous_view_id: pushed });
		for (const id of [viewId, pushed, top]) {
			expect(await fake.submit("anna", id, { a: "1" })).toMatchObject({ kind: "platform-refused" });
		}
	});

	it("that closes the top leaves the one below", async () => {
		const viewId = await opened(form());
		handlers.submit = () => ({ response_action: "push", view: form("on top") });
		const top = idOf(await fake.submit("anna", viewId, { a: "1" }));
		handlers.submit = () => undefined;
		expect(await fake.submit("anna", top, { a: "1" })).toMatchObject({ kind: "quiet" });
		expect(await fake.submit("anna", viewId, { a: "1" })).toMatchObject({ kind: "quiet" });
	});
});

describe("a view's own elements", () => {
	const search: types.ExternalSelect = { type: "external_select", action_id: "value", min_query_length: 2 };

	it("offer what the bot finds for what is typed, and one of those may be chosen", async () => {
		const viewId = await opened(modal("search", input("who", search)));
		expect(await fake.suggest("anna", viewId, "who", "a")).toEqual([]);
		expect(await fake.submit("anna", viewId, { who: "ab1" })).toMatchObject({ kind: "platform-refused" });
		expect(await fake.suggest("anna", viewId, "who", "ab")).toEqual([
			{ text: "Option ab1", value: "ab1" },
			{ text: "Option ab2", value: "ab2" },
		]);
		expect(await fake.submit("anna", viewId, { who: "ab2" })).toMatchObject({ kind: "quiet" });
	});

	it("tell of a press, with what stands in the view; another view then lies on this one", async () => {
		const view = modal(
			"press",
			actions(button("more", { value: "7" })),
			input("pick", select("value", "a"), { dispatch_action: true }),
		);
		const viewId = await opened(view);
		let body: BlockAction | undefined;
		handlers.press = async (given, client) => {
			body = given;
			await client.views.push({ trigger_id: given.trigger_id, view: modal("on top", input("a", textInput())) });
		};
		const top = idOf(await fake.press("anna", viewId, "value", "a"));
		expect(body).toMatchObject({
			type: "block_actions",
			container: { type: "view", view_id: viewId },
			view: { id: viewId, state: { values: { pick: { value: { selected_option: { value: "a" } } } } } },
			actions: [{ type: "static_select", action_id: "value", block_id: "pick", selected_option: { value: "a" } }],
		});
		expect(body).not.toHaveProperty("response_url");
		handlers.press = (given, client) =>
			client.views.update({ view_id: given.view?.id ?? "", hash: given.view?.hash, view });
		expect(await fake.press("anna", viewId, "more")).toMatchObject({ kind: "view", view: { id: viewId } });
		expect(top).not.toBe(viewId);
	});

	it("are on a home too", async () => {
		await bolt.app.client.views.publish({
			user_id: fake.users.chris.id,
			view: { type: "home", blocks: [actions(button("go"))] },
		});
		const home = await fake.home("chris");
		let body: BlockAction | undefined;
		handlers.press = async (given) => {
			body = given;
		};
		expect(await fake.press("chris", home?.id ?? "", "go")).toMatchObject({ kind: "quiet" });
		expect(body).toMatchObject({ container: { type: "view" }, view: { type: "home", callback_id: "" } });
		expect(await fake.press("anna", home?.id ?? "", "go")).toMatchObject({ kind: "platform-refused" });
	});
});

describe("views.*", () => {
	const view = modal("form", input("a", textInput()));

	it("open with a trigger once, and not with one that Slack never gave", async () => {
		const errors: string[] = [];
		handlers.command = async (trigger_id, client) => {
			await client.views.open({ trigger_id, view });
			errors.push((await refusal(client.views.open({ trigger_id, view }))).error);
			errors.push((await refusal(client.views.push({ trigger_id, view }))).error);
		};
		idOf(await fake.command("anna", "open"));
		await waitUntil(() => errors.length === 2);
		expect(errors).toEqual(["exchanged_trigger_id", "exchanged_trigger_id"]);
	});

	it("update by id or external id, with the hash that stands; gone is gone", async () => {
		const { client } = bolt.app;
		const viewId = await opened({ ...view, external_id: "mine" });
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
		expect(await fake.submit("anna", viewId, { a: "1" })).toMatchObject({ kind: "quiet" });
		expect((await refusal(client.views.update({ view_id: viewId, view }))).error).toBe("not_found");
	});

	it("push no fourth, and nothing where no view is", async () => {
		const withButton = modal("form", actions(button("push")));
		const errors: string[] = [];
		handlers.press = async ({ trigger_id }, client) => {
			errors.push((await refusal(client.views.push({ trigger_id, view: withButton }))).error);
		};
		let top = await opened(withButton);
		for (const _ of ["second", "third"]) top = idOf(await fake.press("anna", top, "push"));
		await fake.press("anna", top, "push");
		expect(errors).toEqual(["none", "none", "push_limit_reached"]);
		handlers.command = async (trigger_id, client) => {
			errors.push((await refusal(client.views.push({ trigger_id, view }))).error);
		};
		expect(await fake.command("anna", "push")).toMatchObject({ kind: "quiet" });
		expect(errors.at(-1)).toBe("not_found");
	});

	it("publish for people who are there", async () => {
		const home = { type: "home", blocks: [{ type: "section", text: plain("hi") }] } as types.HomeView;
		const { client } = bolt.app;
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
