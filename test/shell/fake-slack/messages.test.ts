import type { webApi } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allScopes } from "../../support/fake-slack/all-scopes.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { actions, button, file, saying } from "./bodies.ts";
import { openClient, refusal } from "./open-client.ts";

let fake: FakeSlack;
let client: webApi.WebClient;
let channel: string;
beforeAll(async () => {
	fake = await startFakeSlack({ rateLimits: false });
	await fake.setScopes([...allScopes, "im:history", "reactions:read"]);
	client = openClient(fake);
	channel = fake.channels.cases;
});
afterAll(() => fake.close());

async function post(text: string, more: object = {}): Promise<string> {
	const { ts = "" } = await client.chat.postMessage({ channel, ...saying(text), ...more });
	return ts;
}
const metadata = { event_type: "step", event_payload: { key: "k-1", number: 1 } };
const blocks = [actions(button("go"))];

describe("a message", () => {
	it("is answered and read as Slack has it, with the ids that the bot left out", async () => {
		const changed = fake.changed(60_000);
		const { ts, message } = await client.chat.postMessage({ channel, ...saying("hi &amp; bye"), blocks });
		await changed;
		expect(message).toMatchObject({
			type: "message",
			user: fake.botUserId,
			bot_id: expect.stringMatching(/^B/),
			app_id: fake.appId,
			team: fake.teamId,
			text: "hi &amp; bye",
			blocks: [{ type: "actions", block_id: expect.any(String), elements: [{ action_id: "go" }] }],
		});
		expect(ts).toMatch(/^\d{10}\.\d{6}$/);
		const { messages } = await client.conversations.history({ channel, limit: 1 });
		expect(messages).toEqual([message]);
	});

	it("stands in its thread, which its parent counts", async () => {
		const parent = await post("parent");
		const reply = await post("one", { thread_ts: parent });
		// In a reply's thread is in its parent's.
		await post("two", { thread_ts: reply });
		const { messages = [] } = await client.conversations.replies({ channel, ts: parent });
		expect(messages.map(({ text }) => text)).toEqual(["parent", "one", "two"]);
		expect(messages[0]).toMatchObject({ reply_count: 2, reply_users: [fake.botUserId], thread_ts: parent });
		expect(messages[1]).toMatchObject({ thread_ts: parent, parent_user_id: fake.botUserId });
		const { messages: shown = [] } = await client.conversations.history({ channel, limit: 1 });
		expect(shown[0]?.ts).toBe(parent);
		const { permalink } = await client.chat.getPermalink({ channel, message_ts: reply });
		expect(permalink).toContain(`thread_ts=${parent}`);
	});

	it("that is deleted leaves its place to its replies; then its thread is gone", async () => {
		const parent = await post("parent");
		const reply = await post("one", { thread_ts: parent });
		await fake.deleteMessage(parent);
		const { messages } = await client.conversations.replies({ channel, ts: parent });
		expect(messages).toMatchObject([{ subtype: "tombstone", reply_count: 1 }, { text: "one" }]);
		await post("two", { thread_ts: parent });
		expect((await refusal(client.chat.update({ channel, ts: parent, text: "x" }))).error).toBe("message_not_found");
		expect((await fake.messages(channel)).find(({ ts }) => ts === parent)).toMatchObject({ isDeleted: true });
		for (const { ts } of await fake.replies(channel, parent)) await client.chat.delete({ channel, ts });
		expect((await refusal(client.conversations.replies({ channel, ts: parent }))).error).toBe("thread_not_found");
		expect((await refusal(client.conversations.replies({ channel, ts: reply }))).error).toBe("thread_not_found");
		expect((await refusal(client.chat.postMessage({ channel, ...saying("x"), thread_ts: parent }))).error).toBe(
			"thread_not_found",
		);
	});

	it("keeps what a change doesn't name: blocks go with new text, metadata stays until it is emptied", async () => {
		const ts = await post("one", { blocks, metadata });
		const read = async () => {
			const { messages = [] } = await client.conversations.history({ channel, limit: 1, include_all_metadata: true });
			return messages[0] as Readonly<Record<string, unknown>> | undefined;
		};
		expect(await read()).toMatchObject({ metadata });
		await client.chat.update({ channel, ts, blocks, text: "two" });
		expect(await read()).toMatchObject({ text: "two", metadata, edited: { user: fake.botUserId } });
		await client.chat.update({ channel, ts, text: "three" });
		expect(await read()).not.toHaveProperty("blocks");
		await client.chat.update({ channel, ts, text: "four", metadata: {} as never });
		expect(await read()).not.toHaveProperty("metadata");
		const looks = (await fake.history()).filter((look) => look.ts === ts);
		expect(looks.map(({ text }) => text)).toEqual(["one", "two", "three", "four"]);
	});

	it("shows its metadata only to who asks for it and may", async () => {
		await post("one", { metadata });
		const read = async (include_all_metadata: boolean) =>
			(await client.conversations.history({ channel, limit: 1, include_all_metadata })).messages?.[0];
		expect(await read(false)).not.toHaveProperty("metadata");
		expect(await read(true)).toHaveProperty("metadata");
		const { response_metadata } = await client.auth.test();
		const scopes = response_metadata?.scopes ?? [];
		await fake.setScopes(scopes.filter((scope) => scope !== "metadata.message:read"));
		expect(await read(true)).not.toHaveProperty("metadata");
		await fake.setScopes(scopes);
	});

	it("to a person goes to the conversation with them alone", async () => {
		const { channel: opened } = await client.chat.postMessage({ channel: fake.users.chris.id, ...saying("psst") });
		expect(opened).toMatch(/^D/);
		const { channel: known } = await client.conversations.open({ users: fake.users.chris.id });
		expect(known?.id).toBe(opened);
		expect(await fake.privateMessages("chris")).toMatchObject([{ text: "psst", isEphemeral: false, channel: opened }]);
		expect(await fake.privateMessages("anna")).toEqual([]);
		expect((await fake.history()).some(({ text }) => text === "psst")).toBe(false);
	});

	it("that is ephemeral is in no history, and no method changes it", async () => {
		const user = fake.users.bram.id;
		const { message_ts = "" } = await client.chat.postEphemeral({ channel, user, text: "only you" });
		expect((await fake.privateMessages("bram")).at(-1)).toMatchObject({ ts: message_ts, isEphemeral: true });
		expect((await refusal(client.chat.update({ channel, ts: message_ts, text: "x" }))).error).toBe("message_not_found");
		expect((await refusal(client.chat.delete({ channel, ts: message_ts }))).error).toBe("message_not_found");
		const { messages = [] } = await client.conversations.history({ channel });
		expect(messages.some(({ ts }) => ts === message_ts)).toBe(false);
	});

	it("takes a reaction of each name once", async () => {
		const timestamp = await post("done");
		const one = { channel, timestamp, name: "white_check_mark" };
		await client.reactions.add(one);
		expect((await refusal(client.reactions.add(one))).error).toBe("already_reacted");
		expect((await client.reactions.get({ channel, timestamp })).message?.reactions).toEqual([
			{ name: "white_check_mark", users: [fake.botUserId], count: 1 },
		]);
		expect((await fake.messages(channel)).at(-1)?.reactions).toEqual(["white_check_mark"]);
		await client.reactions.remove(one);
		expect((await refusal(client.reactions.remove(one))).error).toBe("no_reaction");
		expect((await refusal(client.reactions.add({ ...one, timestamp: "1.000000" }))).error).toBe("message_not_found");
	});

	it("of a person may carry files, and is not the bot's to change", async () => {
		const ts = await fake.upload("anna", [file(3, "a.csv")]);
		const reports = fake.channels.reports;
		const { messages } = await client.conversations.history({ channel: reports });
		expect(messages).toMatchObject([{ ts, user: fake.users.anna.id, files: [{ name: "a.csv", channels: [reports] }] }]);
		expect((await refusal(client.chat.update({ channel: reports, ts, text: "x" }))).error).toBe("cant_update_message");
		expect((await refusal(client.chat.delete({ channel: reports, ts }))).error).toBe("cant_delete_message");
	});
});

