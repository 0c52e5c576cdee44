import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { doneReaction } from "../../../src/chat/slack/posting/create-posting.ts";
import type { Card } from "../../../src/core/thread/card.ts";
import type { ChatFault, MessageRef, PostKey } from "../../../src/ports/chat.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openSlackRoom, type SlackRoom } from "./open-slack-room.ts";

const card = (title: string, more: Partial<Card> = {}): Card => ({ tone: "good", title, ...more });
const lines = (...texts: string[]): Card => ({
	...{ tone: "neutral", title: null },
	lines: texts.map((text) => ({ tone: "good", text })),
});
const again = (key: PostKey): PostKey => ({ ...key, again: true });
/** One pixel. */
const picture = {
	fileName: "status.png",
	base64: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
	alt: "Two cases",
};

let fake: FakeSlack;
let room: SlackRoom;
let count = 0;

/** A key that no other test has. */
function nextKey(): PostKey {
	const mark = `NSM-2026-${String(++count).padStart(4, "0")}`;
	return { key: `${mark}:headline`, mark, again: false };
}

async function faultOf(work: Promise<unknown>): Promise<ChatFault> {
	return work.then(
		() => expect.unreachable("it should have failed"),
		(fault) => fault,
	);
}

const messageOf = async ({ channel, message }: MessageRef) =>
	(await fake.messages(channel)).find(({ ts }) => ts === message);
const textsIn = async (channel: string, text: string) =>
	(await fake.messages(channel)).filter((message) => message.text === text).length;
const headline = async (title: string) => {
	const ref = await room.platform.post("cases", card(title), nextKey());
	return { ref, thread: await room.platform.openThread(ref, title) };
};
const told = async ({ channel, thread }: { channel: string; thread: string }) =>
	(await fake.replies(channel, thread)).map(({ text }) => text);

