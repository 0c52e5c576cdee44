import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import type { SlackDelivery } from "../../../src/chat/slack/options.ts";
import type { Card } from "../../../src/core/thread/card.ts";
import type { ChatFault, Reply } from "../../../src/ports/chat.ts";
import type { FakeSlackOptions } from "../../support/fake-slack/fake-options.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { postKey } from "../../support/post-key.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openSlackRoom, type SlackRoom, type SlackRoomOptions } from "./open-slack-room.ts";

let fake: FakeSlack | null = null;
let room: SlackRoom | null = null;

afterEach(async () => {
	await room?.platform.stop();
	await fake?.close();
	room = null;
	fake = null;
});

async function startFake(options: FakeSlackOptions = {}): Promise<FakeSlack> {
	fake = await startFakeSlack(options);
	return fake;
}

const done = async (): Promise<Reply> => ({ kind: "card", card: card("Done") });

function openRoom(slack: FakeSlack, given: SlackRoomOptions = {}): SlackRoom {
	room = openSlackRoom(slack, { handlers: { onCommand: done }, ...given });
	return room;
}

async function startRoom(slack: FakeSlack, given: SlackRoomOptions = {}): Promise<SlackRoom> {
	const opened = openRoom(slack, given);
	await opened.platform.start(opened.handlers);
	return opened;
}

async function faultOf(work: Promise<unknown>): Promise<ChatFault> {
	return work.then(
		() => expect.unreachable("it should have failed"),
		(fault) => fault,
	);
}

const card = (title: string): Card => ({ tone: "good", title });
const modes = ["socket", "http"] as const;
const sockets = async (slack: FakeSlack) => (await slack.counts()).sockets ?? 0;

describe.each(modes)("start in %s mode", (mode) => {
	test("receives what people do, and answers", async () => {
		const slack = await startFake({ mode });
		const { logged } = await startRoom(slack);

		expect((await slack.command("anna", "status")).kind).toBe("message");
		expect(logged("slack.started")).toMatchObject([{ fields: { what: mode } }]);
		expect(await slack.violations()).toEqual([]);
	});

	test("a bot token that is not good is said plainly, at once", async () => {
		const slack = await startFake({ mode });
		const { platform, handlers, ended } = openRoom(slack, { options: { token: `${slack.botToken}x` } });

		const fault = await faultOf(platform.start(handlers));

		expect(fault).toMatchObject({ name: "ChatFault", retry: false });
		expect(fault.message).toContain("SLACK_BOT_TOKEN");
		expect(ended).toEqual([]);
	});

	test("a Slack that cannot be reached is worth another try", async () => {
		const slack = await startFake({ mode });
		await slack.close();
		const { platform, handlers } = openRoom(slack);

		const fault = await faultOf(platform.start(handlers));
		fake = null;

		expect(fault).toMatchObject({ name: "ChatFault", retry: true });
		expect(fault.message).toContain("cannot be reached");
	});

	test("an outage of one request is worth another try, which gets through", async () => {
		const slack = await startFake({ mode });
		const { platform, handlers } = openRoom(slack);
		await slack.trouble([{ kind: "500", share: 1, times: 1 }]);

		expect(await faultOf(platform.start(handlers))).toMatchObject({ retry: true });
		await platform.start(handlers);

		expect((await slack.command("anna", "status")).kind).toBe("message");
	});

	test("it may be stopped, and started again", async () => {
		const slack = await startFake({ mode });
		const { platform, handlers } = await startRoom(slack);
		await platform.stop();
		expect(await faultOf(platform.post("status", card("Late"), postKey("late")))).toMatchObject({ retry: true });

		await platform.start(handlers);

		expect((await slack.command("anna", "status")).kind).toBe("message");
	});

	test("it lets running answers end at the stop", async () => {
		const slack = await startFake({ mode });
		let release: () => void = () => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		const onCommand = async () => {
			await held;
			return done();
		};
		const opened = await startRoom(slack, { handlers: { onCommand } });
		const answering = slack.command("anna", "status");
		await waitUntil(() => opened.asked.length > 0);

		const stopping = opened.platform.stop();
		release();
		await stopping;

		expect(await answering).toMatchObject({ kind: "message" });
	});

	test("the process has nothing to stay for after a stop", async () => {
		const slack = await startFake({ mode });
		expect(await startAndStop(slack, async () => {})).toEqual([0, "stopped\n"]);
	});
});

