import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Change, MessagePage } from "../../../src/chat/local/wire.ts";
import { ChatFault } from "../../../src/ports/chat.ts";
import { followEvents, openClient } from "../../support/local-chat-client.ts";
import { createLocalChatMemoryStore } from "../../support/local-chat-memory-store.ts";
import { anna, bram, openRoom, type Room, roomKey } from "../../support/local-chat-room.ts";
import { postKey } from "../../support/post-key.ts";

let room: Room;
let client: Awaited<ReturnType<typeof openClient>>;

beforeEach(async () => {
	room = await openRoom();
	client = await openClient(room);
});
afterEach(() => room.close());

const card = (title: string) => ({ tone: "neutral" as const, title });
const read = async (query: Record<string, string>): Promise<MessagePage> =>
	(await client.get(`/api/messages?${new URLSearchParams({ as: anna.id, ...query })}`)).json as MessagePage;

describe("a post", () => {
	it("with the same key is posted once and gives the first one's reference", async () => {
		const first = await room.chat.post("cases", card("one"), postKey("k"));
		const again = await room.chat.post("cases", card("two"), postKey("k"));
		expect(again).toEqual(first);
		expect((await read({ channel: "cases" })).messages.map((message) => message.card.title)).toEqual(["one"]);
	});

	it("in a thread is counted there; opening the thread again changes nothing", async () => {
		const headline = await room.chat.post("cases", card("one"), postKey("k"));
		const thread = await room.chat.openThread(headline, "T");
		expect(await room.chat.openThread(headline, "other")).toEqual(thread);
		await room.chat.postInThread(thread, card("step"), postKey("s1"));
		await room.chat.postInThread(thread, card("step"), postKey("s1"));
		await room.chat.archive(thread, true);
		expect((await client.get("/api/threads")).json).toMatchObject([
			{ id: Number(headline.message), title: "T", archived: true, messages: 1, tone: "neutral" },
		]);
	});

	it("is edited in place", async () => {
		const posted = await room.chat.post("cases", card("one"), postKey("k"));
		await room.chat.edit(posted, card("two"));
		expect((await read({ channel: "cases" })).messages).toMatchObject([{ card: { title: "two" } }]);
	});

	it.each(["999", "x", "-1", "1.5"])("that is not there (%s) cannot be edited, now or later", async (message) => {
		const edit = room.chat.edit({ channel: "cases", message }, card("two"));
		await expect(edit).rejects.toMatchObject({ name: "ChatFault", retry: false });
	});

	it("is worth another try when the store fails", async () => {
		const broken = { ...createLocalChatMemoryStore(), post: () => Promise.reject(new Error("disk")) };
		const other = await openRoom({ store: broken });
		await expect(other.chat.post("cases", card("one"), postKey("k"))).rejects.toMatchObject({
			name: "ChatFault",
			retry: true,
		});
		await other.close();
	});
});

describe("reading", () => {
	it("gives the newest fifty, and older ones from there", async () => {
		for (let number = 1; number <= 120; number += 1)
			await room.chat.post("status", card(`${number}`), postKey(`k${number}`));
		const newest = await read({ channel: "status" });
		const middle = await read({ channel: "status", before: String(newest.older) });
		const oldest = await read({ channel: "status", before: String(middle.older) });
		const numbers = [oldest, middle, newest].flatMap(({ messages }) =>
			messages.map(({ card: { title } }) => Number(title)),
		);
		expect(numbers).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
		expect(oldest.older).toBeNull();
	});

	it.each(["before=x", "before=-1", "before=1e3"])("with %s is refused", async (query) => {
		expect((await client.get(`/api/messages?channel=cases&as=a&${query}`)).status).toBe(400);
	});

	it("drops old private answers at the start", async () => {
		const store = createLocalChatMemoryStore();
		const message = { channel: "cases", author: null, card: card("x") };
		await store.post({ ...message, visibleTo: anna.id, key: "old", at: "2026-11-20T08:59:00.000Z" });
		await store.post({ ...message, visibleTo: anna.id, key: "new", at: "2026-11-20T09:01:00.000Z" });
		await store.post({ ...message, visibleTo: null, key: "all", at: "2026-11-01T00:00:00.000Z" });
		const other = await openRoom({ store, clock: () => "2026-11-21T09:00:00.000Z" });
		expect((await store.messages("cases", null, 9)).map(({ id }) => id)).toEqual([2, 3]);
		await other.close();
	});
});

