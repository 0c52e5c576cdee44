import { PermissionFlagsBits as bits } from "discord.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import { ask, openClient, plain } from "./open-client.ts";

let fake: FakeDiscord;
beforeAll(async () => {
	fake = await startFakeDiscord({ rateLimits: false, checkAnswers: true });
});
beforeEach(() => fake.trouble([]));
afterAll(async () => {
	expect(await fake.violations()).toEqual([]);
	await fake.close();
});

interface Given {
	readonly id: string;
	readonly code: number;
	readonly content: string;
	readonly thread_metadata: { readonly archived: boolean };
}
const cases = (): string => `/channels/${fake.channels.cases}`;
const post = async (path: string, more: Readonly<Record<string, unknown>> = {}) =>
	(await ask(fake, "POST", `${path}/messages`, plain(more))).body as Given;
const startThread = async () => {
	const { id } = await post(cases());
	await ask(fake, "POST", `${cases()}/messages/${id}/threads`, { name: "NSM-2026-0001" });
	return id;
};

describe("messages", () => {
	it("a second post with the same nonce in the same channel gives the first", async () => {
		const first = await post(cases(), { nonce: "n", enforce_nonce: true });
		const again = await post(cases(), { nonce: "n", enforce_nonce: true, content: "other" });
		const elsewhere = await post(`/channels/${fake.channels.status}`, { nonce: "n", enforce_nonce: true });
		expect([again.id, again.content]).toEqual([first.id, "text"]);
		expect(elsewhere.id).not.toBe(first.id);
		expect((await ask(fake, "GET", `${cases()}/messages/${first.id}`)).body).not.toHaveProperty("nonce");
	});

	it("are listed newest first, before, after and around one", async () => {
		const thread = `/channels/${await startThread()}`;
		const ids: string[] = [];
		for (let index = 0; index < 5; index += 1) ids.push((await post(thread)).id);
		const listed = async (query: string) =>
			((await ask(fake, "GET", `${thread}/messages?${query}`)).body as Given[]).map(({ id }) => ids.indexOf(id));
		expect(await listed("limit=2")).toEqual([4, 3]);
		expect(await listed(`before=${ids[2]}&limit=2`)).toEqual([1, 0]);
		expect(await listed(`after=${ids[1]}&limit=2`)).toEqual([3, 2]);
		expect(await listed(`around=${ids[2]}&limit=3`)).toEqual([3, 2, 1]);
	});

	it("that are gone are 10008, channels 10003", async () => {
		const { id } = await post(cases());
		await fake.deleteMessage(id);
		expect((await ask(fake, "PATCH", `${cases()}/messages/${id}`, plain())).body).toMatchObject({ code: 10008 });
		expect((await ask(fake, "GET", "/channels/1180000000000000999")).body).toMatchObject({ code: 10003 });
	});
});

describe("threads", () => {
	it("have their message's id, and a message gets one only once, also when it was deleted", async () => {
		const id = await startThread();
		const again = () => ask(fake, "POST", `${cases()}/messages/${id}/threads`, { name: "again" });
		expect((await again()).body).toMatchObject({ code: 160004 });
		expect((await ask(fake, "GET", `${cases()}/messages/${id}`)).body).toMatchObject({ thread: { id } });
		await fake.deleteChannel(id);
		expect((await again()).body).toMatchObject({ code: 160004 });
		expect((await ask(fake, "POST", `/channels/${id}/messages`, plain())).body).toMatchObject({ code: 10003 });
	});

	it("that are archived refuse edits and open again for a post", async () => {
		const id = await startThread();
		const message = await post(`/channels/${id}`);
		const edit = () => ask(fake, "PATCH", `/channels/${id}/messages/${message.id}`, plain());
		expect((await edit()).status).toBe(200);
		await ask(fake, "PATCH", `/channels/${id}`, { archived: true });
		expect((await edit()).body).toMatchObject({ code: 50083 });
		expect((await ask(fake, "PUT", `/channels/${id}/thread-members/${fake.users.bram.id}`)).body).toMatchObject({
			code: 50083,
		});
		expect((await ask(fake, "GET", `${cases()}/threads/archived/public`)).body).toMatchObject({ threads: [{ id }] });
		await post(`/channels/${id}`);
		expect((await ask(fake, "GET", `/channels/${id}`)).body).toMatchObject({ thread_metadata: { archived: false } });
		expect((await fake.messages(id)).length).toBe(2);
	});

	it("can be private, with members, and posts in the forum", async () => {
		const opened = (await ask(fake, "POST", `${cases()}/threads`, { name: "P", type: 12, invitable: false }))
			.body as Given;
		expect((await ask(fake, "PUT", `/channels/${opened.id}/thread-members/${fake.users.bram.id}`)).status).toBe(204);
		expect((await fake.threads()).find(({ id }) => id === opened.id)?.memberIds).toContain(fake.users.bram.id);
		const forum = `/channels/${fake.channels.forum}`;
		const topic = (await ask(fake, "POST", `${forum}/threads`, { name: "F", message: plain() })).body as Given;
		expect(topic).toMatchObject({ message: { id: topic.id, channel_id: topic.id } });
		expect((await ask(fake, "POST", `${forum}/messages`, plain())).body).toMatchObject({ code: 50008 });
		const active = (await ask(fake, "GET", `/guilds/${fake.guildId}/threads/active`)).body as { threads: Given[] };
		expect(active.threads.map(({ id }) => id)).toEqual(expect.arrayContaining([opened.id, topic.id]));
	});
});

