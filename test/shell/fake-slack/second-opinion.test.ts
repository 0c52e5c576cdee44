import { type types, webApi } from "@slack/bolt";
import { createEmulator, type Emulator } from "emulate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allScopes } from "../../support/fake-slack/all-scopes.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { saying } from "./bodies.ts";
import { clientOptions, openClient } from "./open-client.ts";

/** One of the two that answer, with what was made there so far. */
interface Side {
	readonly client: webApi.WebClient;
	readonly channel: string;
	readonly user: string;
	readonly made: Record<string, string>;
}

let fake: FakeSlack;
let ours: Side;
let theirs: Side;
let emulator: Emulator;

beforeAll(async () => {
	fake = await startFakeSlack();
	// `emulate` asks for none; the bot itself needs fewer.
	await fake.setScopes([...allScopes, "im:history", "im:read", "reactions:read"]);
	ours = { client: openClient(fake), channel: fake.channels.cases, user: fake.users.bram.id, made: {} };
	const token = "xoxb-second-opinion";
	const seed = { users: [{ name: "bram" }], channels: [{ name: "cases" }], tokens: [{ token, user: "admin" }] };
	emulator = await createEmulator({ service: "slack", port: 0, seed: { slack: seed } });
	const slackApiUrl = `${emulator.url.replace("localhost", "127.0.0.1")}/api/`;
	const client = new webApi.WebClient(token, { ...clientOptions(fake), slackApiUrl });
	const { channels = [] } = await client.conversations.list({});
	const { members = [] } = await client.users.list({});
	const channel = channels.find(({ name }) => name === "cases")?.id ?? "";
	theirs = { client, channel, user: members.find(({ name }) => name === "bram")?.id ?? "", made: {} };
});
afterAll(async () => {
	await emulator.close();
	await fake.close();
});

/** What Slack gives and the other one doesn't, or the other one alone: it sends a request's own fields back, and needs no asking. */
const theirOwn = [
	...[/\.unfurl_links$/, /^files\.\[\]\.initial_comment$/, /^file\.initial_comment$/],
	// Slack's pages have cursors.
	/^paging/,
	// Without `include_all_metadata`.
	...[/^messages\.\[\]\.metadata/, /^message\.metadata/],
	// Without `include_num_members`; and of a direct conversation alone.
	...[/^channel\.num_members$/, /^channel\.is_open$/],
	// In Slack the message of an upload comes later.
	...[/^files\.\[\]\.shares\..+/, /^files\.\[\]\.channels\.\[\]$/],
	/^user\.profile\.(email|huddle_state|huddle_state_expiration_ts)$/,
];

/** `message.blocks.[].type: string` for each part of an answer; a list by its first item. */
function shapeOf(value: unknown, path = ""): readonly string[] {
	if (Array.isArray(value)) return [`${path}: list`, ...(value.length > 0 ? shapeOf(value[0], `${path}.[]`) : [])];
	if (typeof value !== "object" || value === null) return [`${path}: ${value === null ? "null" : typeof value}`];
	return Object.entries(value).flatMap(([key, inner]) => {
		// Where a file is shared, the conversation's id is a key.
		const name = /^[CD][A-Z0-9]{8,}$/.test(key) ? "<id>" : key;
		return key === "response_metadata" ? [] : shapeOf(inner, path === "" ? name : `${path}.${name}`);
	});
}

type Call = (side: Side) => Promise<unknown>;

interface Outcome {
	readonly error: string | null;
	readonly shape: readonly string[];
}

async function outcome(call: Call, side: Side): Promise<Outcome> {
	try {
		return { error: null, shape: shapeOf(await call(side)) };
	} catch (error) {
		if (error instanceof webApi.WebAPIPlatformError) return { error: error.data.error, shape: [] };
		throw error;
	}
}

const keep = async (side: Side, name: string, asked: Promise<unknown>, key: string): Promise<unknown> => {
	const answer = (await asked) as Readonly<Record<string, string>>;
	side.made[name] = answer[key] ?? "";
	return answer;
};
const metadata = { event_type: "step", event_payload: { key: "a" } };
const blocks: types.KnownBlock[] = [{ type: "section", block_id: "a", text: { type: "mrkdwn", text: "x" } }];
const read = { include_all_metadata: false };

