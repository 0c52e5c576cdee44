import { setTimeout as wait } from "node:timers/promises";
import {
	BrokenCircuitError,
	ConsecutiveBreaker,
	circuitBreaker,
	ExponentialBackoff,
	handleWhen,
	retry,
	wrap,
} from "cockatiel";
import PQueue from "p-queue";
import { type Instant, plusMs } from "../core/instant.ts";
import type { Clock } from "../ports/clock.ts";
import { SourceFault } from "../ports/contact-source.ts";
import type { LookupBudgets } from "../ports/lookup-budget.ts";

/** How hard a source may be asked by this process. */
export interface Pace {
	/** Questions at the same time. */
	readonly concurrency: number;
	/** Questions begun within `perMs`. */
	readonly count: number;
	readonly perMs: number;
	/** What all processes on one store may ask together; kept over restarts. */
	readonly shared?: SharedLimits;
}

/** What a registry allows one address to ask; each is left out where it names none. */
export interface SharedLimits {
	/** What is counted together: one name for all services of a registry. */
	readonly registry: string;
	/** Questions begun in one minute of the clock. */
	readonly perMinute?: number;
	/** Questions begun in one day (UTC). */
	readonly perDay?: number;
	/** Objects with personal data that its answers hold in one day (UTC). */
	readonly personalPerDay?: number;
}

export interface SourceClientOptions {
	/** For the messages of faults. */
	readonly source: string;
	readonly clock: Clock;
	readonly budgets: LookupBudgets;
	readonly pace: Pace;
	/** Further attempts after a time-out or a broken connection. */
	readonly retries: number;
	/** Before the first further attempt; doubles with each. */
	readonly retryDelayMs: number;
}

/** Runs questions to one server: not too many, not too fast, and not at all while the server said to wait. */
export interface SourceClient {
	/**
	 * Throws what `ask` throws. Without asking: a `rate-limited` fault while the server's time to wait runs or the day's budget is
	 * used up, and an `unreachable` one for a while after it failed several times in a row; both say until when.
	 */
	run<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T>;
	/** Asks nothing more for `ms`; gives until when. */
	pauseFor(ms: number): Instant;
	/** Objects with personal data that an answer held. */
	countPersonal(objects: number): Promise<void>;
}

const passing = (error: Error) =>
	error instanceof SourceFault && (error.kind === "time-out" || error.kind === "unreachable");

/** A server that failed so often in a row is left alone for a while: thousands of addresses would each wait for it. */
const breakAfter = 6;
const breakMs = 30_000;
const minuteMs = 60_000;
const noLimit = Number.MAX_SAFE_INTEGER;

const dayOf = (now: Instant) => now.slice(0, 10);
const nextDay = (now: Instant) => plusMs(`${dayOf(now)}T00:00:00.000Z`, 24 * 60 * minuteMs);

/** Takes a question out of what all processes may ask together; waits for the next minute where that is enough. */
async function takeShared({ source, clock, budgets, pace }: SourceClientOptions, signal: AbortSignal): Promise<void> {
	const { registry, perMinute, perDay, personalPerDay } = pace.shared ?? { registry: "" };
	const today = async (name: string, limit: number, count: number) => {
		const now = clock();
		if (await budgets.take(`${registry} ${name}`, dayOf(now), { count, limit })) return;
		throw new SourceFault(source, "rate-limited", `the day's questions to ${source} are used up`, {
			until: nextDay(now),
		});
	};
	if (personalPerDay !== undefined) await today("personal", personalPerDay - 1, 0);
	if (perDay !== undefined) await today("questions", perDay, 1);
	while (perMinute !== undefined) {
		const now = clock();
		const use = { count: 1, limit: perMinute };
		if (await budgets.take(`${registry} ${now.slice(11, 16)}`, dayOf(now), use)) return;
		await wait(minuteMs - (Date.parse(now) % minuteMs), undefined, { signal });
	}
}

export function sourceClient(options: SourceClientOptions): SourceClient {
	const { source, pace, clock } = options;
	const queue = new PQueue({ concurrency: pace.concurrency, interval: pace.perMs, intervalCap: pace.count });
	const again = retry(handleWhen(passing), {
		maxAttempts: options.retries,
		backoff: new ExponentialBackoff({ initialDelay: options.retryDelayMs, maxDelay: 30 * options.retryDelayMs }),
	});
	const breaker = circuitBreaker(handleWhen(passing), {
		halfOpenAfter: breakMs,
		breaker: new ConsecutiveBreaker(breakAfter),
	});
	let brokenUntil: Instant | null = null;
	breaker.onBreak(() => {
		brokenUntil = plusMs(clock(), breakMs);
	});
	const policy = wrap(again, breaker);
	let paused: { readonly atMs: number; readonly until: Instant } | null = null;
	const once = async <T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> => {
		signal.throwIfAborted();
		// A block of a registry gets longer, and in the end lasting, for who keeps asking.
		if (paused !== null && performance.now() < paused.atMs) {
			throw new SourceFault(source, "rate-limited", `${source} asked us to wait`, { until: paused.until });
		}
		await takeShared(options, signal);
		return ask();
	};
	const run = async <T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> => {
		const queued = () => queue.add(() => once(ask, signal), { signal: AbortSignal.any([signal]) });
		try {
			return await policy.execute(queued, signal);
		} catch (error) {
			signal.throwIfAborted();
			if (!(error instanceof BrokenCircuitError)) throw error;
			const reason = { cause: error, until: brokenUntil };
			throw new SourceFault(source, "unreachable", `${source} failed several times in a row`, reason);
		}
	};
	return {
		run,
		pauseFor: (ms) => {
			const next = { atMs: performance.now() + ms, until: plusMs(clock(), ms) };
			if (paused === null || paused.atMs < next.atMs) paused = next;
			return paused.until;
		},
		countPersonal: async (objects) => {
			if (objects === 0 || pace.shared === undefined) return;
			const use = { count: objects, limit: noLimit };
			await options.budgets.take(`${pace.shared.registry} personal`, dayOf(clock()), use);
		},
	};
}