describe("permissions", () => {
	const all =
		bits.ViewChannel | bits.SendMessages | bits.ReadMessageHistory | bits.EmbedLinks | bits.SendMessagesInThreads;
	const embeds = { embeds: [{ title: "t" }] };
	const status = (): string => `/channels/${fake.channels.status}`;
	it.each([
		["the channel itself", all & ~bits.ViewChannel, 50001, () => post(status())],
		["posts", all & ~bits.SendMessages, 50013, () => post(status())],
		["embeds", all & ~bits.EmbedLinks, 50013, () => post(status(), embeds)],
		[
			"private threads",
			all,
			50013,
			async () => (await ask(fake, "POST", `${status()}/threads`, { name: "a", type: 12 })).body as Given,
		],
	])("without the right one refuse %s", async (_name, allow, code, act) => {
		await fake.setPermissions({ channelId: fake.channels.status, allow: allow.toString() });
		expect(await act()).toMatchObject({ code });
		const channel = (await ask(fake, "GET", `/guilds/${fake.guildId}/channels`)).body as (Given & {
			permission_overwrites: { deny: string }[];
		})[];
		const overwrite = channel.find(({ id }) => id === fake.channels.status)?.permission_overwrites[0];
		expect(BigInt(overwrite?.deny ?? 0) & allow).toBe(0n);
	});
});

describe("interactions' tokens", () => {
	it("that nobody has given are 10062 and 10015", async () => {
		const reply = { type: 4, data: plain() };
		expect((await ask(fake, "POST", "/interactions/1180000000000000998/x/callback", reply)).body).toMatchObject({
			code: 10062,
		});
		const original = `/webhooks/${fake.applicationId}/x/messages/@original`;
		for (const path of [original, original.replace("@", "%40")]) {
			expect((await ask(fake, "PATCH", path, plain())).body).toMatchObject({ code: 10015 });
		}
	});
});

describe("trouble", () => {
	it("comes as 429 and 500, and ends after as many times as it should", async () => {
		await fake.trouble([{ kind: "429", share: 1, times: 1, retryAfterS: 2, on: "GET /users" }]);
		const limited = await ask(fake, "GET", "/users/@me");
		expect(limited).toMatchObject({ status: 429, body: { retry_after: 2, global: false } });
		expect(limited.headers.get("retry-after")).toBe("2");
		expect((await ask(fake, "GET", "/users/@me")).status).toBe(200);
		await fake.trouble([{ kind: "500", share: 1 }]);
		expect((await ask(fake, "GET", "/users/@me")).status).toBe(500);
	});

	it("cuts the line before or after a request is carried out", async () => {
		const before = (await fake.messages(fake.channels.cases)).length;
		await fake.trouble([{ kind: "drop-before", share: 1, times: 1 }]);
		await expect(post(cases())).rejects.toThrow();
		expect((await fake.messages(fake.channels.cases)).length).toBe(before);
		await fake.trouble([{ kind: "drop-after", share: 1, times: 1 }]);
		await expect(post(cases())).rejects.toThrow();
		expect((await fake.messages(fake.channels.cases)).length).toBe(before + 1);
	});
});

it("knows an interaction's token no longer than it lives", async () => {
	const brief = await startFakeDiscord({ tokenMs: 0 });
	await ask(brief, "PUT", `/applications/${brief.applicationId}/guilds/${brief.guildId}/commands`, [
		{ name: "status", description: "Status" },
	]);
	const { client, faults } = await openClient(brief, async (interaction) => {
		if (!interaction.isChatInputCommand()) return;
		await interaction.reply({ content: "a", allowedMentions: { parse: [] } });
		await interaction.editReply({ content: "b", allowedMentions: { parse: [] } });
	});
	expect(await brief.command("anna", "status", {})).toMatchObject({ kind: "message" });
	while (faults.length === 0) await brief.changed(50);
	expect(faults).toMatchObject([{ code: 50027 }]);
	await client.destroy();
	await brief.close();
});

it("limits posts to 5 in 5 seconds a channel, which the client waits for, and a thread's names to 2 in 10 minutes", async () => {
	const limited = await startFakeDiscord();
	const { client, faults } = await openClient(limited);
	const channel = await client.channels.fetch(limited.channels.cases);
	if (!channel?.isSendable()) throw new Error("no channel");
	const since = performance.now();
	const six = [1, 2, 3, 4, 5, 6].map(() => channel.send({ content: "a", allowedMentions: { parse: [] } }));
	await Promise.all(six);
	expect(performance.now() - since).toBeGreaterThan(4_500);
	expect(await limited.counts()).toMatchObject({ "POST /channels/:id/messages": 6 });
	const opened = await ask(limited, "POST", `/channels/${channel.id}/threads`, { name: "0", type: 11 });
	const renamed = [];
	for (const name of ["1", "2", "3"]) {
		renamed.push((await ask(limited, "PATCH", `/channels/${(opened.body as Given).id}`, { name })).status);
	}
	expect(renamed).toEqual([200, 200, 429]);
	expect(faults).toEqual([]);
	await client.destroy();
	await limited.close();
});
