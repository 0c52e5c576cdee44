import { describe, expect, it } from "vitest";
import { ChatFault } from "../../src/ports/chat.ts";
import { appSuite } from "../support/app-suite.ts";
import { confirmSend, readyCase, upload } from "../support/case-life.ts";
import { anna } from "../support/open-app.ts";

const report = "ip\n192.0.2.1\n192.0.2.65\n198.51.100.1\n";

describe("what somebody deleted in the chat", () => {
	const app = appSuite();
	const threadOf = async (number: string) => (await app().context.threads.get(number)).thread?.thread ?? "";
	const headlineOf = async (number: string) => (await app().context.threads.get(number)).headline?.message ?? "";
	const note = (number: string, text: string) =>
		app().handlers.onCommand({ ...anna, caseNumber: number }, "case note", { text });
	const update = (number: string) => app().context.poster.update(number);

	it("a thread: a new one under the same headline gets every step again, in order", async () => {
		const number = await upload(app(), report);
		await note(number, "before");
		await update(number);
		const before = app().chat.told(await threadOf(number));
		const headline = await headlineOf(number);
		app().chat.deleteThread(await threadOf(number));
		await note(number, "after");
		await update(number);
		expect(await headlineOf(number)).toBe(headline);
		expect(app().chat.told(await threadOf(number))).toEqual([...before, "Anna notes: after"]);
		await note(number, "later");
		await update(number);
		expect(
			app()
				.chat.told(await threadOf(number))
				.at(-1),
		).toBe("Anna notes: later");
	});

	it("the headline: another one is posted, and the thread stays as it is", async () => {
		const number = await upload(app(), report);
		await update(number);
		const thread = await threadOf(number);
		const told = app().chat.told(thread);
		app().chat.deleteMessage(await headlineOf(number));
		const { handlers } = app();
		await handlers.onCommand({ ...anna, caseNumber: number }, "case withdraw", { text: "wrong list" });
		await update(number);
		expect(await threadOf(number)).toBe(thread);
		expect(app().chat.told(thread).slice(0, told.length)).toEqual(told);
		const cards = app().chat.cards("cases");
		expect(cards.map(({ title }) => title?.startsWith(number))).toEqual([true]);
		expect(JSON.stringify(cards[0])).toContain("Withdrawn");
	});

	it("the headline, where a thread hangs under it: both are made anew, with every step", async () => {
		Object.assign(app().chat, { threadGoesWithHeadline: true });
		const number = await upload(app(), report);
		await update(number);
		const thread = await threadOf(number);
		const told = app().chat.told(thread);
		app().chat.deleteMessage(await headlineOf(number));
		await app().handlers.onCommand({ ...anna, caseNumber: number }, "case withdraw", { text: "wrong list" });
		await update(number);
		expect(await threadOf(number)).not.toBe(thread);
		expect(await threadOf(number)).toBe(await headlineOf(number));
		expect(
			app()
				.chat.told(await threadOf(number))
				.slice(0, told.length),
		).toEqual(told);
	});

	it("both, as a forum post is: both are made anew", async () => {
		const number = await upload(app(), report);
		await update(number);
		const told = app().chat.told(await threadOf(number));
		app().chat.deleteMessage(await headlineOf(number));
		app().chat.deleteThread(await threadOf(number));
		await note(number, "after");
		await update(number);
		expect(app().chat.cards("cases")).toHaveLength(1);
		expect(app().chat.told(await threadOf(number))).toEqual([...told, "Anna notes: after"]);
	});

	it("a panel: it is posted again at the thread's end as soon as it changes", async () => {
		const number = await readyCase(app(), report);
		const thread = await threadOf(number);
		const panel = app().chat.posted.findLast(({ channel, card }) => channel === `thread:${thread}` && card.buttons);
		expect(panel?.card.title).toMatch(/mail/i);
		app().chat.deleteMessage(panel?.id ?? "");
		await confirmSend(app(), number);
		await app().work();
		await update(number);
		const shown = app()
			.chat.cards(`thread:${thread}`)
			.filter(({ title }) => title === panel?.card.title);
		expect(shown).toHaveLength(1);
		expect(shown[0]?.buttons).not.toEqual(panel?.card.buttons);
	});

	it("a channel: the fault is passed on, so that the job comes again when somebody has repaired it", async () => {
		const number = await upload(app(), report);
		const fault = new ChatFault("no such channel", { retry: true, gone: "channel" });
		app().chat.deleteMessage(await headlineOf(number));
		await app().handlers.onCommand({ ...anna, caseNumber: number }, "case withdraw", { text: "wrong list" });
		app().chat.onPost = () => {
			throw fault;
		};
		await expect(update(number)).rejects.toBe(fault);
		app().chat.onPost = () => {};
		await update(number);
		expect(app().chat.cards("cases")).toHaveLength(1);
		expect(
			app()
				.chat.told(await threadOf(number))
				.at(-1),
		).toMatch(/wrong list/);
	});
});
