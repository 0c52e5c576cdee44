import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import type { Card } from "../../../src/core/thread/card.ts";
import type { ChatFault, Reply } from "../../../src/ports/chat.ts";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import type { FakeOptions } from "../../support/fake-discord/fake-options.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import { postKey } from "../../support/post-key.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openRoom, type Room } from "./open-room.ts";

let fake: FakeDiscord | null = null;
let room: Room | null = null;

afterEach(async () => {
	await room?.platform.stop();
	await fake?.close();
	room = null;
	fake = null;
});

async function startFake(options: FakeOptions = {}): Promise<FakeDiscord> {
	fake = await startFakeDiscord(options);
	return fake;
}

async function startRoom(discord: FakeDiscord, answer?: () => Promise<Reply>): Promise<Room> {
	room = openRoom(discord, {}, answer);
	await room.platform.start(room.handlers);
	return room;
}

async function faultOf(work: Promise<unknown>): Promise<ChatFault> {
	return work.then(
		() => expect.unreachable("it should have failed"),
		(fault) => fault,
	);
}

const card = (title: string): Card => ({ tone: "good", title });

describe("start", () => {
	test("connects, registers the commands, and answers", async () => {
		const discord = await startFake();
		await startRoom(discord);

		expect((await discord.registered()).times).toBe(1);
		expect((await discord.command("anna", "status", {})).kind).toBe("message");
		expect(await discord.violations()).toEqual([]);
	});

	test("leaves commands that are right as they are", async () => {
		const discord = await startFake();
		const { platform, handlers, logged } = await startRoom(discord);
		await platform.stop();

		await platform.start(handlers);

		expect((await discord.registered()).times).toBe(1);
		expect(logged("discord.started").map(({ fields }) => fields.what)).toEqual(["registered", "unchanged"]);
	});

	test("a token that is not good is said plainly, at once", async () => {
		const discord = await startFake();
		room = openRoom(discord, { token: `${discord.token}x` });

		const fault = await faultOf(room.platform.start(room.handlers));

		expect(fault).toMatchObject({ name: "ChatFault", retry: false });
		expect(fault.message).toContain("DISCORD_TOKEN");
		expect(room.ended).toEqual([]);
	});

	test("so is a server that the bot is not in", async () => {
		const discord = await startFake();
		await discord.leaveServer();
		room = openRoom(discord);

		const fault = await faultOf(room.platform.start(room.handlers));

		expect(fault).toMatchObject({ name: "ChatFault", retry: false });
		expect(fault.message).toContain("meldkamer discord invite");
		expect(room.ended).toEqual([]);
	});

	test("so is a Discord that cannot be reached, which is worth another try", async () => {
		const discord = await startFake();
		await discord.close();
		room = openRoom(discord);

		const fault = await faultOf(room.platform.start(room.handlers));
		fake = null;

		expect(fault).toMatchObject({ name: "ChatFault", retry: true });
		expect(fault.message).toContain("cannot be reached");
	});

	test("gets through an outage of some requests", async () => {
		const discord = await startFake();
		await discord.trouble([{ kind: "500", share: 1, times: 2 }]);

		const { platform } = await startRoom(discord);

		await expect(platform.post("status", card("Up"), postKey("up"))).resolves.toMatchObject({});
	});
});

describe("while it runs", () => {
	test("a cut socket is resumed, and what people did meanwhile is answered", async () => {
		const discord = await startFake();
		const { logged, ended } = await startRoom(discord);

		await discord.cutSockets();
		const answer = await discord.command("anna", "status", {});

		expect(answer.kind).toBe("message");
		expect(logged("discord.resumed").length).toBeGreaterThan(0);
		expect((await discord.counts()).identify).toBe(1);
		expect(ended).toEqual([]);
	});

	test("a session that cannot be resumed is begun anew", { timeout: 60_000 }, async () => {
		const discord = await startFake();
		const { platform } = await startRoom(discord);

		await discord.cutSockets({ resumable: false });
		await waitUntil(async () => (await discord.counts()).identify === 2, 30_000);
		await waitUntil(async () => (await discord.command("anna", "status", {})).kind === "message", 20_000);

		await expect(platform.post("status", card("Back"), postKey("back"))).resolves.toMatchObject({});
	});

	test("posts go on while the socket is cut", async () => {
		const discord = await startFake();
		const { platform } = await startRoom(discord);
		await discord.cutSockets();

		await platform.post("status", card("Meanwhile"), postKey("meanwhile"));

		expect(await discord.messages(discord.channels.status)).toHaveLength(1);
	});

	test("a revoked token ends it: told once, however it is noticed", async () => {
		const discord = await startFake();
		const { platform, ended } = await startRoom(discord);

		await discord.revokeToken();
		const fault = await faultOf(platform.post("status", card("Late"), postKey("late")));
		await waitUntil(() => ended.length > 0);
		await platform.stop();

		expect(ended).toHaveLength(1);
		expect(ended[0]).toMatchObject({ name: "ChatFault", retry: false });
		expect(ended[0]?.message).toContain("DISCORD_TOKEN");
		expect(fault.name).toBe("ChatFault");
	});

	test("being thrown out of the server ends it, told once", async () => {
		const discord = await startFake();
		const { platform, ended } = await startRoom(discord);

		await discord.leaveServer();
		await waitUntil(() => ended.length > 0);
		const fault = await faultOf(platform.post("status", card("Late"), postKey("late")));

		expect(ended).toHaveLength(1);
		expect(ended[0]?.message).toContain("meldkamer discord invite");
		expect(fault.name).toBe("ChatFault");
	});
});

describe("stop", () => {
	test("lets running answers end", async () => {
		const discord = await startFake();
		let release: () => void = () => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		let asked = false;
		const { platform } = await startRoom(discord, async () => {
			asked = true;
			await held;
			return { kind: "card", card: card("After all") };
		});
		const answering = discord.command("anna", "status", {});
		await waitUntil(() => asked);

		const stopping = platform.stop();
		release();
		await stopping;

		expect(await answering).toMatchObject({ kind: "message" });
	});

	test("ends a start that is under way", async () => {
		const discord = await startFake();
		// Discord's answer to the first request would take longer than this test.
		await discord.trouble([{ kind: "429", share: 1, retryAfterS: 15 }]);
		room = openRoom(discord);
		const starting = faultOf(room.platform.start(room.handlers));

		await room.platform.stop();

		expect(await starting).toMatchObject({ name: "ChatFault", retry: true });
	});

	test("after it, posts wait for another start", async () => {
		const discord = await startFake();
		const { platform } = await startRoom(discord);
		await platform.stop();

		expect(await faultOf(platform.post("status", card("Late"), postKey("late")))).toMatchObject({ retry: true });
		await platform.stop();
	});

	test.each([
		["while connected", false],
		["while connecting anew", true],
	])("leaves the process nothing to stay for: %s", async (_, isCut) => {
		const discord = await startFake();
		const args = [fileURLToPath(new URL("start-and-stop.ts", import.meta.url)), JSON.stringify(discord)];
		const child = spawn(
			process.execPath,
			["--import", join(import.meta.dirname, "../../../scripts/run-ts.mjs"), ...args],
			{
				stdio: ["ignore", "pipe", "inherit", "ipc"],
			},
		);
		const said = text(child.stdout as Readable);
		const exited = once(child, "exit");
		await once(child, "message");

		if (isCut) await discord.cutSockets();
		child.send("stop");
		const [code] = await exited;

		expect(code).toBe(0);
		expect(await said).toBe("stopped\n");
	});
});
