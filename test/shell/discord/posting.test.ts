import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { nonceOf } from "../../../src/chat/discord/posting/create-messages.ts";
import type { Card } from "../../../src/core/thread/card.ts";
import type { ChatFault, PostKey } from "../../../src/ports/chat.ts";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import { openRoom, type Room } from "./open-room.ts";

const card = (title: string, more: Partial<Card> = {}): Card => ({ tone: "good", title, ...more });
const lines = (text: string): Card => ({ tone: "neutral", title: null, lines: [{ tone: "good", text }] });
const again = (key: PostKey): PostKey => ({ ...key, again: true });
const messagePosts = "POST /channels/:id/messages";

let fake: FakeDiscord;
let room: Room;
let count = 0;

/** A key that no other test has. */
function nextKey(mark = `NSM-2026-${String(++count).padStart(4, "0")}`): PostKey {
	return { key: `${mark}:headline`, mark, again: false };
}

async function faultOf(work: Promise<unknown>): Promise<ChatFault> {
	return work.then(
		() => expect.unreachable("it should have failed"),
		(fault) => fault,
	);
}

/** Something done with the bot's rights that the bot itself does not do. */
async function requestAs({ token, settings }: FakeDiscord, method: string, path: string, body: unknown): Promise<void> {
	const headers = { authorization: `Bot ${token}`, "content-type": "application/json" };
	const { ok } = await fetch(`${settings.DISCORD_API_URL}/v10${path}`, { method, headers, body: JSON.stringify(body) });
	expect(ok).toBe(true);
}

const titlesIn = async (channel: string) =>
	(await fake.messages(channel)).map(({ message }) => message.embeds[0]?.title ?? message.embeds[0]?.description);

