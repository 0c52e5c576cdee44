import { describe, expect, it } from "vitest";
import { memorySecurityTxtCache } from "../../../src/app/memory-security-txt-cache.ts";
import type { WebsiteAnswer } from "../../../src/core/contact/website-answer.ts";
import { plusMs } from "../../../src/core/instant.ts";
import { sharedWork } from "../../../src/lookup/shared-work.ts";
import { websiteContacts } from "../../../src/lookup/website/website-contacts.ts";
import type { SecurityTxtCache } from "../../../src/ports/website-contacts.ts";

const { signal } = new AbortController();
const start = "2026-11-25T08:00:00.000Z";
const hourMs = 3_600_000;

describe("what websites say", () => {
	function contacts(answer: (now: string) => WebsiteAnswer, cache: SecurityTxtCache = memorySecurityTxtCache()) {
		const clock = { now: start };
		const asked: string[] = [];
		const made = websiteContacts({
			ask: async (host) => {
				asked.push(host);
				return answer(clock.now);
			},
			cache,
			clock: () => clock.now,
		});
		const asks = async (hours: number) => {
			clock.now = plusMs(start, hours * hourMs);
			const before = asked.length;
			await made.find("a.nl", signal);
			return asked.length > before;
		};
		return { ...made, asked, asks };
	}

	it("is not asked for again while it is fresh, by whoever has the same store", async () => {
		const cache = memorySecurityTxtCache();
		const first = contacts((asOf) => ({ kind: "none", asOf }), cache);
		expect(await first.find("a.nl", signal)).toEqual({ kind: "none", asOf: start });
		const second = contacts(() => ({ kind: "failed", reason: "unreachable" }), cache);
		expect(await second.find("a.nl", signal)).toEqual({ kind: "none", asOf: start });
		expect(second.asked).toEqual([]);
		expect(await second.asks(23.9)).toBe(false);
		expect(await second.asks(24)).toBe(true);
	});

	it("is asked for again after a failure, which is not stored", async () => {
		const cache = memorySecurityTxtCache();
		const { asks } = contacts(() => ({ kind: "failed", reason: "time-out" }), cache);
		expect([await asks(0), await asks(0)]).toEqual([true, true]);
		expect(await cache.find("a.nl")).toBeNull();
	});

	it("keeps an old answer out of the way of a failure", async () => {
		const cache = memorySecurityTxtCache();
		await cache.save("a.nl", { kind: "none", asOf: plusMs(start, -25 * hourMs) });
		const { find } = contacts(() => ({ kind: "failed", reason: "time-out" }), cache);
		expect(await find("a.nl", signal)).toEqual({ kind: "failed", reason: "time-out" });
	});

	it("is not looked for after an abort", async () => {
		const made = contacts((asOf) => ({ kind: "none", asOf }));
		await expect(made.find("a.nl", AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
		expect(made.asked).toEqual([]);
	});

	it("is dropped from a store of one run when it is old", async () => {
		const cache = memorySecurityTxtCache();
		await cache.save("a.nl", { kind: "none", asOf: start });
		await cache.dropOlder(start);
		expect(await cache.find("a.nl")).not.toBeNull();
		await cache.dropOlder(plusMs(start, 1));
		expect(await cache.find("a.nl")).toBeNull();
	});
});

describe("shared work", () => {
	function work() {
		const runs: { readonly key: string; readonly signal: AbortSignal; end(error?: Error): void }[] = [];
		const run = sharedWork(
			(key, given) =>
				new Promise<number>((resolve, reject) => {
					const number = runs.length;
					given.addEventListener("abort", () => reject(given.reason));
					runs.push({ key, signal: given, end: (error) => (error === undefined ? resolve(number) : reject(error)) });
				}),
		);
		return { runs, run };
	}

	it("is done once per key for all who ask while it runs, and anew afterwards", async () => {
		const { runs, run } = work();
		const both = [run("a", signal), run("a", signal), run("b", signal)];
		for (const begun of runs) begun.end();
		expect(await Promise.all(both)).toEqual([0, 0, 1]);
		const again = run("a", signal);
		runs[2]?.end();
		expect(await again).toBe(2);
	});

	it("fails for all who asked, and is done anew", async () => {
		const { runs, run } = work();
		const both = [run("a", signal), run("a", signal)];
		runs[0]?.end(new Error("broken"));
		for (const one of both) await expect(one).rejects.toThrow("broken");
		const again = run("a", signal);
		runs[1]?.end();
		expect(await again).toBe(1);
	});

	it("goes on for the others when one aborts, and ends when all have", async () => {
		const { runs, run } = work();
		const [one, other] = [new AbortController(), new AbortController()];
		const both = [run("a", one.signal), run("a", other.signal)];
		one.abort();
		await expect(both[0]).rejects.toMatchObject({ name: "AbortError" });
		expect(runs[0]?.signal.aborted).toBe(false);
		other.abort();
		await expect(both[1]).rejects.toMatchObject({ name: "AbortError" });
		expect(runs[0]?.signal.aborted).toBe(true);
		// Who comes now must not wait on what is being ended.
		const anew = run("a", signal);
		runs[1]?.end();
		expect(await anew).toBe(1);
	});

	it("is not begun for who has aborted", async () => {
		const { runs, run } = work();
		await expect(run("a", AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
		expect(runs).toEqual([]);
	});
});
