import type { Effect } from "../core/case/effect.ts";

/** Work that survives a restart: the effects of events, plus what runs on a schedule. */
export type Job = Effect | { readonly type: "PostStatus" };
export type JobType = Job["type"];

/** Runs SQL inside the caller's transaction. `values` are positional (`$1` …); gives the rows. */
export type SqlExecutor = (sql: string, values: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

/**
 * May deliver a job twice, and may run two jobs of one case at once: handlers are safe to repeat and take a lease
 * where only one may run. A handler that throws is run again with growing waits.
 */
export interface JobQueue {
	/** Stores jobs within the caller's transaction; `at` in a job delays it. Jobs of one type and case that still wait are stored once. */
	enqueueIn(execute: SqlExecutor, jobs: readonly Job[]): Promise<void>;
	enqueue(jobs: readonly Job[]): Promise<void>;
	/** Stores one job that runs `delayMs` from now, whatever its own `at` says. */
	enqueueLater(job: Job, delayMs: number): Promise<void>;
	/** Tells the workers in this process that something was stored, so that they need not wait for their next poll. */
	nudge(types: readonly JobType[]): void;
	/** Works on the types that have a handler here; the others are left to other processes. */
	start(
		handlers: Readonly<Partial<Record<JobType, (job: never, signal: AbortSignal) => Promise<void>>>>,
	): Promise<void>;
	/** Cron in the given IANA time zone; one schedule per job type; replaces an earlier one. */
	schedule(type: "PostStatus", cron: string, timeZone: string): Promise<void>;
	/** Lets running handlers end (they get an aborted signal), at most `timeoutMs`. */
	stop(timeoutMs: number): Promise<void>;
}

/** Hands out the right to do one thing alone, over all processes; ends by itself when its holder dies. */
export interface Leases {
	/** Runs `work` under the lease and gives its result, or `"busy"` when somebody else holds it. Renews while it runs. */
	hold<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | "busy">;
}
