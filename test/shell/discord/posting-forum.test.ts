import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Card } from "../../../src/core/thread/card.ts";
import type { PostKey } from "../../../src/ports/chat.ts";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import { openRoom, type Room } from "./open-room.ts";

const card = (title: string): Card => ({ tone: "good", title });

describe("a forum for the cases", () => {
	let fake: FakeDiscord;
	let room: Room;
	let count = 0;

	const nextCase = () => {
		const mark = `NSM-2026-${String(++count).padStart(4, "0")}`;
		// As the steps' poster asks: a headline may have been posted before.
		const key: PostKey = { key: `${mark}:headline`, mark, again: true };
		return { key, mark, title: `${mark} · Case` };
	};
	const postsOf = async (mark: string) => (await fake.threads()).filter(({ name }) => name.startsWith(mark));

	beforeAll(async () => {
		fake = await startFakeDiscord({ casesIn: "forum", rateLimits: false });
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

	test("a headline is a post with its thread, once", async () => {
		const { key, mark, title } = nextCase();

		const headline = await room.platform.post("cases", card(title), key);
		const thread = await room.platform.openThread(headline, title);

		expect(await room.platform.post("cases", card(title), key)).toEqual(headline);
		expect(thread).toEqual({ channel: fake.channels.forum, thread: headline.channel });
		expect(await postsOf(mark)).toMatchObject([{ id: thread.thread, name: title, parentId: fake.channels.forum }]);
		const [first] = await fake.messages(thread.thread);
		expect(first?.message).toMatchObject({ id: headline.message, embeds: [{ title }] });
	});

	test("a post whose answer was lost is not made twice", async () => {
		const { key, mark, title } = nextCase();
		await fake.trouble([{ kind: "drop-after", share: 1, times: 1, on: "POST /channels/:id/threads" }]);

		await room.platform.post("cases", card(title), key);

		expect(await postsOf(mark)).toHaveLength(1);
	});

	test("its thread gets the case's title, and steps and edits", async () => {
		const { key, mark, title } = nextCase();
		const headline = await room.platform.post("cases", card(title), key);

		const thread = await room.platform.openThread(headline, `${mark} · New title`);
		await room.platform.postInThread(thread, card("Step"), { key: `${mark}:1`, mark: `${mark} · 1`, again: false });
		await room.platform.edit(headline, card("Edited"));

		expect(await postsOf(mark)).toMatchObject([{ name: `${mark} · New title` }]);
		const shown = (await fake.messages(thread.thread)).map(({ message }) => message.embeds[0]?.title);
		expect(shown).toEqual(["Edited", "Step"]);
	});

	test("when the first message alone was deleted, the card goes to the thread's end, once", async () => {
		const { key, mark, title } = nextCase();
		const headline = await room.platform.post("cases", card(title), key);
		await fake.deleteMessage(headline.message);

		expect(await room.platform.edit(headline, card("Late")).catch((fault) => fault)).toMatchObject({ gone: "message" });
		const first = await room.platform.post("cases", card(title), { ...key, key: `${mark}~1:headline` });
		const second = await room.platform.post("cases", card(title), { ...key, key: `${mark}~1:headline` });

		expect(second).toEqual(first);
		expect(first.channel).toBe(headline.channel);
		expect(await room.platform.openThread(first, title)).toEqual({
			channel: fake.channels.forum,
			thread: headline.channel,
		});
		expect(await postsOf(mark)).toHaveLength(1);
	});

	test("when the post was deleted, its headline is gone, and the next one is another", async () => {
		const { key, mark, title } = nextCase();
		const headline = await room.platform.post("cases", card(title), key);
		await fake.deleteChannel(headline.channel);

		const opening = await room.platform.openThread(headline, title).catch((fault) => fault);
		const next = await room.platform.post("cases", card(title), { ...key, key: `${mark}~1:headline` });

		expect(opening).toMatchObject({ name: "ChatFault", retry: false, gone: "message" });
		expect(next.channel).not.toBe(headline.channel);
	});

	test("when the forum was deleted, so was all in it", async () => {
		const { key, mark, title } = nextCase();
		const headline = await room.platform.post("cases", card(title), key);
		const thread = await room.platform.openThread(headline, title);
		await fake.deleteChannel(fake.channels.forum);
		const gone = { name: "ChatFault", retry: false, gone: "channel" };
		const step: PostKey = { key: `${mark}:1`, mark: `${mark} · 1`, again: false };

		const faults = await Promise.all(
			[
				room.platform.post("cases", card(title), key),
				room.platform.openThread(headline, title),
				room.platform.postInThread(thread, card("Step"), step),
				room.platform.edit(headline, card("Late")),
				room.platform.archive(thread, true),
			].map((work) => work.catch((fault: unknown) => fault)),
		);

		expect(faults).toMatchObject([gone, gone, gone, gone, gone]);
	});
});
