import type { App, ViewSubmitAction } from "@slack/bolt";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { FakeSlackOptions } from "../../support/fake-slack/fake-options.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { input, modal, textInput } from "./bodies.ts";
import { openBolt } from "./open-bolt.ts";
import { openClient, refusal } from "./open-client.ts";

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const end of endings.splice(0).reverse()) await end();
});

async function open(options: FakeSlackOptions = {}): Promise<FakeSlack> {
	const fake = await startFakeSlack({ quietMs: 1_000, ...options });
	endings.push(fake.close);
	return fake;
}

async function bolt(fake: FakeSlack, listen: (app: App) => void): Promise<void> {
	const { close } = await openBolt(fake, listen, 1_000);
	endings.push(close);
}

const echo = (app: App): void =>
	app.command("/meldkamer", async ({ ack, body }) => {
		await ack({ text: body.text });
	});

/** A socket without the SDK; gives what comes over it. */
async function openSocket(fake: FakeSlack) {
	const { url = "" } = await openClient(fake, fake.appToken).apps.connections.open({});
	const socket = new WebSocket(url);
	const came: Record<string, unknown>[] = [];
	const pinged = new Promise<void>((resolve) => socket.once("ping", () => resolve()));
	socket.on("message", (raw) => came.push(JSON.parse(String(raw)) as Record<string, unknown>));
	endings.push(async () => socket.terminate());
	await waitUntil(() => came.length > 0);
	return { socket, came, url, pinged };
}

describe("a socket", () => {
	it("is greeted, pinged, and given an envelope that it acknowledges", async () => {
		const fake = await open();
		const { socket, came, pinged } = await openSocket(fake);
		expect(came[0]).toMatchObject({ type: "hello", num_connections: 1, connection_info: { app_id: fake.appId } });
		const answered = fake.command("anna", "hi");
		await waitUntil(() => came.length > 1);
		const [, envelope] = came;
		expect(envelope).toMatchObject({
			type: "slash_commands",
			accepts_response_payload: true,
			payload: { command: "/meldkamer", text: "hi" },
		});
		socket.send(JSON.stringify({ envelope_id: envelope?.envelope_id, payload: { text: "yes" } }));
		expect(await answered).toMatchObject({ kind: "message", message: { text: "yes" } });
		await pinged;
	});

	it("opens with its own ticket, once, and is told when it sends what is no acknowledgement", async () => {
		const fake = await open();
		const { socket, url } = await openSocket(fake);
		const again = new WebSocket(url);
		expect(await new Promise((resolve) => again.on("close", resolve))).toBe(4001);
		socket.send("{}");
		await waitUntil(async () => (await fake.violations()).length > 0);
		expect(await fake.violations()).toEqual(["socket: a message without envelope_id: {}"]);
	});

	it("is asked for with the app's token, not with the bot's, and not with a revoked one", async () => {
		const fake = await open();
		expect((await refusal(openClient(fake).apps.connections.open({}))).error).toBe("not_allowed_token_type");
		await fake.revokeToken("app");
		const client = openClient(fake, fake.appToken);
		expect((await refusal(client.apps.connections.open({}))).error).toBe("token_revoked");
		expect(fake.settings.SLACK_APP_TOKEN).toMatch(new RegExp(`^xapp-1-${fake.appId}-`));
	});
});

describe("what somebody does", () => {
	it("has no answer while no bot is there, nor when the bot says nothing", async () => {
		const fake = await open();
		expect(await fake.command("anna", "hi")).toEqual({ kind: "no-answer" });
		const { came } = await openSocket(fake);
		expect(await fake.command("anna", "hi")).toEqual({ kind: "no-answer" });
		expect(came).toHaveLength(2);
	});

	it("waits for the bot to come back after a cut, and is sent again when it was under way", async () => {
		const fake = await open();
		await bolt(fake, echo);
		await fake.cutSockets();
		await waitUntil(async () => ((await fake.counts()).sockets ?? 0) > 1);
		expect(await fake.command("anna", "back")).toMatchObject({ kind: "message", message: { text: "back" } });
		const { came, socket } = await openSocket(fake);
		const answered = fake.command("anna", "over the newest");
		await waitUntil(() => came.length > 1);
		socket.terminate();
		expect(await answered).toMatchObject({ kind: "message", message: { text: "over the newest" } });
	});

	it.each(["warning", "refresh_requested"] as const)("moves to another socket at a disconnect: %s", async (reason) => {
		const fake = await open();
		const { came } = await openSocket(fake);
		await bolt(fake, echo);
		await fake.disconnect(reason);
		await waitUntil(() => came.length > 1);
		expect(came[1]).toMatchObject({ type: "disconnect", reason });
		await waitUntil(async () => ((await fake.counts()).sockets ?? 0) > 2);
		expect(await fake.command("anna", "on")).toMatchObject({ kind: "message", message: { text: "on" } });
		expect(came).toHaveLength(2);
	});

	it("is delivered again under the same envelope, and what the bot says to that changes nothing", async () => {
		const fake = await open();
		const { socket, came } = await openSocket(fake);
		const acknowledge = (index: number, text: string) =>
			socket.send(JSON.stringify({ envelope_id: came[index]?.envelope_id, payload: { text } }));
		const answered = fake.command("anna", "hi");
		await waitUntil(() => came.length > 1);
		acknowledge(1, "first");
		expect(await answered).toMatchObject({ kind: "message", message: { text: "first" } });
		const repeated = fake.repeatLast();
		await waitUntil(() => came.length > 2);
		expect(came[2]).toEqual(came[1]);
		acknowledge(2, "second");
		await repeated;
		expect((await fake.privateMessages("anna")).map(({ text }) => text)).toEqual(["first"]);
	});

	it("is delivered as often as asked; an empty word to a repetition doesn't take the first one's place", async () => {
		const fake = await open({ deliveries: 3 });
		const seen = new Set<string>();
		const times = { delivered: 0 };
		await bolt(fake, (app) => {
			app.command("/meldkamer", async ({ ack, body, client }) => {
				await ack();
				if (seen.has(body.trigger_id)) return;
				seen.add(body.trigger_id);
				await client.views.open({ trigger_id: body.trigger_id, view: modal("form", input("a", textInput())) });
			});
			app.view<ViewSubmitAction>({ callback_id: "form", type: "view_submission" }, async ({ ack, body }) => {
				times.delivered += 1;
				if (seen.has(body.trigger_id)) return ack();
				seen.add(body.trigger_id);
				// The repetitions are acknowledged first.
				await waitUntil(() => times.delivered === 3);
				return ack({ response_action: "errors", errors: { a: "no" } });
			});
		});
		const form = await fake.command("anna", "form");
		if (form.kind !== "view") throw new Error(form.kind);
		expect(await fake.submit("anna", form.view.id, { a: "1" })).toMatchObject({ kind: "errors", errors: { a: "no" } });
		expect(await fake.counts()).toMatchObject({ envelopes: 6, acknowledgements: 6, "views.open": 1 });
	});
});
