import type { webApi } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { actions, button, input, modal, option, plain, saying, select, textInput } from "./bodies.ts";
import { openClient, refusal } from "./open-client.ts";

let fake: FakeSlack;
let client: webApi.WebClient;
let channel: string;
let ts: string;
beforeAll(async () => {
	fake = await startFakeSlack({ rateLimits: false });
	client = openClient(fake);
	channel = fake.channels.cases;
	ts = (await client.chat.postMessage({ channel, ...saying("first") })).ts ?? "";
});
afterAll(() => fake.close());

/** The violations that a request adds, and what it was refused with. */
async function judged(call: () => Promise<unknown>) {
	const before = (await fake.violations()).length;
	const refused = await refusal(call());
	return { error: refused.error, refused, notes: (await fake.violations()).slice(before).join("\n") };
}

const posting = (more: object) =>
	judged(() => client.chat.postMessage({ channel, ...saying("text"), ...more } as never));
const long = (length: number): string => "x".repeat(length);
const section = (text: object) => ({ type: "section", text });
const rich = (...elements: object[]) => ({
	type: "rich_text",
	elements: [{ type: "rich_text_section", elements }],
});

describe("blocks that Slack refuses are named by their JSON pointer, and kept", () => {
	it.each<[string, object[], string]>([
		["an unknown block", [{ type: "card_table" }], "/blocks/0/type"],
		["an unknown key", [{ type: "divider", colour: "red" }], "colour [json-pointer:/blocks/0]"],
		["a missing key", [{ type: "header" }], "text [json-pointer:/blocks/0]"],
		["another kind of text", [{ type: "header", text: { type: "mrkdwn", text: "x" } }], "/blocks/0/text/type"],
		["51 blocks", new Array(51).fill({ type: "divider" }), "no more than 50 items allowed [json-pointer:/blocks]"],
		["a long section", [section(plain(long(3_001)))], "/blocks/0/text/text"],
		["an empty text", [section(plain(""))], "/blocks/0/text/text"],
		["an empty rich text", [rich({ type: "text", text: "" })], "/blocks/0/elements/0/elements/0"],
		["a rich text of nothing", [rich()], "/blocks/0/elements/0"],
		["a section of nothing", [{ type: "section" }], "`text` or `fields` [json-pointer:/blocks/0]"],
		["26 buttons", [actions(...new Array(26).fill(0).map((_, n) => button(`${n}`)))], "/blocks/0/elements"],
		["a long button", [actions(button("go", { text: plain(long(76)) }))], "/blocks/0/elements/0/text/text"],
		["a long value", [actions(button("go", { value: long(2_001) }))], "/blocks/0/elements/0/value"],
		["a long action id", [actions(button(long(256)))], "/blocks/0/elements/0/action_id"],
		["an action id twice", [actions(button("go"), button("go"))], "duplicate action_id"],
		[
			"a block id twice",
			[
				{ type: "divider", block_id: "a" },
				{ type: "divider", block_id: "a" },
			],
			"/blocks/1/block_id",
		],
		["a menu of nothing", [actions({ type: "static_select", action_id: "a" })], "`options` or `option_groups`"],
		["101 options", [actions(select("a", ...new Array(101).fill(0).map((_, n) => `${n}`)))], "/elements/0/options"],
		["a choice that is none", [actions({ ...select("a", "1"), initial_option: option("2") })], "none of the options"],
		["a long placeholder", [actions({ ...select("a", "1"), placeholder: plain(long(151)) })], "/placeholder/text"],
		["an input", [input("a", textInput())], "input is not allowed in messages"],
		["a file input", [input("a", { type: "file_input", action_id: "a" })], "file_input is allowed in modals only"],
		["a link that is none", [actions(button("go", { url: "javascript:1" }))], "url is no link"],
		["an image without a source", [{ type: "image", alt_text: "x" }], "image_url [json-pointer:/blocks/0]"],
		["two tables", [0, 1].map(() => ({ type: "table", rows: [[{ type: "raw_text", text: "a" }]] })), "only one table"],
		[
			"a long table",
			[{ type: "table", rows: new Array(101).fill([{ type: "raw_text", text: "a" }]) }],
			"/blocks/0/rows",
		],
	])("%s", async (_name, blocks, note) => {
		const { error, refused, notes } = await posting({ blocks });
		expect(error).toBe("invalid_blocks");
		expect(notes).toContain("chat.postMessage: ");
		expect(notes).toContain(note);
		expect(JSON.stringify(refused.response_metadata)).toContain("[ERROR] ");
		expect(JSON.stringify(refused.response_metadata)).toContain("[json-pointer:/blocks");
	});
});

