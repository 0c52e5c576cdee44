import type { ViewSubmitAction } from "@slack/bolt";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { file, input, modal, option, select, textInput } from "./bodies.ts";
import { idOf, openFormBot } from "./form-bot.ts";

let bot: Awaited<ReturnType<typeof openFormBot>>;
beforeAll(async () => {
	bot = await openFormBot({ quietMs: 1_500, triggerMs: 60_000, fileInputLimit: 1_000, rateLimits: false });
});
afterEach(async () => {
	expect(bot.faults).toEqual([]);
	expect(await bot.fake.violations()).toEqual([]);
	bot.reset();
});
afterAll(() => bot.close());

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
		const viewId = await bot.opened(every);
		let body: ViewSubmitAction | undefined;
		bot.handlers.submit = (given) => {
			body = given;
			return undefined;
		};
		const values = { ...good, ticks: true, radio: "x", list: "1\n2", day: "2026-11-25" };
		expect(await bot.fake.submit("anna", viewId, values)).toMatchObject({ kind: "quiet" });
		expect(body).toMatchObject({
			type: "view_submission",
			user: { id: bot.fake.users.anna.id, team_id: bot.fake.teamId },
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
			{ name: "report.csv", size: 10, user: bot.fake.users.anna.id, filetype: "csv", shares: {}, mode: "snippet" },
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
		const viewId = await bot.opened(every);
		expect(await bot.fake.submit("anna", viewId, values)).toEqual({
			kind: "platform-refused",
			why: expect.stringContaining(why),
		});
		expect(await bot.fake.submit("bram", viewId, good)).toMatchObject({ kind: "platform-refused" });
	});
});

describe("the acknowledgement", () => {
	const form = (callbackId = "form") => modal(callbackId, input("a", textInput()));

	it("puts words at the fields, and what was typed stays", async () => {
		const viewId = await bot.opened(form());
		bot.handlers.submit = () => ({ response_action: "errors", errors: { a: "not this" } });
		const refused = await bot.fake.submit("anna", viewId, { a: "1" });
		expect(refused).toMatchObject({ kind: "errors", errors: { a: "not this" } });
		let value: unknown;
		bot.handlers.submit = ({ view }) => {
			value = view.state.values.a?.value?.value;
			return undefined;
		};
		expect(await bot.fake.submit("anna", viewId, {})).toMatchObject({ kind: "quiet" });
		expect(value).toBe("1");
		expect(await bot.fake.submit("anna", viewId, { a: "1" })).toMatchObject({ kind: "platform-refused" });
	});

	it("puts another view in its place, or on top, up to three", async () => {
		const viewId = await bot.opened(form());
		bot.handlers.submit = () => ({ response_action: "update", view: form("second") });
		const updated = await bot.fake.submit("anna", viewId, { a: "1" });
		expect(updated).toMatchObject({ kind: "view", view: { id: viewId, view: { callback_id: "second" } } });
		bot.handlers.submit = () => ({ response_action: "push", view: form("third") });
		const pushed = idOf(await bot.fake.submit("anna", viewId, { a: "1" }));
		expect(pushed).not.toBe(viewId);
		expect(await bot.fake.submit("anna", viewId, { a: "1" })).toMatchObject({ kind: "platform-refused" });
		const top = idOf(await bot.fake.submit("anna", pushed, { a: "1" }));
		let body: ViewSubmitAction | undefined;
		bot.handlers.submit = (given) => {
			body = given;
			return { response_action: "clear" };
		};
		expect(await bot.fake.submit("anna", top, { a: "1" })).toMatchObject({ kind: "quiet" });
		expect(body?.view).toMatchObject({ root_view_id: viewId, previous_view_id: pushed });
		for (const id of [viewId, pushed, top]) {
			expect(await bot.fake.submit("anna", id, { a: "1" })).toMatchObject({ kind: "platform-refused" });
		}
	});

	it("that closes the top leaves the one below", async () => {
		const viewId = await bot.opened(form());
		bot.handlers.submit = () => ({ response_action: "push", view: form("on top") });
		const top = idOf(await bot.fake.submit("anna", viewId, { a: "1" }));
		bot.handlers.submit = () => undefined;
		expect(await bot.fake.submit("anna", top, { a: "1" })).toMatchObject({ kind: "quiet" });
		expect(await bot.fake.submit("anna", viewId, { a: "1" })).toMatchObject({ kind: "quiet" });
	});
});
