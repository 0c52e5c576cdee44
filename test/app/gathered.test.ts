import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gathered } from "../../src/app/gathered.ts";

describe("gathered", () => {
	it("asks what comes together in one call, and what comes meanwhile in the next", async () => {
		const calls: (readonly number[])[] = [];
		const double = gathered<number, number>(
			async (questions) => {
				calls.push(questions);
				await Promise.resolve();
				return questions.map((question) => 2 * question);
			},
			{ most: 3, lingerMs: 0 },
		);
		const answers = [1, 2].map((question) => double(question));
		await Promise.resolve();
		await Promise.resolve();
		answers.push(...[3, 4, 5, 6].map((question) => double(question)));
		expect(await Promise.all(answers)).toEqual([2, 4, 6, 8, 10, 12]);
		expect(calls).toEqual([[1, 2], [3, 4, 5], [6]]);
		expect(await double(7)).toBe(14);
	});

	it("fails those that a failed call was asked for, and no others", async () => {
		const check = gathered<number, number>(
			async (questions) => {
				if (questions.includes(2)) throw new Error("two");
				return questions;
			},
			{ most: 2, lingerMs: 0 },
		);
		const ended = await Promise.allSettled([1, 2, 3].map((question) => check(question)));
		expect(ended.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
	});

	it("waits a moment for more, but not when it has as many as it takes", async () => {
		const calls: (readonly number[])[] = [];
		const ask = gathered<number, number>(
			async (questions) => {
				calls.push(questions);
				return questions;
			},
			{ most: 2, lingerMs: 20 },
		);
		const first = ask(1);
		await Promise.resolve();
		await Promise.resolve();
		expect(await Promise.all([first, ask(2), ask(3), ask(4)])).toEqual([1, 2, 3, 4]);
		expect(calls).toEqual([
			[1, 2],
			[3, 4],
		]);
	});

	it("waits no longer once it has enough", async () => {
		const calls: (readonly number[])[] = [];
		const ask = gathered<number, number>(
			async (questions) => {
				calls.push(questions);
				return questions;
			},
			{ most: 10, enough: 3, lingerMs: 3_600_000 },
		);
		const answers = [1, 2].map((question) => ask(question));
		await new Promise((resolve) => setTimeout(resolve, 5));
		expect(calls).toEqual([]);
		expect(await Promise.all([...answers, ask(3), ask(4)])).toEqual([1, 2, 3, 4]);
		expect(calls).toEqual([[1, 2, 3, 4]]);
	});

	it("gives everybody their own answer, however they come", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(5), { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), async (waits, most) => {
				const ask = gathered<number, string>(
					async (questions) => {
						expect(questions.length).toBeLessThanOrEqual(most);
						await Promise.resolve();
						return questions.map((question) => `answer ${question}`);
					},
					{ most, lingerMs: 0 },
				);
				const answers = waits.map(async (turns, index) => {
					for (let turn = 0; turn < turns; turn++) await Promise.resolve();
					return ask(index);
				});
				expect(await Promise.all(answers)).toEqual(waits.map((_, index) => `answer ${index}`));
			}),
		);
	});
});