describe("posting", () => {
	beforeAll(async () => {
		fake = await startFakeDiscord({ rateLimits: false });
		room = openRoom(fake);
		await room.platform.start(room.handlers);
	});
	afterEach(async () => {
		await fake.trouble([]);
		expect(await fake.violations()).toEqual([]);
	});
	afterAll(async () => {
		await room.platform.stop();
		await fake.close();
	});

	test("a card goes to its channel, with its mark and no pings", async () => {
		const key = nextKey();

		const ref = await room.platform.post("cases", card("One"), key);

		const posted = (await fake.messages(fake.channels.cases)).find(({ message }) => message.id === ref.message);
		expect(ref.channel).toBe(fake.channels.cases);
		expect(posted?.message.embeds[0]).toMatchObject({ title: "One", footer: { text: key.mark } });
		expect(posted?.message.mentions).toEqual([]);
	});

	test("the same key posts once, by its nonce", async () => {
		const key = nextKey();
		const first = await room.platform.post("status", card("Once"), key);

		const second = await room.platform.post("status", card("Once"), key);

		expect(second).toEqual(first);
		expect((await titlesIn(fake.channels.status)).filter((title) => title === "Once")).toHaveLength(1);
	});

	test("a post whose answer was lost is not made again", async () => {
		const key = nextKey();
		await fake.trouble([{ kind: "drop-after", share: 1, times: 2, on: messagePosts }]);

		const post = () => room.platform.post("status", card("Lost answer"), key);

		// Whether discord.js itself tries again depends on how the line broke.
		await post().catch(post).catch(post);

		expect((await titlesIn(fake.channels.status)).filter((title) => title === "Lost answer")).toHaveLength(1);
	});

	test("nonces fit, and differ by place and key", () => {
		const nonces = [nonceOf("1", "a"), nonceOf("2", "a"), nonceOf("1", "b"), nonceOf("11", "a"), nonceOf("1", "1a")];

		expect(new Set(nonces).size).toBe(nonces.length);
		for (const nonce of nonces) expect(nonce).toHaveLength(25);
		expect(nonceOf("1", "a")).toBe(nonceOf("1", "a"));
	});

	test("an edit shows the new card in place", async () => {
		const ref = await room.platform.post("cases", card("Before"), nextKey());

		await room.platform.edit(ref, card("After"));

		const shown = (await fake.messages(fake.channels.cases)).find(({ message }) => message.id === ref.message);
		expect(shown?.message.embeds[0]?.title).toBe("After");
	});

	test("of progress that waits only the newest is shown, and a result is never dropped", async () => {
		const ref = await room.platform.post("cases", card("Start"), nextKey());
		const progress = (done: number) => card("Busy", { progress: { done, total: 9, label: `${done} of 9` } });
		const before = (await fake.counts())["PATCH /channels/:id/messages/:id"] ?? 0;

		await Promise.all([
			room.platform.edit(ref, progress(1)),
			room.platform.edit(ref, progress(2)),
			room.platform.edit(ref, card("Half")),
			room.platform.edit(ref, progress(3)),
			room.platform.edit(ref, progress(4)),
			room.platform.edit(ref, card("End")),
		]);

		const shown = (await fake.history()).filter(({ message }) => message.id === ref.message);
		expect(shown.map(({ message }) => message.embeds[0]?.title)).toEqual(["Start", "Busy", "Half", "End"]);
		expect((await fake.counts())["PATCH /channels/:id/messages/:id"]).toBe(before + 3);
	});

	test("429s and 500s delay posts and lose none", async () => {
		await fake.trouble([
			{ kind: "429", share: 0.3, retryAfterS: 0.05, seed: 5 },
			{ kind: "500", share: 0.2, seed: 6 },
		]);
		const keys = Array.from({ length: 5 }, () => nextKey());

		for (const key of keys) await room.platform.post("reports", card(key.mark), key);

		expect(await titlesIn(fake.channels.reports)).toEqual(keys.map(({ mark }) => mark));
	});

	test("a fault of Discord's that lasts is worth another try later", async () => {
		await fake.trouble([{ kind: "500", share: 1 }]);

		const fault = await faultOf(room.platform.post("status", card("Never"), nextKey()));

		expect(fault).toMatchObject({ name: "ChatFault", retry: true, retryAfterMs: 5_000, gone: null });
		expect(fault.message).toBe("Discord does not answer now. It is tried again by itself.");
	});

	test("a rate limit that lasts is given back, with its end", async () => {
		await fake.trouble([{ kind: "429", share: 1, retryAfterS: 300 }]);

		const fault = await faultOf(room.platform.post("status", card("Never"), nextKey()));

		expect(fault.retry).toBe(true);
		expect(fault.retryAfterMs).toBeGreaterThanOrEqual(300_000);
	});

	test("an edit of a deleted message says that it is gone", async () => {
		const ref = await room.platform.post("cases", card("Short life"), nextKey());
		await fake.deleteMessage(ref.message);

		const fault = await faultOf(room.platform.edit(ref, card("Late")));

		expect(fault).toMatchObject({ retry: false, gone: "message" });
	});

	test("what Discord refuses is not tried again", async () => {
		const fault = await faultOf(room.platform.edit({ channel: fake.channels.cases, message: "0" }, card("Nowhere")));

		expect(fault.retry).toBe(false);
	});

	test("a missing permission is named, with the channel and what to do", async () => {
		const { cases } = fake.channels;
		// View Channel, Send Messages, Read Message History.
		await fake.setPermissions({ channelId: cases, allow: String(0x400 + 0x800 + 0x1_0000) });

		const fault = await faultOf(room.platform.post("cases", card("No"), nextKey()));

		await fake.setPermissions({ channelId: cases, allow: String(0x4_0000_0000 * 128 - 1) });
		expect(fault).toMatchObject({ retry: true, retryAfterMs: 300_000, gone: null });
		expect(fault.message).toContain("#cases");
		expect(fault.message).toContain("Embed Links");
		expect(fault.message).not.toContain("View Channels");
		expect(room.logged("chat.refused").at(-1)?.fields).toMatchObject({ channel: cases, code: 50013 });
	});

	describe("in a thread", () => {
		const openCase = async () => {
			const key = nextKey();
			const headline = await room.platform.post("cases", card(`${key.mark} · Case`), key);
			const title = `${key.mark} · Case`;
			const thread = await room.platform.openThread(headline, title);
			return { ...key, headline, title, thread };
		};
		const step = (mark: string): PostKey => ({ key: mark, mark, again: false });

		test("steps stand in order", async () => {
			const { thread, mark } = await openCase();

			for (const n of [1, 2, 3]) await room.platform.postInThread(thread, lines(`step ${n}`), step(`${mark} · ${n}`));

			const shown = await fake.messages(thread.thread);
			expect(shown.map(({ message }) => message.embeds[0]?.description)).toEqual([
				expect.stringContaining("step 1"),
				expect.stringContaining("step 2"),
				expect.stringContaining("step 3"),
			]);
		});

		test("opened again it is the same one, with a name on one line", async () => {
			const key = nextKey();
			const headline = await room.platform.post("cases", card("Headline"), key);
			const title = `${key.mark} · ${"a\nlong  title ".repeat(20)}`;

			const first = await room.platform.openThread(headline, title);
			const second = await room.platform.openThread(headline, title);

			const made = (await fake.threads()).filter(({ name }) => name.startsWith(key.mark));
			expect(second).toEqual(first);
			expect(first).toEqual({ channel: fake.channels.cases, thread: headline.message });
			expect(made).toHaveLength(1);
			expect(made[0]?.name.length).toBeLessThanOrEqual(100);
			expect(made[0]?.name).not.toMatch(/\s{2}|\n/);
		});

		test("deleted, it is gone; opened again there is one other, also after a lost answer", async () => {
			const { headline, title, thread, mark } = await openCase();
			await fake.deleteChannel(thread.thread);

			const fault = await faultOf(room.platform.postInThread(thread, lines("late"), step(`${mark} · 1`)));
			await fake.trouble([{ kind: "drop-after", share: 1, times: 1, on: "POST /channels/:id/threads" }]);
			const first = await room.platform.openThread(headline, title);
			const second = await room.platform.openThread(headline, title);

			expect(fault).toMatchObject({ retry: false, gone: "thread" });
			expect(first.thread).not.toBe(thread.thread);
			expect(second).toEqual(first);
			expect((await fake.threads()).filter(({ name }) => name.startsWith(mark))).toHaveLength(1);
		});

		test("another one is found among the archived ones too", async () => {
			const { headline, title, thread, mark } = await openCase();
			await fake.deleteChannel(thread.thread);
			const other = await room.platform.openThread(headline, title);
			await room.platform.archive(other, true);

			expect(await room.platform.openThread(headline, title)).toEqual(other);
			expect((await fake.threads()).filter(({ name }) => name.startsWith(mark))).toHaveLength(1);
		});

		test("a thread under a deleted headline cannot be opened", async () => {
			const key = nextKey();
			const headline = await room.platform.post("cases", card("Headline"), key);
			await fake.deleteMessage(headline.message);

			const fault = await faultOf(room.platform.openThread(headline, `${key.mark} · Case`));

			expect(fault).toMatchObject({ retry: false, gone: "message" });
		});

		test("archived and open again; an edit leaves it as it is", async () => {
			const { thread, mark } = await openCase();
			const ref = await room.platform.postInThread(thread, card("Panel"), step(`${mark} · 1`));
			const isArchived = async () => (await fake.threads()).find(({ id }) => id === thread.thread)?.archived;

			await room.platform.archive(thread, true);
			expect(await isArchived()).toBe(true);
			await room.platform.archive(thread, true);
			await room.platform.edit(ref, card("Panel, closed"));
			expect(await isArchived()).toBe(true);
			const shown = (await fake.messages(thread.thread)).find(({ message }) => message.id === ref.message);
			expect(shown?.message.embeds[0]?.title).toBe("Panel, closed");
			await room.platform.archive(thread, false);
			expect(await isArchived()).toBe(false);
		});

		test("a step in a thread that somebody locked and archived gets there, and it stays closed", async () => {
			const { thread, mark } = await openCase();
			await requestAs(fake, "PATCH", `/channels/${thread.thread}`, { archived: true, locked: true });

			const ref = await room.platform.postInThread(thread, lines("after all"), step(`${mark} · 1`));

			expect((await fake.messages(thread.thread)).map(({ message }) => message.id)).toEqual([ref.message]);
			expect((await fake.threads()).find(({ id }) => id === thread.thread)?.archived).toBe(true);
		});

		test("an edit in a deleted thread says that the thread is gone", async () => {
			const { thread, mark } = await openCase();
			const ref = await room.platform.postInThread(thread, card("Panel"), step(`${mark} · 1`));
			await fake.deleteChannel(thread.thread);

			expect(await faultOf(room.platform.edit(ref, card("Late")))).toMatchObject({ retry: false, gone: "thread" });
			expect(await faultOf(room.platform.archive(thread, true))).toMatchObject({ retry: false, gone: "thread" });
		});
	});
});