describe("the stream of changes", () => {
	const changeOf = (event: { data: unknown }): Change => event.data as Change;
	const titleOf = (event: { data: unknown }): string | null => {
		const change = changeOf(event);
		return change.kind === "message" ? change.message.card.title : change.kind;
	};

	it("brings posts and edits as they come, and leaves out what is for somebody else", async () => {
		const stream = await followEvents(room, client.cookie, { as: bram.id });
		expect(await stream.next()).toMatchObject({ event: "hello" });
		const posted = await room.chat.post("cases", card("one"), postKey("k1"));
		await client.interact({ name: "lookup", values: {} });
		await room.chat.edit(posted, card("two"));
		expect([titleOf(await stream.next()), titleOf(await stream.next())]).toEqual(["one", "two"]);
		stream.close();
	});

	it("goes on where a page left off, missing nothing and repeating nothing", async () => {
		const before = await followEvents(room, client.cookie, { as: anna.id });
		await before.next();
		await room.chat.post("cases", card("one"), postKey("k1"));
		const last = await before.next();
		before.close();
		for (const title of ["two", "three"]) await room.chat.post("cases", card(title), postKey(title));
		const after = await followEvents(room, client.cookie, { as: anna.id, since: last.id ?? "" });
		expect(await after.next()).toMatchObject({ event: "hello", id: null });
		expect([titleOf(await after.next()), titleOf(await after.next())]).toEqual(["two", "three"]);
		await room.chat.post("cases", card("four"), postKey("four"));
		expect(titleOf(await after.next())).toBe("four");
		after.close();
	});

	it("at its end has nothing to catch up on", async () => {
		await room.chat.post("cases", card("one"), postKey("k1"));
		const first = await followEvents(room, client.cookie, { as: anna.id });
		const hello = await first.next();
		first.close();
		const again = await followEvents(room, client.cookie, { as: anna.id, since: hello.id ?? "" });
		expect(await again.next()).toMatchObject({ event: "hello", id: hello.id });
		await room.chat.post("cases", card("two"), postKey("k2"));
		expect(titleOf(await again.next())).toBe("two");
		again.close();
	});

	it.each(["earlier-4", "", "x", "-1"])("from an unknown place (%s) says to load anew", async (since) => {
		const stream = await followEvents(room, client.cookie, { as: anna.id, since });
		await stream.next();
		expect(titleOf(await stream.next())).toBe("reset");
		stream.close();
	});

	it("from further back than is remembered says to load anew", async () => {
		const stream = await followEvents(room, client.cookie, { as: anna.id });
		const { id } = await stream.next();
		stream.close();
		for (let number = 0; number < 1001; number += 1) await room.chat.post("status", card("x"), postKey(`k${number}`));
		const again = await followEvents(room, client.cookie, { as: anna.id, since: id ?? "" });
		await again.next();
		expect(titleOf(await again.next())).toBe("reset");
		again.close();
	});

	it("ends when the chat stops, so that stopping does not wait for a page", async () => {
		const other = await openRoom();
		const there = await openClient(other);
		const stream = await followEvents(other, there.cookie, { as: anna.id });
		await stream.next();
		await other.close();
		await expect(stream.next()).rejects.toThrow();
	});
});

describe("starting", () => {
	it("on a port in use says which setting to change", async () => {
		const port = Number(new URL(room.origin).port);
		const failed = openRoom({ port });
		await expect(failed).rejects.toBeInstanceOf(ChatFault);
		await expect(failed).rejects.toThrow(/LOCAL_CHAT_PORT/);
	});

	it("needs a key that cannot be guessed, and somebody to act as", async () => {
		await expect(openRoom({ key: roomKey.slice(0, 19) })).rejects.toThrow("too short");
		await expect(openRoom({ people: [] })).rejects.toThrow("somebody");
	});

	it("refuses a command with two files, which one upload cannot carry", async () => {
		const option = { name: "a", description: { en: "", nl: "" }, type: "file", required: false } as const;
		const command = { name: "x", description: { en: "", nl: "" }, role: "volunteer" } as const;
		const failed = openRoom({ commands: [{ ...command, options: [option, { ...option, name: "b" }] }] });
		await expect(failed).rejects.toThrow("one file");
	});
});
