import { describe, expect, it } from "vitest";
import { memoryBudgets } from "../../../src/lookup/memory-budgets.ts";
import { type Pace, sourceClient } from "../../../src/lookup/source-client.ts";
import { SourceFault } from "../../../src/ports/contact-source.ts";
import type { LookupBudgets } from "../../../src/ports/lookup-budget.ts";

const signal = new AbortController().signal;
const pace: Pace = { concurrency: 4, count: 1000, perMs: 1 };
const noon = "2026-11-21T12:00:00.000Z";

function open(shared: Pace["shared"], budgets: LookupBudgets = memoryBudgets(), clock = () => noon) {
	const timing = shared === undefined ? pace : { ...pace, shared };
	return sourceClient({ source: "Test", clock, budgets, pace: timing, retries: 0, retryDelayMs: 1 });
}

describe("what all processes on one store may ask together", () => {
	it("ends for the day when it is used up, whoever used it", async () => {
		const budgets = memoryBudgets();
		const shared = { registry: "test", perDay: 3 };
		const [one, other] = [open(shared, budgets), open(shared, budgets)];
		const asked: number[] = [];
		for (const [at, client] of [one, other, one].entries()) await client.run(async () => asked.push(at), signal);
		const fault = { kind: "rate-limited", until: "2026-11-22T00:00:00.000Z" };
		await expect(other.run(async () => asked.push(9), signal)).rejects.toMatchObject(fault);
		const tomorrow = open(shared, budgets, () => "2026-11-22T00:00:01.000Z");
		await tomorrow.run(async () => asked.push(4), signal);
		expect(asked).toEqual([0, 1, 2, 4]);
	});

	it("waits for the next minute, and stops waiting at an abort", async () => {
		const budgets = memoryBudgets();
		const shared = { registry: "test", perMinute: 2 };
		// Twenty milliseconds before the minute ends; the clock goes on as soon as somebody waits.
		const times = ["12:00:59.980", "12:00:59.980", "12:00:59.980", "12:01:00.000"];
		const minutes: string[] = [];
		const clock = () => {
			const time = times.length > 1 ? times.shift() : times[0];
			minutes.push(String(time).slice(3, 5));
			return `2026-11-21T${time}Z`;
		};
		const client = open(shared, budgets, clock);
		for (const _ of [1, 2, 3]) await client.run(async () => {}, signal);
		expect(minutes).toEqual(["00", "00", "00", "01"]);
		const abort = new AbortController();
		const full = open(shared, budgets, () => {
			queueMicrotask(() => abort.abort());
			return "2026-11-21T12:00:10.000Z";
		});
		await expect(full.run(async () => {}, abort.signal)).rejects.toMatchObject({ name: "AbortError" });
	});

	it("counts personal data of answers against the day only where a registry counts it", async () => {
		const budgets = memoryBudgets();
		const shared = { registry: "test", personalPerDay: 10 };
		const [one, other] = [open(shared, budgets), open(shared, budgets)];
		await one.countPersonal(0);
		await one.countPersonal(9);
		await other.run(async () => {}, signal);
		await other.countPersonal(1);
		await expect(one.run(async () => {}, signal)).rejects.toMatchObject({ kind: "rate-limited" });
		const uncounted = open(undefined, budgets);
		await uncounted.countPersonal(1000);
		await uncounted.run(async () => {}, signal);
	});
});

it("says until when a server is left alone", async () => {
	const client = open(undefined);
	expect(client.pauseFor(60_000)).toBe("2026-11-21T12:01:00.000Z");
	// The longer of two times counts.
	expect(client.pauseFor(1_000)).toBe("2026-11-21T12:01:00.000Z");
	await expect(client.run(async () => {}, signal)).rejects.toMatchObject({ until: "2026-11-21T12:01:00.000Z" });
	const failing = open(undefined);
	const fail = () => failing.run(() => Promise.reject(new SourceFault("Test", "unreachable", "test")), signal);
	for (let at = 0; at < 6; at++) await expect(fail()).rejects.toMatchObject({ kind: "unreachable", until: null });
	await expect(fail()).rejects.toMatchObject({ kind: "unreachable", until: "2026-11-21T12:00:30.000Z" });
});