describe("messages that Slack refuses", () => {
	it.each<[string, object, string]>([
		["nothing at all", { text: "" }, "no_text"],
		["a text over 40,000", { text: long(40_001) }, "msg_too_long"],
		["blocks over 13,200 together", { blocks: new Array(5).fill(section(plain(long(2_900)))) }, "msg_blocks_too_long"],
		["101 attachments", { attachments: new Array(101).fill({ fallback: "x" }) }, "too_many_attachments"],
		["blocks that are no list", { blocks: "{" }, "invalid_blocks_format"],
		["metadata without its parts", { metadata: { event_type: "a" } }, "invalid_metadata_format"],
		["metadata that is none", { metadata: "{" }, "invalid_metadata_format"],
		["metadata over 8,000", { metadata: { event_type: "a", event_payload: { a: long(8_000) } } }, "metadata_too_large"],
	])("%s", async (_name, more, code) => {
		const { error, notes } = await posting(more);
		expect(error).toBe(code);
		expect(notes).toMatch(/^chat\.postMessage: .*\[json-pointer:\//);
	});

	it("a change and an ephemeral one are judged alike", async () => {
		const blocks = [{ type: "header" }] as never;
		expect((await judged(() => client.chat.update({ channel, ts, text: "x", blocks }))).error).toBe("invalid_blocks");
		const user = fake.users.anna.id;
		const ephemeral = () => client.chat.postEphemeral({ channel, user, text: "x", blocks });
		expect((await judged(ephemeral)).notes).toContain("chat.postEphemeral: missing required field");
		expect((await judged(() => client.chat.update({ channel, ts, text: "" }))).error).toBe("no_text");
	});
});

describe("what Slack lets through and the product must not do is kept", () => {
	it.each<[string, object, string]>([
		["blocks without text", { text: "", blocks: [{ type: "divider" }] }, "text must stand beside blocks"],
		["links that unfurl", { unfurl_links: true }, "unfurl_links must be false"],
		["an open <", { text: "a < b" }, '< is not escaped: "< b" [json-pointer:/text]'],
		["an open &", { text: "a & b" }, '& is not escaped: "& b" [json-pointer:/text]'],
		["a token of no kind", { text: "<b>" }, "< is not escaped"],
		["everybody here", { text: "<!here> look" }, "a mention"],
		["the whole channel", { text: "<!channel>" }, "a mention"],
		["a person", { text: "hi <@U0ANNA00001>" }, "a mention"],
		["a group", { text: "<!subteam^S0VOLUNTEER|@volunteers>" }, "a mention"],
		["a mention in a block", { blocks: [section({ type: "mrkdwn", text: "<!here>" })] }, "/blocks/0/text/text"],
		["markup in a block", { blocks: [section({ type: "mrkdwn", text: "a < b" })] }, "/blocks/0/text/text"],
		["a person in a rich text", { blocks: [rich({ type: "user", user_id: "U1" })] }, "a mention"],
		["everybody in a rich text", { blocks: [rich({ type: "broadcast", range: "here" })] }, "a mention"],
		["names that become links", { link_names: true }, "names in the text may tell somebody"],
		["a reply in the channel too", { thread_ts: "ts", reply_broadcast: true }, "in the channel too"],
		["metadata in layers", { metadata: { event_type: "a", event_payload: { a: { b: 1 } } } }, "must be flat"],
	])("%s", async (_name, more, note) => {
		const given = "thread_ts" in more ? { ...more, thread_ts: ts } : more;
		const { error, notes } = await posting(given);
		expect(error).toBe("none");
		expect(notes.split("\n")).toHaveLength(1);
		expect(notes).toContain(note);
	});

	it("and nothing is said of what is right", async () => {
		const text = "&lt;b&gt; &amp; <https://example.org/?a=1&b=2|there> <#C0CASES0001|cases> <mailto:a@example.org>";
		const metadata = { event_type: "step", event_payload: { key: "a", number: 1, last: true } };
		const blocks = [section({ type: "mrkdwn", text }), actions(button("go"), select("pick", "1"))];
		expect(await posting({ text, blocks, metadata, unfurl_media: false })).toMatchObject({ error: "none", notes: "" });
	});
});

describe("views that Slack refuses", () => {
	const publish = (view: object) => judged(() => client.views.publish({ user_id: fake.users.anna.id, view } as never));
	const open = (view: object) => judged(() => client.views.open({ trigger_id: "1.2.3", view } as never));

	it.each<[string, object, string]>([
		["a long title", { ...modal("a"), title: plain(long(25)) }, "/view/title/text"],
		["a long button", { ...modal("a"), submit: plain(long(25)) }, "/view/submit/text"],
		["inputs that can't be sent in", { ...modal("a", input("a", textInput())), submit: undefined }, "submit"],
		["a long private_metadata", { ...modal("a"), private_metadata: long(3_001) }, "/view/private_metadata"],
		["a long callback id", modal(long(256)), "/view/callback_id"],
		["101 blocks", modal("a", ...new Array(101).fill({ type: "divider" })), "/view/blocks"],
		["an unknown key", { ...modal("a"), size: 1 }, "size [json-pointer:/view]"],
		["an unknown block", modal("a", { type: "inputs" } as never), "/view/blocks/0/type"],
		["a value that is too long", modal("a", input("a", textInput({ max_length: 3_001 }))), "/view/blocks/0/element"],
		["more than fits", modal("a", input("a", textInput({ max_length: 2, initial_value: "abc" }))), "initial_value"],
		[
			"two in focus",
			modal("a", ...[1, 2].map((n) => input(`${n}`, textInput({ focus_on_load: true })))),
			"focus_on_load",
		],
		["eleven files", modal("a", input("a", { type: "file_input", max_files: 11 })), "max_files"],
		["a table", modal("a", { type: "table", rows: [[{ type: "raw_text", text: "a" }]] }), "table is allowed"],
		["a home", { type: "home", blocks: [] }, "/view/type"],
	])("%s", async (_name, view, note) => {
		const { error, refused, notes } = await open(view);
		expect(error).toBe("invalid_arguments");
		expect(JSON.stringify(refused.response_metadata)).toContain("[json-pointer:/view");
		expect(notes).toContain(note);
	});

	it("as a home: a modal, a file input, and what is too large", async () => {
		expect((await publish(modal("a"))).notes).toContain("must be a home [json-pointer:/view/type]");
		const file = input("a", { type: "file_input", action_id: "a" });
		expect((await publish({ type: "home", blocks: [file] })).notes).toContain("modals only");
		const blocks = new Array(100).fill(section(plain(long(2_900))));
		expect((await publish({ type: "home", blocks })).error).toBe("view_too_large");
		const mrkdwn = section({ type: "mrkdwn", text: "<!here>" });
		expect(await publish({ type: "home", blocks: [mrkdwn] })).toMatchObject({
			error: "none",
			notes: expect.stringContaining("a mention"),
		});
	});

	it("and one by a trigger that Slack never gave", async () => {
		expect(await open(modal("a"))).toMatchObject({ error: "invalid_trigger_id" });
	});
});
