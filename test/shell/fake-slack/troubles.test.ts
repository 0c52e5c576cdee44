import { webApi } from "@slack/bolt";
import { afterEach, describe, expect, it } from "vitest";
import type { FakeSlackOptions } from "../../support/fake-slack/fake-options.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { file, saying } from "./bodies.ts";
import { openBolt } from "./open-bolt.ts";
import { clientOptions, openClient, refusal } from "./open-client.ts";

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const end of endings.splice(0).reverse()) await end();
});

async function open(options: FakeSlackOptions = {}): Promise<FakeSlack> {
	const fake = await startFakeSlack(options);
	endings.push(fake.close);
	return fake;
}

/** How a call ends: `ok`, Slack's code, or what the SDK makes of it. */
async function ending(call: Promise<unknown>): Promise<string> {
	try {
		return (await refusal(call)).error.replace("none", "ok");
	} catch (error) {
		return error instanceof Error ? error.constructor.name : "?";
	}
}

describe("a trouble", () => {
	it("happens to the method that it names, as often as it says, and is counted", async () => {
		const fake = await open();
		const client = openClient(fake);
		const channel = fake.channels.cases;
		const post = () => ending(client.chat.postMessage({ channel, ...saying("x") }));
		const texts = async () => (await fake.messages(channel)).length;
		const kinds = ["429", "500", "internal_error", "drop-before", "drop-after"] as const;
		await fake.trouble(kinds.map((kind) => ({ kind, share: 1, times: 1, on: "chat.postMessage" })));
		expect(await ending(client.auth.test())).toBe("ok");
		expect([await post(), await post(), await post(), await post()]).toEqual([
			"WebAPIRateLimitedError",
			"WebAPIHTTPError",
			"internal_error",
			"WebAPIRequestError",
		]);
		expect(await texts()).toBe(0);
		// Carried out, but the answer is lost.
		expect(await post()).toBe("WebAPIRequestError");
		expect(await texts()).toBe(1);
		expect(await post()).toBe("ok");
		expect(await fake.counts()).toMatchObject(Object.fromEntries(kinds.map((kind) => [`trouble ${kind}`, 1])));
		expect(await fake.violations()).toEqual([]);
	});

	it("says how long to wait, in whole seconds", async () => {
		const fake = await open();
		await fake.trouble([{ kind: "429", share: 1, retryAfterS: 7 }]);
		await expect(openClient(fake).auth.test()).rejects.toMatchObject({ retryAfter: 7 });
		await fake.trouble([]);
		expect(await ending(openClient(fake).auth.test())).toBe("ok");
	});

	it("happens to a share, by the same dice each time", async () => {
		const fake = await open();
		const client = openClient(fake);
		const run = async () => {
			await fake.trouble([{ kind: "internal_error", share: 0.5, seed: 42 }]);
			const endings: string[] = [];
			for (let n = 0; n < 20; n += 1) endings.push(await ending(client.auth.test()));
			return endings;
		};
		const first = await run();
		expect(new Set(first)).toEqual(new Set(["ok", "internal_error"]));
		expect(await run()).toEqual(first);
	});

	it("happens to downloads", async () => {
		const fake = await open();
		await fake.upload("anna", [file(1_000)]);
		const [stored] = await fake.files();
		const id = stored?.id ?? "";
		const headers = { authorization: `Bearer ${fake.botToken}` };
		// `file` is a download, not the methods that begin so.
		await fake.trouble([
			{ kind: "500", share: 1, times: 1, on: "file" },
			{ kind: "drop-after", share: 1, times: 1, on: "file" },
		]);
		const { file: info } = await openClient(fake).files.info({ file: id });
		const url = info?.url_private_download ?? "";
		expect((await fetch(url, { headers })).status).toBe(500);
		await expect(fetch(url, { headers }).then((response) => response.arrayBuffer())).rejects.toThrow();
		expect((await (await fetch(url, { headers })).arrayBuffer()).byteLength).toBe(1_000);
	});

	it("that holds an answer up doesn't make it a quiet one", async () => {
		const fake = await open({ quietMs: 300 });
		const { close } = await openBolt(fake, (app) =>
			app.command("/meldkamer", async ({ ack, body }) => {
				await ack();
				// The SDK itself waits as long as it is told, and tries again.
				const patient = { ...clientOptions(fake), rejectRateLimitedCalls: false, retryConfig: { retries: 3 } };
				const client = new webApi.WebClient(fake.botToken, patient);
				const { channel_id: channel, user_id: user } = body;
				await client.chat.postEphemeral({ channel, user, text: "at last" });
			}),
		);
		endings.push(close);
		await fake.trouble([{ kind: "429", share: 1, times: 1, on: "chat.postEphemeral", retryAfterS: 1 }]);
		expect(await fake.command("anna", "x")).toMatchObject({ kind: "message", message: { text: "at last" } });
	});
});

describe("the limits of how often", () => {
	it("hold posts per channel, and let a few at once through", async () => {
		const fake = await open();
		const client = openClient(fake);
		const post = (channel: string) => ending(client.chat.postMessage({ channel, ...saying("x") }));
		const many = await Promise.all(new Array(30).fill(fake.channels.cases).map(post));
		expect(many.filter((one) => one === "ok").length).toBeGreaterThanOrEqual(5);
		expect(many).toContain("WebAPIRateLimitedError");
		expect(await post(fake.channels.status)).toBe("ok");
		expect((await fake.counts())["ratelimited chat.postMessage"]).toBeGreaterThan(0);
	});

	it("hold each method by its tier, and may be off", async () => {
		const [fake, free] = [await open(), await open({ rateLimits: false })];
		const list = (one: FakeSlack) => ending(openClient(one).usergroups.users.list({ usergroup: one.groups.volunteer }));
		const ask = (one: FakeSlack) => Promise.all(new Array(30).fill(one).map(list));
		const held = await ask(fake);
		expect(held.filter((one) => one === "ok").length).toBeGreaterThanOrEqual(20);
		expect(held).toContain("WebAPIRateLimitedError");
		expect(new Set(await ask(free))).toEqual(new Set(["ok"]));
		// Another method has its own minute.
		expect(await ending(openClient(fake).usergroups.list({}))).toBe("ok");
	});
});
