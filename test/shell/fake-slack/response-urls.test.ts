import type { IncomingMessage } from "node:http";
import type { App, RespondArguments } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeAct } from "../../support/fake-slack/act.ts";
import { defaultFakeSlackOptions } from "../../support/fake-slack/fake-options.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { answerResponseUrl } from "../../support/fake-slack/response-urls.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { createWorld } from "../../support/fake-slack/world.ts";
import { actions, button, saying } from "./bodies.ts";
import { openBolt } from "./open-bolt.ts";
import { post } from "./open-client.ts";

let fake: FakeSlack;
let bolt: Awaited<ReturnType<typeof openBolt>>;
let url = "";
let answers: readonly (string | RespondArguments)[] = [];
beforeAll(async () => {
	fake = await startFakeSlack({ quietMs: 1_500 });
	bolt = await openBolt(fake, (app: App) => {
		app.use(async ({ body, next }) => {
			url = (body as { readonly response_url?: string }).response_url ?? "";
			await next();
		});
		app.command("/meldkamer", async ({ ack, respond }) => {
			await ack();
			for (const answer of answers) await respond(answer);
		});
		app.action("go", async ({ ack, respond }) => {
			await ack();
			for (const answer of answers) await respond(answer);
		});
	});
});
afterAll(async () => {
	expect(bolt.faults).toEqual([]);
	await bolt.close();
	await fake.close();
});

const go = [actions(button("go"))];

describe("by response URL the bot", () => {
	it("answers everybody in the channel", async () => {
		answers = [{ text: "for all", response_type: "in_channel" }];
		const answer = await fake.command("anna", "x");
		expect(answer).toMatchObject({
			kind: "message",
			message: { text: "for all", visibleTo: null, isEphemeral: false },
		});
		expect(await fake.messages(fake.channels.reports)).toMatchObject([{ text: "for all" }]);
	});

	it("changes the message that was pressed, or takes it away", async () => {
		answers = [{ text: "card", blocks: go }];
		const card = await fake.command("anna", "x");
		if (card.kind !== "message") throw new Error(card.kind);
		const { ts } = card.message;
		answers = [{ text: "changed", blocks: go, replace_original: true }];
		expect(await fake.press("anna", ts, "go")).toMatchObject({ kind: "message", message: { ts, text: "changed" } });
		answers = [{ delete_original: true }];
		expect(await fake.press("anna", ts, "go")).toMatchObject({ kind: "quiet" });
		expect((await fake.privateMessages("anna")).some((one) => one.ts === ts)).toBe(false);
		expect(await fake.press("anna", ts, "go")).toMatchObject({ kind: "platform-refused" });
	});

	it("answers in the thread that is named; by itself in the channel, wherever was pressed", async () => {
		const { client } = bolt.app;
		const channel = fake.channels.cases;
		const { ts: parent = "" } = await client.chat.postMessage({ channel, ...saying("parent") });
		const { ts = "" } = await client.chat.postMessage({ channel, ...saying("card"), blocks: go, thread_ts: parent });
		answers = [{ text: "there", thread_ts: parent }];
		expect(await fake.press("bram", ts, "go")).toMatchObject({
			message: { text: "there", threadTs: parent, visibleTo: fake.users.bram.id },
		});
		// As in slackapi/bolt-js #963.
		answers = ["here"];
		expect(await fake.press("bram", ts, "go")).toMatchObject({ message: { text: "here", threadTs: null } });
		// Only who sees it is told of it.
		expect(await fake.replies(channel, parent)).toMatchObject([{ text: "card" }]);
	});

	it("answers five times; a sixth is refused, and so is a URL that Slack never gave", async () => {
		answers = ["1", "2", "3", "4", "5"];
		expect(await fake.command("chris", "x")).toMatchObject({ message: { text: "1" } });
		expect(await post(url, { text: "6" })).toMatchObject({ status: 404, body: { ok: false, error: "used_url" } });
		expect(await post(`${url}x`, { text: "7" })).toMatchObject({ status: 404 });
		expect((await fake.privateMessages("chris")).map(({ text }) => text)).toEqual(["1", "2", "3", "4", "5"]);
	});

	it("is told what is wrong with a message, and must not send its token along", async () => {
		answers = ["x"];
		await fake.command("chris", "x");
		expect(await fake.violations()).toEqual([]);
		const refused = await post(url, { text: "x", blocks: [{ type: "header" }] });
		expect(refused).toMatchObject({ status: 400, body: { error: "invalid_blocks" } });
		await post(url, { text: "x", colour: "red" }, { authorization: `Bearer ${fake.botToken}` });
		expect(await fake.violations()).toEqual([
			"response_url: missing required field: text [json-pointer:/blocks/0]",
			"response_url: a token sent along, which Slack's own URL would give to another host",
			"response_url: no such argument [json-pointer:/colour]",
		]);
	});
});

it("a response URL is over after half an hour", () => {
	const world = createWorld(defaultFakeSlackOptions);
	world.urls.api = "http://127.0.0.1:1/api/";
	const respondsIn = { conversation: world.ids.casesId, sourceTs: null };
	makeAct(world, { kind: "slash_commands", userId: world.people.anna.id, payload: {}, respondsIn });
	const [entry] = world.responseUrls;
	if (!entry) throw new Error("no URL");
	const [path, made] = entry;
	world.responseUrls.set(path, { ...made, madeAt: Date.now() - 31 * 60_000 });
	const request = { headers: {} } as IncomingMessage;
	expect(answerResponseUrl(world, request, path, { text: "x" })).toMatchObject({ body: { error: "expired_url" } });
});
