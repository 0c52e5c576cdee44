import { describe, expect, it } from "vitest";
import { jobHandlers, recover } from "../../src/app/background.ts";
import { executeOwn } from "../../src/app/execute.ts";
import { createThreadPoster } from "../../src/app/post-steps.ts";
import { buttonId } from "../../src/core/thread/buttons.ts";
import { ChatFault } from "../../src/ports/chat.ts";
import { appSuite } from "../support/app-suite.ts";
import { confirmSend, readyCase, stateOf, upload } from "../support/case-life.ts";
import { anna, chris, type TestApp } from "../support/open-app.ts";

const signal = new AbortController().signal;
const report = "ip\n192.0.2.1\n192.0.2.65\n198.51.100.1\n";

/** Posts of a case must come in order, each event in one of them, none twice. */
function seqsOf(app: TestApp): number[] {
	return app.chat.posted.flatMap(({ key }) => {
		const match = /:(\d+)-(\d+)$/.exec(key);
		if (match === null) return [];
		const [first, last] = [Number(match[1]), Number(match[2])];
		return Array.from({ length: last - first + 1 }, (_, index) => first + index);
	});
}

describe("the thread", () => {
	const app = appSuite();

	it("has every step in order and once, whenever posting is cut off before or after the platform took it", async () => {
		const number = await upload(app(), report);
		let posts = 0;
		const cut = new Set<string>();
		app().chat.onPost = (moment) => {
			posts += 1;
			if ((posts * 7) % 5 > 1) return;
			cut.add(moment);
			throw new Error("cut off");
		};
		const inThread = { ...anna, caseNumber: number };
		for (let note = 1; note <= 8; note++) {
			await app().handlers.onCommand(inThread, "case note", { text: `note ${note}` });
			await app()
				.context.poster.update(number)
				.catch(() => {});
		}
		app().chat.onPost = () => {};
		expect([...cut].sort()).toEqual(["after", "before"]);
		await app().restart().context.poster.update(number);
		const { version } = await stateOf(app(), number);
		expect(seqsOf(app())).toEqual(Array.from({ length: version }, (_, index) => index + 1));
		const [thread] = app().chat.threads.keys();
		const notes = app()
			.chat.told(thread ?? "")
			.filter((line) => line.includes("note "));
		expect(notes).toEqual(Array.from({ length: 8 }, (_, index) => `Anna notes: note ${index + 1}`));
	});

	it("puts what happened while a post was cut off in the next message, not in the one that is repeated", async () => {
		const number = await upload(app(), report);
		const inThread = { ...anna, caseNumber: number };
		await app().handlers.onCommand(inThread, "case note", { text: "first" });
		app().chat.onPost = (moment) => {
			if (moment === "after") throw new Error("cut off");
		};
		await app()
			.context.poster.update(number)
			.catch(() => {});
		app().chat.onPost = () => {};
		await app().handlers.onCommand(inThread, "case note", { text: "second" });
		await app().restart().context.poster.update(number);
		const [thread] = app().chat.threads.keys();
		const notes = app()
			.chat.told(thread ?? "")
			.filter((line) => line.includes("notes: "));
		expect(notes).toEqual(["Anna notes: first", "Anna notes: second"]);
	});

	it("is opened for who uploaded the report", async () => {
		const members: unknown[] = [];
		const { openThread } = app().chat;
		app().chat.openThread = async (headline, title, people) => {
			members.push(people);
			return openThread(headline, title, people);
		};
		await upload(app(), report);
		expect(members).toEqual([["local:bram"]]);
	});

	it("keeps one headline, re-rendered in place with the buttons valid now", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		await app().work();
		const [headline, ...others] = app().chat.cards("cases");
		expect(others).toEqual([]);
		expect(headline?.title).toBe(`${number} · Open mail servers`);
		expect(headline?.buttons?.flat().map((button) => button.label)).toEqual(["Close the case"]);
	});

	it("passes a platform's fault on, so that the job comes again", async () => {
		const number = await upload(app(), report);
		app().chat.onPost = () => {
			throw new ChatFault("not now", { retry: true });
		};
		await app().handlers.onCommand({ ...anna, caseNumber: number }, "case note", { text: "later" });
		await expect(app().context.poster.update(number)).rejects.toThrow(ChatFault);
	});

	it("shows what can be done now while the chat takes no more posts", async () => {
		const number = await readyCase(app(), report);
		app().chat.onPost = () => {
			throw new ChatFault("too fast", { retry: true, retryAfterMs: 1_000 });
		};
		await confirmSend(app(), number);
		await expect(app().context.poster.update(number)).rejects.toThrow(ChatFault);
		expect(JSON.stringify(app().chat.cards("cases"))).toContain("Pause");
		app().chat.onPost = () => {};
		await app().context.poster.update(number);
		const [thread] = app().chat.threads.keys();
		expect(
			app()
				.chat.told(thread ?? "")
				.at(-1),
		).toContain("round 1");
	});

	it("leaves a case of a platform that another process serves alone", async () => {
		const number = await upload(app(), report);
		const context = { ...app().context, platforms: new Map() };
		const before = app().chat.posted.length;
		const elsewhere = createThreadPoster({ ...app().context, platforms: new Map() });
		expect(await elsewhere.update(number)).toBe(false);
		await jobHandlers({ ...context, poster: elsewhere }).PostSteps({ type: "PostSteps", caseNumber: number }, signal);
		expect(app().jobs.later).toContainEqual({ type: "PostSteps", caseNumber: number });
		await app().context.poster.update("TST-2026-9999");
		await recover(context);
		expect(app().jobs.waiting).toContainEqual({ type: "PostSteps", caseNumber: number });
		expect(app().chat.posted).toHaveLength(before);
	});

	it("shows running work on its panel, the newest picture only", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		const shown: string[] = [];
		const { edit } = app().chat;
		app().chat.edit = async (ref, card) => {
			if (card.progress !== undefined) shown.push(card.progress.label);
			return edit(ref, card);
		};
		for (const done of [1, 2, 3]) app().context.poster.progress(number, { done, total: 3, label: `${done} of 3` });
		await app().context.poster.update(number);
		app().context.poster.progress(number, null);
		await app().context.poster.stop();
		expect(shown).not.toContain("1 of 3");
	});

	it("renders running work in the platform's rhythm, and its end at once", async () => {
		const number = await upload(app(), report);
		for (const who of [anna, chris])
			await app().handlers.onPress(who, buttonId(await stateOf(app(), number), "vote", "valid"), null);
		await app().context.poster.update(number);
		expect((await stateOf(app(), number)).status).toBe("resolving");
		const shown: string[] = [];
		const { edit } = app().chat;
		app().chat.edit = async (ref, card) => {
			if (card.progress !== undefined) shown.push(card.progress.label);
			return edit(ref, card);
		};
		const progress = async (done: number) => {
			app().context.poster.progress(number, { done, total: 5, label: `${done} of 5` });
			await app().context.poster.update(number);
		};
		await progress(1);
		Object.assign(app().chat, { progressIntervalMs: 3_600_000 });
		for (const done of [2, 3, 4]) await progress(done);
		expect(shown).toEqual(["1 of 5"]);
		app().context.poster.progress(number, null);
		await app().work();
		await app().context.poster.stop();
		expect((await stateOf(app(), number)).status).toBe("ready");
		expect(JSON.stringify(app().chat.cards("cases").at(-1))).toContain('"value":"ready to send"');
	});

	it("tells what comes of the mails in the platform's rhythm, many steps in one message, and the end at once", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		await app().context.poster.update(number);
		Object.assign(app().chat, { progressIntervalMs: 3_600_000 });
		const before = app().chat.posted.length;
		const settle = async (notice: string) => {
			const outcome = { notice, outcome: "accepted", attempt: 1, code: 250, retryAt: null } as const;
			await executeOwn(app().context, number, { type: "SettleNotices", settled: [outcome] });
			await app().context.poster.update(number);
		};
		const [first = "", ...others] = Object.keys((await stateOf(app(), number)).notices);
		await settle(first);
		expect(others.length).toBeGreaterThan(0);
		expect(app().chat.posted).toHaveLength(before);
		for (const notice of others) await settle(notice);
		expect((await stateOf(app(), number)).status).toBe("sent");
		const [lines, ...rest] = app().chat.posted.slice(before);
		expect(lines?.key).toMatch(/:\d+-\d+$/);
		expect(rest.length).toBeLessThan(others.length + 1);
		const { version } = await stateOf(app(), number);
		expect(seqsOf(app())).toEqual(Array.from({ length: version }, (_, index) => index + 1));
	});

	it("needs no job for each mail while it follows a running case, and one for the end", async () => {
		const number = await readyCase(app(), report);
		expect(app().context.poster.follows(number)).toBe(false);
		await confirmSend(app(), number);
		await app().context.poster.update(number);
		expect(app().context.poster.follows(number)).toBe(true);
		const nudged: string[][] = [];
		Object.assign(app().jobs, { nudge: (types: string[]) => nudged.push(types) });
		const settle = (notice: string) => {
			const outcome = { notice, outcome: "accepted", attempt: 1, code: 250, retryAt: null } as const;
			return executeOwn(app().context, number, { type: "SettleNotices", settled: [outcome] });
		};
		const ids = Object.keys((await stateOf(app(), number)).notices);
		for (const id of ids) await settle(id);
		expect(nudged).toEqual(ids.map((_, index) => (index === ids.length - 1 ? ["PostSteps"] : [])));
		await app().context.poster.update(number);
		expect(app().context.poster.follows(number)).toBe(false);
	});

	it("lets all running cases share the rhythm of a platform that counts edits together", async () => {
		const numbers = [await upload(app(), report), await upload(app(), report)];
		for (const number of numbers) {
			for (const who of [anna, chris])
				await app().handlers.onPress(who, buttonId(await stateOf(app(), number), "vote", "valid"), null);
			await app().context.poster.update(number);
		}
		const shown: string[] = [];
		const { edit } = app().chat;
		app().chat.edit = async (ref, card) => {
			if (card.progress !== undefined) shown.push(card.progress.label);
			return edit(ref, card);
		};
		const showAll = async (done: number) => {
			const poster = createThreadPoster(app().context);
			for (const number of numbers) {
				poster.progress(number, { done, total: 5, label: `${number} is at ${done} of 5` });
				await poster.update(number);
			}
			await poster.stop();
			return shown.splice(0).length;
		};
		Object.assign(app().chat, { progressIntervalMs: 3_600_000 });
		expect(await showAll(1)).toBe(2);
		Object.assign(app().chat, { progressIsShared: true });
		expect(await showAll(2)).toBe(1);
	});

	it("looks again when the chat took no edit at a look that no job stands behind", async () => {
		const number = await upload(app(), report);
		for (const who of [anna, chris])
			await app().handlers.onPress(who, buttonId(await stateOf(app(), number), "vote", "valid"), null);
		await app().context.poster.update(number);
		const { edit } = app().chat;
		let refusals = 0;
		const shown = new Promise<void>((resolve) => {
			app().chat.edit = async (ref, card) => {
				if (card.progress !== undefined && refusals++ === 0)
					throw new ChatFault("too fast", { retry: true, retryAfterMs: 1 });
				await edit(ref, card);
				if (card.progress !== undefined) resolve();
			};
		});
		app().context.poster.progress(number, { done: 1, total: 5, label: "1 of 5" });
		await shown;
		await app().context.poster.stop();
		expect(refusals).toBe(2);
		expect(app().faults).toEqual([]);
	});

	it("looks again after a fault, too: what is to be told by then has no job", { timeout: 30_000 }, async () => {
		const number = await upload(app(), report);
		for (const who of [anna, chris])
			await app().handlers.onPress(who, buttonId(await stateOf(app(), number), "vote", "valid"), null);
		await app().context.poster.update(number);
		const { edit } = app().chat;
		let faults = 0;
		const shown = new Promise<void>((resolve) => {
			app().chat.edit = async (ref, card) => {
				if (card.progress !== undefined && faults++ === 0) throw new Error("the line is gone");
				await edit(ref, card);
				if (card.progress !== undefined) resolve();
			};
		});
		app().context.poster.progress(number, { done: 1, total: 5, label: "1 of 5" });
		await shown;
		await app().context.poster.stop();
		expect(app().faults).toEqual(["progress-not-shown"]);
	});

	it("shows at once what begins, however lately another case of that platform was shown", async () => {
		const [first, second] = [await readyCase(app(), report), await readyCase(app(), report)];
		Object.assign(app().chat, { progressIsShared: true, progressIntervalMs: 3_600_000 });
		for (const number of [first, second]) {
			await confirmSend(app(), number);
			await app().context.poster.update(number);
		}
		expect(
			app()
				.chat.cards("cases")
				.map((card) => JSON.stringify(card).includes("Pause")),
		).toEqual([true, true]);
	});

	it("waits at the stop for what it is just showing, and begins nothing after", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		let release: () => void = () => {};
		const released = new Promise<void>((resolve) => {
			release = resolve;
		});
		const { edit } = app().chat;
		const begun = new Promise<void>((resolve) => {
			app().chat.edit = async (ref, card) => {
				resolve();
				await released;
				return edit(ref, card);
			};
		});
		app().context.poster.progress(number, { done: 1, total: 3, label: "1 of 3" });
		await begun;
		let hasStopped = false;
		const stopped = app()
			.context.poster.stop()
			.then(() => {
				hasStopped = true;
			});
		app().context.poster.progress(number, { done: 2, total: 3, label: "2 of 3" });
		await app().context.cases.load(number);
		expect(hasStopped).toBe(false);
		release();
		await stopped;
		expect(app().faults).toEqual([]);
	});

	it("asks each unfinished case at start what it waits for", async () => {
		const ready = await readyCase(app(), report);
		await confirmSend(app(), ready);
		app().jobs.waiting.length = 0;
		await recover(app().restart().context);
		await app().work();
		expect((await stateOf(app(), ready)).status).toBe("sent");
		expect(app().mail.taken).toHaveLength(3);
	});
});