describe("Socket Mode", () => {
	test("an app token that is not good is said plainly, and the process goes on", async () => {
		const slack = await startFake();
		const delivery: SlackDelivery = { mode: "socket", appToken: `${slack.appToken}x` };
		const { platform, handlers, ended } = openRoom(slack, { options: { delivery } });

		const fault = await faultOf(platform.start(handlers));

		expect(fault).toMatchObject({ name: "ChatFault", retry: false });
		expect(fault.message).toContain("SLACK_APP_TOKEN");
		expect(ended).toEqual([]);
	});

	test("a cut socket is opened again, and what people did meanwhile is answered", async () => {
		const slack = await startFake();
		const { logged, ended } = await startRoom(slack);

		await slack.cutSockets();
		const answer = await slack.command("anna", "status");

		expect(answer.kind).toBe("message");
		expect(logged("slack.reconnected")).toHaveLength(1);
		expect(ended).toEqual([]);
	});

	test.each(["warning", "refresh_requested"] as const)("so is one that Slack takes back: %s", async (reason) => {
		const slack = await startFake();
		const { logged } = await startRoom(slack);

		await slack.disconnect(reason);
		await waitUntil(async () => (await sockets(slack)) === 2);

		expect((await slack.command("anna", "status")).kind).toBe("message");
		expect(logged("slack.disconnected")).toHaveLength(1);
	});

	test("while Slack does not let it back it goes on trying", async () => {
		const slack = await startFake();
		const { logged, ended } = await startRoom(slack);
		await slack.trouble([
			{ kind: "500", share: 1, times: 1, on: "apps.connections.open" },
			{ kind: "drop-before", share: 1, times: 1, on: "apps.connections.open" },
		]);

		await slack.cutSockets();
		await waitUntil(() => logged("slack.reconnected").length > 0, 20_000);

		expect(logged("slack.not-reconnected").length).toBeGreaterThan(0);
		expect((await slack.command("anna", "status")).kind).toBe("message");
		expect(ended).toEqual([]);
	});

	test("posts go on while the socket is cut", async () => {
		const slack = await startFake();
		const { platform } = await startRoom(slack);
		await slack.cutSockets();

		await platform.post("status", card("Meanwhile"), postKey("meanwhile"));

		expect(await slack.messages(slack.channels.status)).toHaveLength(1);
	});

	test("an app token that is revoked meanwhile ends it, told once", async () => {
		const slack = await startFake();
		const { ended } = await startRoom(slack);

		await slack.revokeToken("app");
		await slack.cutSockets();
		await waitUntil(() => ended.length > 0, 20_000);

		expect(ended).toHaveLength(1);
		expect(ended[0]).toMatchObject({ name: "ChatFault", retry: false });
		expect(ended[0]?.message).toContain("SLACK_APP_TOKEN");
	});

	test("a revoked bot token ends it, told once, however it is noticed", async () => {
		const slack = await startFake();
		const { platform, ended } = await startRoom(slack);

		await slack.revokeToken("bot");
		const faults = [
			await faultOf(platform.post("status", card("Late"), postKey("late"))),
			await faultOf(platform.post("status", card("Later"), postKey("later"))),
		];

		expect(faults.map(({ name, retry }) => [name, retry])).toEqual([
			["ChatFault", false],
			["ChatFault", false],
		]);
		expect(ended).toHaveLength(1);
		expect(ended[0]?.message).toContain("SLACK_BOT_TOKEN");
	});

	test("a revoked bot token ends it when no form opens any more, though who asks is known by heart", async () => {
		const slack = await startFake();
		const { ended } = await startRoom(slack);
		expect(await slack.command("anna", "status")).toMatchObject({ kind: "message" });

		await slack.revokeToken("bot");
		await slack.command("anna", "lookup");
		await waitUntil(() => ended.length > 0, 20_000);

		expect(ended.map(({ message }) => message)).toEqual([expect.stringContaining("SLACK_BOT_TOKEN")]);
	});

	test("the process has nothing to stay for after a stop, also while it connects anew", async () => {
		const slack = await startFake();
		expect(await startAndStop(slack, () => slack.cutSockets())).toEqual([0, "stopped\n"]);
	});
});

describe("HTTP mode", () => {
	test("a port that another program has is said plainly", async () => {
		const slack = await startFake({ mode: "http" });
		const other = createServer().listen(Number(slack.settings.SLACK_HTTP_PORT), "127.0.0.1");
		await once(other, "listening");
		const { platform, handlers } = openRoom(slack);

		const fault = await faultOf(platform.start(handlers));
		other.close();

		expect(fault).toMatchObject({ name: "ChatFault", retry: false });
		expect(fault.message).toContain(slack.settings.SLACK_HTTP_PORT);
		expect(fault.message).toContain("SLACK_HTTP_PORT");
	});

	test("only what Slack signed just now is listened to, and a wrong secret shows in the log", async () => {
		const slack = await startFake({ mode: "http" });
		const { asked, logged } = await startRoom(slack);
		const old = String(Math.floor(Date.now() / 1000) - 6 * 60);

		expect(await slack.forge({})).toBe(200);
		const heard = asked.length;
		expect(await slack.forge({ "x-slack-signature": `v0=${"0".repeat(64)}` })).toBe(401);
		expect(await slack.forge({ "x-slack-request-timestamp": old })).toBe(401);
		expect(await slack.forge({ "x-slack-signature": "" })).toBe(401);

		expect(asked).toHaveLength(heard);
		expect(logged("slack.unsigned-request")).toHaveLength(1);
	});
});

/** A process of its own that stops after `meanwhile`: its exit code, and what it said. */
async function startAndStop(slack: FakeSlack, meanwhile: () => Promise<void>): Promise<readonly [unknown, string]> {
	const args = [fileURLToPath(new URL("start-and-stop.ts", import.meta.url)), JSON.stringify(slack)];
	const child = spawn(
		process.execPath,
		["--import", join(import.meta.dirname, "../../../scripts/run-ts.mjs"), ...args],
		{ stdio: ["ignore", "pipe", "inherit", "ipc"] },
	);
	const said = text(child.stdout as Readable);
	const exited = once(child, "exit");
	await once(child, "message");
	await meanwhile();
	child.send("stop");
	const [code] = await exited;
	return [code, await said];
}
