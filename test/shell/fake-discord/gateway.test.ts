import { Events } from "discord.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import { ask, openClient } from "./open-client.ts";

let fake: FakeDiscord;
const command = { name: "status", description: "Status" };
const path = (): string => `/applications/${fake.applicationId}/guilds/${fake.guildId}/commands`;

beforeEach(async () => {
	fake = await startFakeDiscord();
	await ask(fake, "PUT", path(), [command]);
});
afterEach(() => fake.close());

const answering = () =>
	openClient(fake, async (interaction) => {
		if (interaction.isChatInputCommand()) await interaction.reply({ content: "here", allowedMentions: { parse: [] } });
	});

it("resumes after a cut socket and is given what it missed", async () => {
	const { client, faults } = await answering();
	await fake.cutSockets();
	expect(await fake.command("bram", "status", {})).toMatchObject({ kind: "message", message: { visibleTo: null } });
	expect(await fake.counts()).toMatchObject({ identify: 1, resume: 1, sockets: 2 });
	expect(faults).toEqual([]);
	await client.destroy();
});

it("identifies anew when the session can't be resumed", async () => {
	const { client, faults } = await answering();
	const again = new Promise((resolve) => client.once(Events.ShardReady, resolve));
	await fake.cutSockets({ resumable: false });
	await again;
	expect(await fake.command("bram", "status", {})).toMatchObject({ kind: "message" });
	expect(await fake.counts()).toMatchObject({ identify: 2, resume: 1 });
	expect(faults).toEqual([]);
	await client.destroy();
});

it("gets no answer while no bot is there", async () => {
	expect(await fake.command("bram", "status", {})).toEqual({ kind: "no-answer" });
});

it.each([
	["a bad token with 4004", 4004, (): unknown => ({ token: "x", intents: 1 })],
	["a privileged intent with 4014", 4014, (): unknown => ({ token: fake.token, intents: 1 | (1 << 15) })],
])("closes on %s", async (_name, code, identify) => {
	const { body } = await ask(fake, "GET", "/gateway/bot");
	const socket = new WebSocket((body as { url: string }).url);
	socket.on("open", () => socket.send(JSON.stringify({ op: 2, d: identify() })));
	expect(await new Promise((resolve) => socket.once("close", resolve))).toBe(code);
});

it("throws the bot out when its token is revoked", async () => {
	const { client } = await answering();
	const gone = new Promise<{ readonly code: number }>((resolve) => client.once(Events.ShardDisconnect, resolve));
	await fake.revokeToken();
	expect((await gone).code).toBe(4004);
	expect(await ask(fake, "GET", "/users/@me")).toMatchObject({ status: 401, body: { code: 0 } });
	await client.destroy();
});

it("tells the client that it was thrown out of the server", async () => {
	const { client } = await answering();
	const gone = new Promise<{ readonly id: string }>((resolve) => client.once(Events.GuildDelete, resolve));
	await fake.leaveServer();
	expect((await gone).id).toBe(fake.guildId);
	expect(await ask(fake, "GET", `/guilds/${fake.guildId}`)).toMatchObject({ status: 404, body: { code: 10004 } });
	expect(await ask(fake, "GET", `/channels/${fake.channels.cases}`)).toMatchObject({
		status: 403,
		body: { code: 50001 },
	});
	await client.destroy();
});
