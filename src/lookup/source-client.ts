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
import { SourceFault } from "../ports/contact-source.ts";

/** How hard a source may be asked. */
export interface Pace {
	/** Questions at the same time. */
	readonly concurrency: number;
	/** Questions begun within `perMs`. */
	readonly count: number;
	readonly perMs: number;
}

export interface SourceClientOptions {
	/** For the messages of faults. */
	readonly source: string;
	readonly pace: Pace;
	/** Further attempts after a time-out or a broken connection. */
	readonly retries: number;
	/** Before the first further attempt; doubles with each. */
	readonly retryDelayMs: number;
}

/** Runs questions to one server: not too many, not too fast, and not at all while the server said to wait. */
export interface SourceClient {
	/**
	 * Throws what `ask` throws. Without asking: a `rate-limited` fault while the server's time to wait runs, and an
	 * `unreachable` one for a while after it failed several times in a row.
	 */
	run<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T>;
	/** Asks nothing more for `ms`. */
	pauseFor(ms: number): void;
}

const passing = (error: Error) =>
	error instanceof SourceFault && (error.kind === "time-out" || error.kind === "unreachable");

/** A server that failed so often in a row is left alone for a while: thousands of addresses would each wait for it. */
const breakAfter = 6;
const breakMs = 30_000;

export function sourceClient(options: SourceClientOptions): SourceClient {
	const { source, pace } = options;
	const queue = new PQueue({ concurrency: pace.concurrency, interval: pace.perMs, intervalCap: pace.count });
	const again = retry(handleWhen(passing), {
		maxAttempts: options.retries,
		backoff: new ExponentialBackoff({ initialDelay: options.retryDelayMs, maxDelay: 30 * options.retryDelayMs }),
	});
	const breaker = circuitBreaker(handleWhen(passing), {
		halfOpenAfter: breakMs,
		breaker: new ConsecutiveBreaker(breakAfter),
	});
	const policy = wrap(again, breaker);
	let waitUntil = 0;
	const once = async <T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> => {
		signal.throwIfAborted();
		// A block of a registry gets longer, and in the end lasting, for who keeps asking.
		if (performance.now() < waitUntil) throw new SourceFault(source, "rate-limited", `${source} asked us to wait`);
		return ask();
	};
	const run = async <T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> => {
		const queued = () => queue.add(() => once(ask, signal), { signal: AbortSignal.any([signal]) });
		try {
			return await policy.execute(queued, signal);
		} catch (error) {
			signal.throwIfAborted();
			if (!(error instanceof BrokenCircuitError)) throw error;
			throw new SourceFault(source, "unreachable", `${source} failed several times in a row`, { cause: error });
		}
	};
	return {
		run,
		pauseFor: (ms) => {
			waitUntil = Math.max(waitUntil, performance.now() + ms);
		},
	};
}