describe("posting when Discord has forgotten the nonce", () => {
	beforeAll(async () => {
		fake = await startFakeDiscord({ rateLimits: false, nonceMs: -1 });
		room = openRoom(fake);
		await room.platform.start(room.handlers);
	});
	afterEach(async () => {
		await fake.trouble([]);
		expect(await fake.violations()).toEqual([]);
	});
	afterAll(async () => {
		await room.platform.stop();
		await fake.close();
	});

	test("what a process that ended may have posted is found by its mark", async () => {
		const key = nextKey("NSM-2026-0042 · 17-19");
		await room.platform.post("status", card("Other"), nextKey("NSM-2026-0042 · 17-190"));
		const first = await room.platform.post("status", card("Found", { note: "A note · of two" }), key);
		await room.platform.post("status", card("Newer"), nextKey("x NSM-2026-0042 · 17-19"));

		const second = await room.platform.post("status", card("Found"), again(key));

		expect(second).toEqual(first);
	});

	test("what was not posted yet is posted", async () => {
		const key = nextKey();

		const ref = await room.platform.post("status", card("New"), again(key));

		expect(await room.platform.post("status", card("New"), again(key))).toEqual(ref);
	});

	test("a post whose answer was lost is looked for before the next try", async () => {
		const key = nextKey();
		// As often as one request is tried.
		await fake.trouble([
			{ kind: "drop-after", share: 1, times: 1, on: messagePosts },
			{ kind: "drop-before", share: 1, times: 4, on: messagePosts },
		]);
		const post = () => room.platform.post("cases", card("Unsure"), key);

		await faultOf(post());
		await fake.trouble([]);
		await post();

		expect((await titlesIn(fake.channels.cases)).filter((title) => title === "Unsure")).toHaveLength(1);
	});
});