describe("posting", () => {
	beforeAll(async () => {
		fake = await startFakeSlack({ rateLimits: false });
		room = openSlackRoom(fake);
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

	test("a card goes to its channel with words for notifications, and its key unseen", async () => {
		const key = nextKey();

		const ref = await room.platform.post("cases", card("One <b> & two"), key);

		expect(await messageOf(ref)).toMatchObject({
			...{ text: "One &lt;b&gt; &amp; two", visibleTo: null },
			metadata: { event_type: "meldkamer_post", event_payload: { key: key.key, mark: key.mark } },
		});
		expect(ref.channel).toBe(fake.channels.cases);
	});

	test("a post that may have been made before is found by its key, in a channel and in a thread", async () => {
		const key = nextKey();
		const first = await room.platform.post("cases", card("Once"), key);
		expect(await room.platform.post("cases", card("Once"), again(key))).toEqual(first);
		expect(await textsIn(fake.channels.cases, "Once")).toBe(1);

		const thread = await room.platform.openThread(first, "Once");
		const step = nextKey();
		const posted = await room.platform.postInThread(thread, lines("A step"), step);
		expect(await room.platform.postInThread(thread, lines("A step"), again(step))).toEqual(posted);
		expect(await told(thread)).toEqual(["A step"]);
	});

	test("in a thread of hundreds it is found too", async () => {
		const { thread } = await headline("Long");
		const key = nextKey();
		const first = await room.platform.postInThread(thread, lines("Step 1"), key);
		for (let step = 2; step <= 210; step++) await room.platform.postInThread(thread, lines(`Step ${step}`), nextKey());
		const last = nextKey();
		const posted = await room.platform.postInThread(thread, lines("The last"), last);

		expect(await room.platform.postInThread(thread, lines("Step 1"), again(key))).toEqual(first);
		expect(await room.platform.postInThread(thread, lines("The last"), again(last))).toEqual(posted);
	});

	test("another's message is never taken for it", async () => {
		const key = nextKey();
		await fake.upload("bram", [{ fileName: `list · ${key.mark}`, bytes: new Uint8Array(1) }], fake.channels.cases);

		const ref = await room.platform.post("cases", card("Mine"), again(key));

		expect((await messageOf(ref))?.text).toBe("Mine");
	});

	test("a post whose answer was lost is not made again", async () => {
		const key = nextKey();
		await fake.trouble([{ kind: "drop-after", share: 1, times: 1, on: "chat.postMessage" }]);

		const fault = await faultOf(room.platform.post("cases", card("Lost answer"), key));
		expect(fault).toMatchObject({ retry: true });
		const ref = await room.platform.post("cases", card("Lost answer"), key);

		expect(await textsIn(fake.channels.cases, "Lost answer")).toBe(1);
		expect((await messageOf(ref))?.text).toBe("Lost answer");
	});

	test.each(["500", "internal_error", "drop-before"] as const)(
		"trouble on the way is worth another try: %s",
		async (kind) => {
			const key = nextKey();
			await fake.trouble([{ kind, share: 1, times: 1, on: "chat.postMessage" }]);

			expect(await faultOf(room.platform.post("cases", card(`After ${kind}`), key))).toMatchObject({
				...{ retry: true, gone: null, retryAfterMs: expect.any(Number) },
			});
			await room.platform.post("cases", card(`After ${kind}`), key);

			expect(await textsIn(fake.channels.cases, `After ${kind}`)).toBe(1);
		},
	);

	test("what Slack refused with an answer is surely not there, and is not looked for", async () => {
		const { thread } = await headline("Refused");
		const key = nextKey();
		await fake.trouble([{ kind: "429", share: 1, times: 1, retryAfterS: 1, on: "chat.postMessage" }]);
		await faultOf(room.platform.postInThread(thread, lines("Step"), key));
		const before = (await fake.counts())["conversations.replies"];

		const post = () => room.platform.postInThread(thread, lines("Step"), again(key));
		await waitUntil(
			() =>
				post().then(
					() => true,
					() => false,
				),
			5_000,
		);

		expect((await fake.counts())["conversations.replies"]).toBe(before);
		expect(await told(thread)).toEqual(["Step"]);
	});

	test("a search that Slack slows down goes on where it was", async () => {
		const { thread } = await headline("Slow");
		const key = nextKey();
		const first = await room.platform.postInThread(thread, lines("Step"), key);
		await fake.trouble([{ kind: "429", share: 1, times: 2, retryAfterS: 1, on: "conversations.replies" }]);

		expect(await room.platform.postInThread(thread, lines("Step"), again(key))).toEqual(first);
	});

	test("an edit changes the message in place, and its key stays", async () => {
		const key = nextKey();
		const ref = await room.platform.post("cases", card("Before"), key);

		await room.platform.edit(ref, card("After"));

		expect(await messageOf(ref)).toMatchObject({ text: "After", metadata: { event_payload: { key: key.key } } });
	});

	test("what somebody deleted is gone: a message, and a thread with its headline", async () => {
		const { ref, thread } = await headline("Deleted");
		await fake.deleteMessage(ref.message);

		expect(await faultOf(room.platform.edit(ref, card("Again")))).toMatchObject({ retry: false, gone: "message" });
		const step = room.platform.postInThread(thread, lines("Nowhere"), nextKey());
		expect(await faultOf(step)).toMatchObject({ retry: false, gone: "thread" });
		expect(await faultOf(room.platform.archive(thread, true))).toMatchObject({ gone: "message" });
	});

	test("a done thread has a mark on its headline, once, until it is open again", async () => {
		const { ref, thread } = await headline("Done");
		for (const archived of [true, true]) await room.platform.archive(thread, archived);
		expect((await messageOf(ref))?.reactions).toEqual([doneReaction]);
		for (const archived of [false, false]) await room.platform.archive(thread, archived);
		expect((await messageOf(ref))?.reactions).toEqual([]);
	});

	test("a picture stands in the channel under its card, once, with its words", async () => {
		const key: PostKey = { key: "status:2026-11-25T09", mark: "2026-11-25 09:00 UTC", again: true };

		const ref = await room.platform.post("status", card("How it stands", { image: picture }), key);
		const second = await room.platform.post("status", card("How it stands", { image: picture }), key);

		expect(second).toEqual(ref);
		const posted = await fake.messages(fake.channels.status);
		expect(posted).toHaveLength(1);
		expect(posted[0]).toMatchObject({
			ts: ref.message,
			files: [{ name: "status.png", title: `status.png · ${key.mark}` }],
		});
		expect(JSON.stringify(posted[0]?.blocks)).toContain("How it stands");
		const [file] = posted[0]?.files ?? [];
		expect(Buffer.from(await fake.file(file?.id ?? "")).toString("base64")).toBe(picture.base64);
	});

	test("a picture that Slack does not take leaves the words", async () => {
		const withImage = card("Without a picture", { image: { ...picture, base64: "" } });

		await room.platform.post("status", withImage, nextKey());

		expect(await textsIn(fake.channels.status, "Without a picture")).toBe(1);
		expect(room.logged("slack.picture-refused")).toHaveLength(1);
	});
});

test("too many posts in a channel wait as long as Slack says, and meanwhile nothing is asked", async () => {
	fake = await startFakeSlack({ rateLimits: false });
	room = openSlackRoom(fake);
	await room.platform.start(room.handlers);
	const asked = async () => (await fake.counts())["chat.postMessage"];
	await fake.trouble([{ kind: "429", share: 1, times: 1, retryAfterS: 7, on: "chat.postMessage" }]);

	const fault = await faultOf(room.platform.post("cases", card("Too fast"), nextKey()));
	const before = await asked();
	const next = await faultOf(room.platform.post("cases", card("Too soon"), nextKey()));

	expect(fault).toMatchObject({ retry: true, retryAfterMs: 7_000 });
	expect(next.retry).toBe(true);
	expect(next.retryAfterMs).toBeGreaterThan(0);
	expect(next.retryAfterMs).toBeLessThanOrEqual(7_000);
	expect(await asked()).toBe(before);
	await room.platform.post("status", card("Elsewhere"), nextKey());
	await room.platform.stop();
	await fake.close();
});

describe("a channel that the bot cannot use", () => {
	beforeAll(async () => {
		fake = await startFakeSlack({ rateLimits: false });
		room = openSlackRoom(fake);
		await room.platform.start(room.handlers);
	});
	afterAll(async () => {
		await room.platform.stop();
		await fake.close();
	});
	const post = () => room.platform.post("cases", card("Here?"), nextKey());

	test("because it is not in it: named, with what to do; later it goes on", async () => {
		await fake.setMember(fake.channels.cases, false);

		const fault = await faultOf(post());
		expect(fault).toMatchObject({ retry: true, gone: null, retryAfterMs: 300_000 });
		expect(fault.message).toMatch(/not in #cases\. Type \/invite @Meldkamer there/);
		await fake.setMember(fake.channels.cases, true);

		await expect(post()).resolves.toMatchObject({ channel: fake.channels.cases });
		expect(room.logged("chat.refused").at(-1)?.fields).toEqual({
			what: "not-in-channel",
			channel: fake.channels.cases,
		});
	});

	test("because the app lacks a scope: named, with what to do", async () => {
		await fake.setScopes(["commands", "channels:read"]);

		const fault = await faultOf(post());

		expect(fault).toMatchObject({ retry: true });
		expect(fault.message).toMatch(/lacks the scope chat:write/);
		expect(room.ended).toEqual([]);
	});

	test("because it is archived, or not there any more", async () => {
		await fake.setScopes(["chat:write", "channels:read"]);
		await fake.archiveChannel(fake.channels.cases);
		expect((await faultOf(post())).message).toMatch(/#cases is archived\. Unarchive it/);

		await fake.deleteChannel(fake.channels.cases);
		const fault = await faultOf(post());
		expect(fault).toMatchObject({ retry: true, gone: null });
		expect(fault.message).toMatch(new RegExp(`${fake.channels.cases} is not there any more`));
	});

	test("that the settings name no more is gone, so that its cases move", async () => {
		await fake.deleteChannel(fake.channels.reports);
		const old = { channel: fake.channels.reports, message: "1790000000.000100" };

		expect(await faultOf(room.platform.edit(old, card("Moved")))).toMatchObject({ retry: false, gone: "channel" });
	});
});