describe("another emulator of Slack's Web API answers alike", () => {
	it.each<[string, Call]>([
		["auth.test", ({ client }) => client.auth.test()],
		[
			"a message",
			(side) => {
				const { client, channel } = side;
				return keep(side, "ts", client.chat.postMessage({ channel, ...saying("hi"), metadata, blocks }), "ts");
			},
		],
		[
			"a reply",
			(side) => {
				const { client, channel, made } = side;
				const posting = client.chat.postMessage({ channel, ...saying("hi"), thread_ts: made.ts ?? "" });
				return keep(side, "reply", posting, "ts");
			},
		],
		["a direct message", ({ client, user }) => client.chat.postMessage({ channel: user, ...saying("hi") })],
		[
			"a change",
			({ client, channel, made }) => client.chat.update({ channel, ts: made.ts ?? "", text: "two", blocks }),
		],
		["an ephemeral one", ({ client, channel, user }) => client.chat.postEphemeral({ channel, user, text: "hi" })],
		["a link", ({ client, channel, made }) => client.chat.getPermalink({ channel, message_ts: made.ts ?? "" })],
		["a thread", ({ client, channel, made }) => client.conversations.replies({ channel, ts: made.ts ?? "", ...read })],
		["a channel", ({ client, channel }) => client.conversations.info({ channel })],
		["a conversation", ({ client, user }) => client.conversations.open({ users: user })],
		["members", ({ client, channel }) => client.conversations.members({ channel })],
		["a person", ({ client, user }) => client.users.info({ user })],
		["a reaction", ({ client, channel, made }) => react(client, "add", channel, made)],
		["one that is there", ({ client, channel, made }) => react(client, "add", channel, made)],
		["reactions", ({ client, channel, made }) => client.reactions.get({ channel, timestamp: made.ts ?? "" })],
		["a reaction taken away", ({ client, channel, made }) => react(client, "remove", channel, made)],
		["one that isn't there", ({ client, channel, made }) => react(client, "remove", channel, made)],
		["a message deleted", ({ client, channel, made }) => client.chat.delete({ channel, ts: made.reply ?? "" })],
		["one deleted before", ({ client, channel, made }) => client.chat.delete({ channel, ts: made.reply ?? "" })],
		[
			"one changed then",
			({ client, channel, made }) => client.chat.update({ channel, ts: made.reply ?? "", text: "x" }),
		],
		[
			"one linked to then",
			({ client, channel, made }) => client.chat.getPermalink({ channel, message_ts: made.reply ?? "" }),
		],
		["no channel", ({ client }) => client.chat.postMessage({ channel: "C0NOWHERE01", ...saying("x") })],
		["no text", ({ client, channel }) => client.chat.postMessage({ channel, text: "" })],
		[
			"metadata that is none",
			({ client, channel }) => client.chat.postMessage({ channel, text: "x", metadata: "{" } as never),
		],
		["nobody", ({ client }) => client.users.info({ user: "U0NOBODY001" })],
		[
			"no token",
			({ client }) =>
				new webApi.WebClient(undefined, { ...clientOptions(fake), slackApiUrl: client.slackApiUrl }).auth.test(),
		],
		["no file", ({ client }) => client.files.info({ file: "F0NOTHING01" })],
		[
			"a place for an upload",
			async (side) => {
				const answer = await side.client.files.getUploadURLExternal({ filename: "a.png", length: 3 });
				Object.assign(side.made, { file: answer.file_id, url: answer.upload_url });
				return answer;
			},
		],
		["an upload that never came", complete],
		["the upload", async ({ made }) => ({ status: (await send(made.url ?? "")).status })],
		["an upload's end", complete],
		["the same again", complete],
		[
			"a file",
			async ({ client, made }) => {
				await waitUntil(
					async () => ((await client.files.info({ file: made.file ?? "" })).file?.channels ?? []).length > 0,
				);
				return client.files.info({ file: made.file ?? "" });
			},
		],
		["a file deleted", ({ client, made }) => client.files.delete({ file: made.file ?? "" })],
	])("%s", async (_name, call) => {
		const [mine, other] = [await outcome(call, ours), await outcome(call, theirs)];
		expect(mine.error).toBe(other.error);
		const missing = other.shape.filter(
			(part) => !mine.shape.includes(part) && !theirOwn.some((own) => own.test(part.replace(/: \w+$/, ""))),
		);
		expect(missing).toEqual([]);
	});

	/** Where the other one says something else than Slack's reference does, by the error codes it lists for the method. */
	it.each<[string, string, string | null, Call]>([
		[
			"a file that is gone",
			"file_deleted",
			"file_not_found",
			({ client, made }) => client.files.info({ file: made.file ?? "" }),
		],
		[
			"no thread",
			"thread_not_found",
			null,
			({ client, channel }) => client.conversations.replies({ channel, ts: "1.000000" }),
		],
		[
			"an ephemeral message to nobody",
			"user_not_in_channel",
			"user_not_found",
			({ client, channel }) => client.chat.postEphemeral({ channel, user: "U0NOBODY001", text: "x" }),
		],
		[
			"blocks that are none",
			"invalid_blocks_format",
			"invalid_blocks",
			({ client, channel }) => client.chat.postMessage({ channel, text: "x", blocks: "{" } as never),
		],
	])("but for %s", async (_name, mine, other, call) => {
		expect((await outcome(call, ours)).error).toBe(mine);
		expect((await outcome(call, theirs)).error).toBe(other);
	});
});

function react(client: webApi.WebClient, how: "add" | "remove", channel: string, made: Side["made"]): Promise<unknown> {
	return client.reactions[how]({ channel, timestamp: made.ts ?? "", name: "ok" });
}

function complete({ client, channel, made }: Side): Promise<unknown> {
	return client.files.completeUploadExternal({
		files: [{ id: made.file ?? "", title: "A" }],
		channel_id: channel,
		initial_comment: "x",
	});
}

function send(url: string): Promise<Response> {
	const form = new FormData();
	form.append("body", new Blob(["abc"]), "a.png");
	return fetch(url.replace("localhost", "127.0.0.1"), { method: "POST", body: form });
}