describe("a history", () => {
	it("comes in pages, newest first, a thread oldest first, and between two moments", async () => {
		const status = fake.channels.status;
		const all: string[] = [];
		for (const text of ["a", "b", "c"]) {
			all.push((await client.chat.postMessage({ channel: status, ...saying(text) })).ts ?? "");
		}
		const texts = async (options: object) => {
			const { messages = [] } = await client.conversations.history({ channel: status, ...options });
			return messages.map(({ text }) => text).join("");
		};
		expect(await texts({})).toBe("cba");
		expect(await texts({ oldest: all[0], latest: all[2] })).toBe("b");
		expect(await texts({ oldest: all[0], latest: all[2], inclusive: true })).toBe("cba");
		const first = await client.conversations.history({ channel: status, limit: 2 });
		expect(first).toMatchObject({ has_more: true, messages: [{ text: "c" }, { text: "b" }] });
		expect(await texts({ limit: 2, cursor: first.response_metadata?.next_cursor })).toBe("a");
		const paged: (string | undefined)[] = [];
		for await (const page of client.paginate("conversations.history", { channel: status, limit: 1 })) {
			paged.push(...((page as webApi.ConversationsHistoryResponse).messages ?? []).map(({ text }) => text));
		}
		expect(paged).toEqual(["c", "b", "a"]);
	});
});
