import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { FakeSlackOptions } from "../../support/fake-slack/fake-options.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { openBolt } from "./open-bolt.ts";

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const end of endings.splice(0).reverse()) await end();
});

async function open(options: FakeSlackOptions = {}): Promise<FakeSlack> {
	const fake = await startFakeSlack({ mode: "http", quietMs: 1_000, ...options });
	endings.push(fake.close);
	return fake;
}

interface Came {
	readonly headers: IncomingMessage["headers"];
	readonly url: string | undefined;
	readonly body: string;
}

/** A server without the SDK, where the bot's is to be; gives what comes. */
async function listen(fake: FakeSlack, status = 200, answer = ""): Promise<readonly Came[]> {
	const came: Came[] = [];
	const server = createServer((request, response) => {
		let body = "";
		request.on("data", (chunk: Buffer) => {
			body += chunk.toString("utf8");
		});
		request.on("end", () => {
			came.push({ headers: request.headers, url: request.url, body });
			response.writeHead(status).end(answer);
		});
	});
	server.listen(Number(fake.settings.SLACK_HTTP_PORT), fake.settings.SLACK_HTTP_HOST);
	await once(server, "listening");
	endings.push(async () => {
		server.closeAllConnections();
		server.close();
	});
	return came;
}

describe("a request", () => {
	it("is a form, signed over its body and the time", async () => {
		const fake = await open();
		const came = await listen(fake);
		expect(await fake.command("anna", "a & b")).toMatchObject({ kind: "quiet" });
		const [request] = came;
		const timestamp = request?.headers["x-slack-request-timestamp"];
		const hash = createHmac("sha256", fake.signingSecret).update(`v0:${timestamp}:${request?.body}`).digest("hex");
		expect(request).toMatchObject({
			url: "/slack/events",
			headers: { "content-type": "application/x-www-form-urlencoded", "x-slack-signature": `v0=${hash}` },
		});
		expect(Math.abs(Number(timestamp) - Date.now() / 1_000)).toBeLessThan(60);
		expect(new URLSearchParams(request?.body).get("text")).toBe("a & b");
		expect(request?.headers).not.toHaveProperty("x-slack-retry-num");
	});

	it("holds an interaction as a payload, and an event as JSON", async () => {
		const fake = await open();
		const came = await listen(fake);
		await fake.raw("interactive", { type: "block_actions", user: { id: "U1" }, trigger_id: "", response_url: "" });
		await fake.raw("events_api", { type: "event_callback", event: { type: "app_home_opened", user: "U1" } });
		const payload = JSON.parse(new URLSearchParams(came[0]?.body).get("payload") ?? "") as object;
		expect(payload).toMatchObject({ type: "block_actions", api_app_id: fake.appId });
		expect(came[1]?.headers["content-type"]).toBe("application/json");
		expect(JSON.parse(came[1]?.body ?? "")).toMatchObject({ event: { type: "app_home_opened" } });
	});

	it("comes again with the number of its repetition", async () => {
		const fake = await open({ deliveries: 2 });
		const came = await listen(fake);
		await fake.command("anna", "hi");
		await fake.repeatLast();
		const numbers = came.map(({ headers }) => String(headers["x-slack-retry-num"] ?? "0"));
		expect(numbers.sort()).toEqual(["0", "1", "1"]);
		expect(came.find(({ headers }) => headers["x-slack-retry-num"])?.headers["x-slack-retry-reason"]).toBe(
			"http_timeout",
		);
		expect(new Set(came.map(({ body }) => body)).size).toBe(1);
		expect(await fake.counts()).toMatchObject({ requests: 3 });
	});
});

describe("an answer", () => {
	it("is the text of its body", async () => {
		const fake = await open();
		await listen(fake, 200, "in words");
		expect(await fake.command("anna", "hi")).toMatchObject({ kind: "message", message: { text: "in words" } });
	});

	it.each([500, 404, 401])("with status %s is none, and so is a bot that isn't there", async (status) => {
		const fake = await open();
		expect(await fake.command("anna", "hi")).toEqual({ kind: "no-answer" });
		await listen(fake, status, "in words");
		expect(await fake.command("anna", "hi")).toEqual({ kind: "no-answer" });
		expect(await fake.privateMessages("anna")).toEqual([]);
	});
});

describe("the real Bolt", () => {
	it("takes the right signature and refuses any other, and a stale one", async () => {
		const fake = await open();
		const heard: string[] = [];
		const { close } = await openBolt(fake, (app) =>
			app.command("/meldkamer", async ({ ack, body }) => {
				heard.push(body.text);
				await ack();
			}),
		);
		endings.push(close);
		expect(await fake.forge({})).toBe(200);
		expect(await fake.forge({ "x-slack-signature": `v0=${"0".repeat(64)}` })).toBe(401);
		expect(await fake.forge({ "X-Slack-Request-Timestamp": "1700000000" })).toBe(401);
		expect(heard).toHaveLength(1);
	});

	it("that acknowledges nothing gives no answer", async () => {
		const fake = await open();
		const { close } = await openBolt(fake, (app) => app.command("/meldkamer", async () => {}));
		endings.push(close);
		expect(await fake.command("anna", "hi")).toEqual({ kind: "no-answer" });
	});
});
