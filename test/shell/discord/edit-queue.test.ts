import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEditQueue } from "../../../src/chat/discord/posting/edit-queue.ts";
import type { Card } from "../../../src/core/thread/card.ts";

const message = { channel: "1", message: "2" };
const progress = { done: 1, total: 2, label: "" };
const card = (title: string, isProgress: boolean): Card => ({ tone: "busy", title, ...(isProgress && { progress }) });

describe("edits of one message", () => {
	test("go one at a time and in order; only progress that a newer card overtook is dropped; the newest is shown last", async () => {
		await fc.assert(
			fc.asyncProperty(fc.scheduler(), fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), async (s, kinds) => {
				const shown: number[] = [];
				let running = 0;
				const edit = createEditQueue(async (_, { title }) => {
					running += 1;
					expect(running).toBe(1);
					await s.schedule(Promise.resolve());
					shown.push(Number(title));
					running -= 1;
				});

				const edits = s.scheduleSequence(
					kinds.map((isProgress, n) => async () => {
						// Given and not waited for, as the panels of a case are.
						void edit(message, card(String(n), isProgress));
					}),
				);
				await s.waitFor(edits.task);
				await s.waitFor(edit(message, card(String(kinds.length), false)));

				expect(shown).toEqual([...shown].sort((a, b) => a - b));
				expect(shown.at(-1)).toBe(kinds.length);
				const results = kinds.flatMap((isProgress, n) => (isProgress ? [] : [n]));
				expect(shown).toEqual(expect.arrayContaining(results));
			}),
		);
	});

	test("a failed one fails for who asked, and the next goes on", async () => {
		const shown: (string | null)[] = [];
		const edit = createEditQueue(async (_, { title }) => {
			if (title === "bad") throw new Error("refused");
			shown.push(title);
		});

		const [bad, good] = await Promise.allSettled([
			edit(message, card("bad", false)),
			edit(message, card("good", false)),
		]);

		expect(bad.status).toBe("rejected");
		expect(good.status).toBe("fulfilled");
		expect(shown).toEqual(["good"]);
	});

	test("dropped progress is done with, not failed", async () => {
		let release: () => void = () => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		const edit = createEditQueue(() => held);
		void edit(message, card("running", true));

		const dropped = edit(message, card("dropped", true));
		const newest = edit(message, card("newest", true));

		await expect(dropped).resolves.toBeUndefined();
		release();
		await newest;
	});

	test("other messages do not wait", async () => {
		const edit = createEditQueue(({ message: id }) => (id === "held" ? new Promise(() => {}) : Promise.resolve()));
		void edit({ channel: "1", message: "held" }, card("", false));

		await expect(edit({ channel: "1", message: "free" }, card("", false))).resolves.toBeUndefined();
	});
});
