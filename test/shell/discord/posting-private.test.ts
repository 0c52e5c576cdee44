import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createClient } from "../../../src/chat/discord/create-client.ts";
import { createPosting, type Posting } from "../../../src/chat/discord/posting/create-posting.ts";
import type { Card } from "../../../src/core/thread/card.ts";
import type { MessageRef } from "../../../src/ports/chat.ts";
import type { FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";
import { postKey } from "../../support/post-key.ts";
import { optionsFor } from "./open-room.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const card = (title: string): Card => ({ tone: "good", title });

describe("private threads", () => {
	let fake: FakeDiscord;
	let posting: Posting;
	let count = 0;

	/** As a process has it that has just started. */
	const freshPosting = (): Posting => {
		const options = optionsFor(fake, silent);
		const { rest } = createClient(options.apiUrl);
		rest.setToken(options.token);
		return createPosting({ rest, botId: fake.botId, options, ended: () => {} });
	};
	const openHeadline = async () => {
		const number = `NSM-2026-${String(++count).padStart(4, "0")}`;
		const headline: MessageRef = await posting.post("cases", card(`${number} · Case`), postKey(number));
		return { number, headline, title: `${number} · Case` };
	};
	const threadsOf = async (number: string) => (await fake.threads()).filter(({ name }) => name.startsWith(number));

	beforeAll(async () => {
		fake = await startFakeDiscord({ threads: "private", rateLimits: false });
		posting = freshPosting();
	});
	afterEach(async () => {
		await fake.trouble([]);
		expect(await fake.violations()).toEqual([]);
	});
	afterAll(() => fake.close());

	test("one is opened beside the headline, once", async () => {
		const { number, headline, title } = await openHeadline();

		const first = await posting.openThread(headline, title);
		const second = await freshPosting().openThread(headline, title);

		expect(second).toEqual(first);
		expect(first.channel).toBe(fake.channels.cases);
		expect(await threadsOf(number)).toMatchObject([{ id: first.thread, type: 12, name: title }]);
	});

	test("one whose making had its answer lost is not made twice", async () => {
		const { number, headline, title } = await openHeadline();
		await fake.trouble([{ kind: "drop-after", share: 1, times: 1, on: "POST /channels/:id/threads" }]);

		const thread = await posting.openThread(headline, title);

		expect(await threadsOf(number)).toMatchObject([{ id: thread.thread }]);
	});

	test("one that is archived or renamed behind the number is found", async () => {
		const { number, headline, title } = await openHeadline();
		const thread = await posting.openThread(headline, title);
		await posting.archive(thread, true);

		expect(await freshPosting().openThread(headline, `${number} · Another title`)).toEqual(thread);
		expect(await threadsOf(number)).toHaveLength(1);
	});

	test("a case whose number begins another's has its own", async () => {
		const { number, headline, title } = await openHeadline();
		const longer = await posting.openThread(headline, `${number}1 · Other`);

		const thread = await posting.openThread(headline, title);

		expect(thread.thread).not.toBe(longer.thread);
	});

	test("who takes part is let in, also after a restart and when the thread is archived", async () => {
		const { number, headline, title } = await openHeadline();
		const thread = await posting.openThread(headline, title);
		const { anna, bram } = fake.users;

		await posting.admit(number, anna.id);
		await posting.admit(number, anna.id);
		await posting.archive(thread, true);
		await freshPosting().admit(number, bram.id);

		const [made] = await threadsOf(number);
		expect(made?.memberIds).toEqual(expect.arrayContaining([anna.id, bram.id]));
		expect(made?.archived).toBe(true);
	});

	test("who uploaded the report is let in when it opens, and nobody of another platform", async () => {
		const { number, headline, title } = await openHeadline();

		await posting.openThread(headline, title, [`discord:${fake.users.bram.id}`, "slack:U1", "local:bram"]);

		const [made] = await threadsOf(number);
		expect(made?.memberIds.filter((id) => id !== fake.botId)).toEqual([fake.users.bram.id]);
	});

	test("who comes before the thread is let in when it opens; who has left the server holds nothing up", async () => {
		const { number, headline, title } = await openHeadline();
		await posting.admit(number, fake.users.chris.id);
		await posting.admit(number, "1180000000000009999");

		const thread = await posting.openThread(headline, title);

		expect(await threadsOf(number)).toMatchObject([{ id: thread.thread }]);
		expect((await threadsOf(number))[0]?.memberIds).toContain(fake.users.chris.id);
	});

	test("after the thread was deleted, people are let into the next one", async () => {
		const { number, headline, title } = await openHeadline();
		const thread = await posting.openThread(headline, title);
		await fake.deleteChannel(thread.thread);

		await expect(posting.admit(number, fake.users.anna.id)).rejects.toMatchObject({ gone: "thread" });
		const next = await posting.openThread(headline, title);
		await posting.admit(number, fake.users.anna.id);

		expect(await threadsOf(number)).toMatchObject([{ id: next.thread }]);
		expect((await threadsOf(number))[0]?.memberIds).toContain(fake.users.anna.id);
	});

	test("the permission for them is named", async () => {
		const { headline, title } = await openHeadline();
		const everything = 0x7f_ffff_ffff;
		const createPrivateThreads = 0x10_0000_0000;
		await fake.setPermissions({ channelId: fake.channels.cases, allow: String(everything - createPrivateThreads) });

		const opening = posting.openThread(headline, title);

		await expect(opening).rejects.toMatchObject({
			retry: true,
			message: expect.stringContaining("Create Private Threads"),
		});
		await fake.setPermissions({ channelId: fake.channels.cases, allow: String(everything) });
	});
});
